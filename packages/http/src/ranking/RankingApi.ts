import { Ranking, Rankings } from "@mma-savant/core/ranking/Ranking"
import { WeightClass } from "@mma-savant/core/ranking/WeightClass"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import { unavailable } from "../problem/Problem.ts"
import { page } from "../request/Paging.ts"
import { route } from "../request/RoutePolicy.ts"

export class RankingApi extends HttpApiGroup.make("rankings")
  .add(
    HttpApiEndpoint.get("current", "/", {
      query: { weightClass: Schema.optionalKey(WeightClass) },
      /** `date` is the day on which the rankings were published; rank 0 is the champion. Always one page. */
      success: Schema.Struct({ date: Rankings.fields.date, ...page(Ranking).fields }),
      error: unavailable
    }).annotateMerge(route({ summary: "The latest rankings; rank 0 is the champion", access: "anyone", rate: "read" }))
  )
  .prefix("/api/rankings") {}
