import { Ranking, Rankings } from "@mma-savant/core/ranking/Ranking"
import { WeightClass } from "@mma-savant/core/ranking/WeightClass"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "effect/http-api"
import { unavailable } from "../problem/Problem.ts"
import { page } from "../request/Paging.ts"

export class RankingApi extends HttpApiGroup.make("rankings")
  .add(
    HttpApiEndpoint.get("current", "/", {
      query: { weightClass: Schema.optionalKey(WeightClass) },
      /** `date` is the day on which the rankings were published; rank 0 is the champion. Always one page. */
      success: Schema.Struct({ date: Rankings.fields.date, ...page(Ranking).fields }),
      error: unavailable
    }).annotate(OpenApi.Summary, "The latest rankings; rank 0 is the champion")
  )
  .prefix("/api/rankings") {}
