import { DivisionElite } from "@mma-savant/core/composition/DivisionElite"
import { FighterId } from "@mma-savant/core/Identity"
import { Ranking, Rankings } from "@mma-savant/core/ranking/Ranking"
import { DatedRanking, rankingKeyParts } from "@mma-savant/core/ranking/RankingHistory"
import { WeightClass } from "@mma-savant/core/ranking/WeightClass"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import { fighterNotFound } from "../fighter/FighterApi.ts"
import { invalid, unavailable } from "../problem/Problem.ts"
import { provenance } from "../provenance/Provenance.ts"
import { cursorWhere, limit, page } from "../request/Paging.ts"
import { inOrder, period } from "../request/Period.ts"
import { route } from "../request/RoutePolicy.ts"
import { idParameter } from "../request/WholeNumber.ts"

export class RankingApi extends HttpApiGroup.make("rankings")
  .add(
    HttpApiEndpoint.get("current", "/", {
      query: { weightClass: Schema.optionalKey(WeightClass) },
      /** `date` is the day on which the rankings were published; rank 0 is the champion. Always one page. */
      success: Schema.Struct({ date: Rankings.fields.date, ...page(Ranking).fields }),
      error: unavailable
    }).annotateMerge(route({ summary: "The latest rankings; rank 0 is the champion", access: "anyone", rate: "read" })),
    HttpApiEndpoint.get("history", "/history", {
      query: inOrder(
        Schema.Struct({
          fighterId: Schema.optionalKey(idParameter(FighterId)),
          weightClass: Schema.optionalKey(WeightClass),
          /** Of publication. */
          ...period,
          limit,
          cursor: cursorWhere(({ key }) => rankingKeyParts(key) !== null)
        })
      ),
      success: page(DatedRanking),
      error: [fighterNotFound, invalid, unavailable]
    }).annotateMerge(
      route({
        summary: "The places of every published ranking, of a fighter, a class or all, the latest day first",
        access: "anyone",
        rate: "read"
      })
    ),
    HttpApiEndpoint.get("elite", "/elite", {
      query: { weightClass: WeightClass },
      success: Schema.Struct({ ...DivisionElite.fields, ...provenance }),
      error: unavailable
    }).annotateMerge(
      route({
        summary: "The first five of a class, compared with each other, and how deep the class is",
        access: "anyone",
        rate: "read"
      })
    )
  )
  .prefix("/api/rankings") {}
