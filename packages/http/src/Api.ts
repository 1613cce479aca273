import { version } from "@mma-savant/core/Version"
import { HttpApi, OpenApi } from "effect/http-api"
import { AdminApi } from "./admin/AdminApi.ts"
import { AuthApi } from "./auth/AuthApi.ts"
import { ComparisonApi } from "./comparison/ComparisonApi.ts"
import { ChartApi } from "./conversation/ChartApi.ts"
import { ConversationApi } from "./conversation/ConversationApi.ts"
import { MessageApi } from "./conversation/MessageApi.ts"
import { UiStreamApi } from "./conversation/UiStreamApi.ts"
import { WatchApi } from "./conversation/WatchApi.ts"
import { EventApi } from "./event/EventApi.ts"
import { FighterApi } from "./fighter/FighterApi.ts"
import { DashboardApi } from "./figure/DashboardApi.ts"
import { FigureApi } from "./figure/FigureApi.ts"
import { MatchApi } from "./match/MatchApi.ts"
import { McpApi } from "./mcp/McpApi.ts"
import { ModelApi } from "./model/ModelApi.ts"
import { Outage } from "./problem/Outage.ts"
import { Validation } from "./problem/Validation.ts"
import { RankingApi } from "./ranking/RankingApi.ts"
import { SystemApi } from "./system/SystemApi.ts"
import { UsageApi } from "./usage/UsageApi.ts"
import { UserApi } from "./user/UserApi.ts"

/** Every REST route of the server; clients may import it. The socket is described by core's ChatProtocol. */
export class Api extends HttpApi.make("mma-savant")
  .add(SystemApi)
  .add(FighterApi)
  .add(ComparisonApi)
  .add(FigureApi)
  .add(DashboardApi)
  .add(EventApi)
  .add(MatchApi)
  .add(RankingApi)
  .add(ModelApi)
  .add(ConversationApi)
  .add(MessageApi)
  .add(ChartApi)
  .add(WatchApi)
  .add(UiStreamApi)
  .add(AuthApi)
  .add(UserApi)
  .add(AdminApi)
  .add(UsageApi)
  .add(McpApi)
  .middleware(Validation)
  .middleware(Outage)
  // Every wrong field is named, not only the first.
  .annotate(HttpApi.QueryParseOptions, { errors: "all" })
  .annotate(HttpApi.PayloadParseOptions, { errors: "all" })
  .annotateMerge(
    OpenApi.annotations({
      title: "MMA Savant API",
      version,
      description:
        "Fighters, events, bouts, rankings and statistics of the UFC, and an assistant that answers from them."
    })
  ) {}
