import { FighterComposer } from "@mma-savant/core/composition/FighterComposer"
import { RankingRepository } from "@mma-savant/core/ranking/RankingRepository"
import { CurrentData } from "@mma-savant/core/stats/CurrentData"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { paged } from "../request/Paging.ts"

export const layer = HttpApiBuilder.group(
  Api,
  "rankings",
  Effect.fnUntraced(function* (handlers) {
    const rankings = yield* RankingRepository
    const composer = yield* FighterComposer
    const data = yield* CurrentData
    return handlers.handleAll({
      current: Effect.fnUntraced(function* ({ query: { weightClass = null } }) {
        const { date, entries } = yield* rankings.current(weightClass)
        return { date, items: entries, nextCursor: null, ...(yield* data.provenance) }
      }),
      history: Effect.fnUntraced(function* ({ query }) {
        return { ...(yield* paged("rankings", query, composer.getRankingHistory)), ...(yield* data.provenance) }
      }),
      elite: Effect.fnUntraced(function* ({ query: { weightClass } }) {
        return { ...(yield* composer.getDivisionElite(weightClass)), ...(yield* data.provenance) }
      })
    })
  })
)
