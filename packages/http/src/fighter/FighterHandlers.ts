import { FighterComposer } from "@mma-savant/core/composition/FighterComposer"
import { FighterService } from "@mma-savant/core/fighter/FighterService"
import { CurrentData } from "@mma-savant/core/stats/CurrentData"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { standardLimit } from "../request/Paging.ts"

export const layer = HttpApiBuilder.group(
  Api,
  "fighters",
  Effect.fnUntraced(function* (handlers) {
    const fighters = yield* FighterService
    const composer = yield* FighterComposer
    const data = yield* CurrentData
    return handlers.handleAll({
      search: Effect.fnUntraced(function* ({ query: { cursor = null, limit = standardLimit, q = "" } }) {
        const { items, next } = yield* fighters.searchFighters({ text: q, limit, after: cursor })
        return { items, nextCursor: next, ...(yield* data.provenance) }
      }),
      get: Effect.fnUntraced(function* ({ params }) {
        return { ...(yield* fighters.getFighter(params.id)), ...(yield* data.provenance) }
      }),
      stats: Effect.fnUntraced(function* ({ params }) {
        const stats = yield* fighters.getFighterStats(params.id)
        const { fights = 0, measuredFights = 0 } = stats.figures[0] ?? {}
        return { ...stats, coverage: { fights, measuredFights }, ...(yield* data.provenance) }
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
