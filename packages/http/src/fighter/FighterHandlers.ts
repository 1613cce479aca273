import { FighterComposer } from "@mma-savant/core/composition/FighterComposer"
import { FighterService } from "@mma-savant/core/fighter/FighterService"
import { RankingRepository } from "@mma-savant/core/ranking/RankingRepository"
import { CurrentData } from "@mma-savant/core/stats/CurrentData"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { paged } from "../request/Paging.ts"

export const layer = HttpApiBuilder.group(
  Api,
  "fighters",
  Effect.fnUntraced(function* (handlers) {
    const fighters = yield* FighterService
    const composer = yield* FighterComposer
    const places = yield* RankingRepository
    const data = yield* CurrentData
    return handlers.handleAll({
      search: Effect.fnUntraced(function* ({ query }) {
        const page = paged("fighters", { q: "", ...query }, ({ q, ...wanted }) =>
          fighters.searchFighters({ ...wanted, text: q })
        )
        return { ...(yield* page), ...(yield* data.provenance) }
      }),
      get: Effect.fnUntraced(function* ({ params }) {
        return { ...(yield* fighters.getFighter(params.id)), ...(yield* data.provenance) }
      }),
      stats: Effect.fnUntraced(function* ({ params }) {
        return { ...(yield* composer.getFighterStats(params.id)), ...(yield* data.provenance) }
      }),
      profile: Effect.fnUntraced(function* ({ params }) {
        return { ...(yield* composer.getProfile(params.id)), ...(yield* data.provenance) }
      }),
      history: Effect.fnUntraced(function* ({ params: { id }, query }) {
        const page = paged(`history of ${id}`, query, ({ after, limit }) => composer.getHistory(id, limit, after))
        return { ...(yield* page), ...(yield* data.provenance) }
      }),
      stances: Effect.fnUntraced(function* ({ params }) {
        return { ...(yield* composer.getStances(params.id)), ...(yield* data.provenance) }
      }),
      rankings: Effect.fnUntraced(function* ({ params }) {
        const { id: fighterId, name } = yield* fighters.getFighter(params.id)
        const { date, entries } = yield* places.ofFighters([fighterId])
        return { fighterId, name, date, rankings: entries, ...(yield* data.provenance) }
      }),
      timeline: Effect.fnUntraced(function* ({ params }) {
        return { ...(yield* composer.getTimeline(params.id)), ...(yield* data.provenance) }
      }),
      trend: Effect.fnUntraced(function* ({ params }) {
        return { ...(yield* composer.getTrend(params.id)), ...(yield* data.provenance) }
      })
    })
  })
)
