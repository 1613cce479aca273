import { Admission } from "@mma-savant/core/auth/Admission"
import { AuthService } from "@mma-savant/core/auth/AuthService"
import { LocalAccounts } from "@mma-savant/core/auth/LocalAccounts"
import { Recognition } from "@mma-savant/core/auth/Recognition"
import { DashboardComposer } from "@mma-savant/core/composition/dashboard/DashboardComposer"
import { EventComposer } from "@mma-savant/core/composition/EventComposer"
import { EventDays } from "@mma-savant/core/composition/EventDays"
import { FighterComposer } from "@mma-savant/core/composition/FighterComposer"
import { FigureComposer } from "@mma-savant/core/composition/FigureComposer"
import { MatchComposer } from "@mma-savant/core/composition/MatchComposer"
import { AnswerRun } from "@mma-savant/core/conversation/AnswerRun"
import { ChatSessionService } from "@mma-savant/core/conversation/ChatSessionService"
import { RunKeeper } from "@mma-savant/core/conversation/RunKeeper"
import { SessionTitles } from "@mma-savant/core/conversation/SessionTitles"
import { SessionWatch } from "@mma-savant/core/conversation/SessionWatch"
import { EventService } from "@mma-savant/core/event/EventService"
import { FighterService } from "@mma-savant/core/fighter/FighterService"
import { MmaAgent } from "@mma-savant/core/llm/MmaAgent"
import * as SavantHandlers from "@mma-savant/core/llm/SavantHandlers"
import { UsageMeter } from "@mma-savant/core/llm/UsageMeter"
import { CurrentData } from "@mma-savant/core/stats/CurrentData"
import { UserService } from "@mma-savant/core/user/UserService"
import { Effect, Layer } from "effect"
import { HttpRouter } from "effect/http"
import { HttpApiBuilder, HttpApiScalar } from "effect/http-api"
import { Api } from "./Api.ts"
import * as AdminHandlers from "./admin/AdminHandlers.ts"
import * as AuthHandlers from "./auth/AuthHandlers.ts"
import * as PermittedLayer from "./auth/PermittedLayer.ts"
import * as SignedInLayer from "./auth/SignedInLayer.ts"
import * as ComparisonHandlers from "./comparison/ComparisonHandlers.ts"
import * as ChatSocket from "./conversation/ChatSocket.ts"
import * as ConversationHandlers from "./conversation/ConversationHandlers.ts"
import * as UiStreamHandlers from "./conversation/UiStreamHandlers.ts"
import * as EventHandlers from "./event/EventHandlers.ts"
import * as FighterHandlers from "./fighter/FighterHandlers.ts"
import * as DashboardHandlers from "./figure/DashboardHandlers.ts"
import * as FigureHandlers from "./figure/FigureHandlers.ts"
import { KeptFacts } from "./keeping/KeptFacts.ts"
import { RequestLimits } from "./limit/RequestLimits.ts"
import * as MatchHandlers from "./match/MatchHandlers.ts"
import * as McpHandlers from "./mcp/McpHandlers.ts"
import * as ModelHandlers from "./model/ModelHandlers.ts"
import * as OutageLayer from "./problem/OutageLayer.ts"
import * as ValidationLayer from "./problem/ValidationLayer.ts"
import * as RankingHandlers from "./ranking/RankingHandlers.ts"
import { Origins } from "./request/Origins.ts"
import * as Requests from "./request/Requests.ts"
import * as SystemHandlers from "./system/SystemHandlers.ts"
import * as UsageHandlers from "./usage/UsageHandlers.ts"
import * as UserHandlers from "./user/UserHandlers.ts"

/** The use cases of talk, over the ports of storage and the models that answer. */
export const talk = Layer.mergeAll(ChatSessionService.layer, SessionWatch.layer).pipe(
  Layer.provideMerge(RunKeeper.layer),
  Layer.provide(AnswerRun.layer),
  Layer.provide([MmaAgent.layer.pipe(Layer.provide(SavantHandlers.layer)), SessionTitles.layer]),
  Layer.provideMerge(Layer.mergeAll(FighterService.layer, EventService.layer, UsageMeter.layer))
)

/** The use cases of users, over the ports of storage, tokens and passwords. */
export const identity = AuthService.layer.pipe(
  Layer.provide(Admission.layer),
  Layer.provideMerge(Layer.mergeAll(UserService.layer, LocalAccounts.layer, Recognition.layer))
)

const handlers = Layer.mergeAll(
  SystemHandlers.layer,
  Layer.merge(FigureHandlers.layer, DashboardHandlers.layer).pipe(
    Layer.provide([FigureComposer.layer, DashboardComposer.layer])
  ),
  Layer.mergeAll(FighterHandlers.layer, ComparisonHandlers.layer, RankingHandlers.layer).pipe(
    Layer.provide(FighterComposer.layer)
  ),
  EventHandlers.layer.pipe(Layer.provide([EventComposer.layer, EventDays.layer])),
  MatchHandlers.layer.pipe(Layer.provide(MatchComposer.layer)),
  ModelHandlers.layer,
  ConversationHandlers.layer,
  UiStreamHandlers.layer,
  AuthHandlers.layer,
  UserHandlers.layer,
  AdminHandlers.layer,
  UsageHandlers.layer,
  McpHandlers.layer.pipe(Layer.provide(SavantHandlers.layer))
).pipe(Layer.provide([SignedInLayer.layer, PermittedLayer.layer, ValidationLayer.layer, OutageLayer.layer]))

/** Without origins there is nobody to allow: the library would then allow everybody. */
const cors = Layer.unwrap(
  Effect.map(Origins, (origins) =>
    origins.length === 0
      ? Layer.empty
      : HttpRouter.cors({
          allowedOrigins: origins,
          allowedHeaders: [
            "authorization",
            "content-type",
            "idempotency-key",
            "if-none-match",
            "last-event-id",
            "x-request-id",
            "mcp-session-id",
            "mcp-protocol-version",
            "mcp-method",
            "mcp-name"
          ],
          exposedHeaders: [
            "etag",
            "location",
            "x-request-id",
            "mcp-session-id",
            "retry-after",
            "ratelimit-limit",
            "ratelimit-remaining",
            "ratelimit-reset"
          ],
          maxAge: 600
        })
  )
)

/** Everything the server answers, with the ports still open. */
export const routes = Layer.mergeAll(
  HttpApiBuilder.layer(Api, { openapiPath: "/openapi.json" }).pipe(Layer.provide(handlers)),
  HttpApiScalar.layer(Api, { path: "/docs", scalar: { withDefaultFonts: false } }),
  ChatSocket.layer
).pipe(
  Layer.provideMerge(Requests.layer.pipe(Layer.provide(KeptFacts.layer))),
  // Outermost: allowed pages read every answer, refusals included. What they ask beforehand goes no further.
  Layer.provideMerge(cors),
  Layer.provide([RequestLimits.layer, CurrentData.layer])
)
