import { MatchComposer } from "@mma-savant/core/composition/MatchComposer"
import { MatchRepository } from "@mma-savant/core/match/MatchRepository"
import { CurrentData } from "@mma-savant/core/stats/CurrentData"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"

const standardDays = 30
const standardLimit = 10

export const layer = HttpApiBuilder.group(
  Api,
  "matches",
  Effect.fnUntraced(function* (handlers) {
    const matches = yield* MatchRepository
    const composer = yield* MatchComposer
    const data = yield* CurrentData
    return handlers.handleAll({
      exciting: Effect.fnUntraced(function* ({ query: { days = standardDays, limit = standardLimit } }) {
        return { ...(yield* composer.getExcitingMatches(days, limit)), ...(yield* data.provenance) }
      }),
      comebacks: Effect.fnUntraced(function* ({ query: { days = standardDays, limit = standardLimit } }) {
        return { ...(yield* composer.getComebacks(days, limit)), ...(yield* data.provenance) }
      }),
      get: Effect.fnUntraced(function* ({ params }) {
        return { ...(yield* matches.get(params.id)), ...(yield* data.provenance) }
      }),
      results: Effect.fnUntraced(function* ({ params }) {
        return { ...(yield* composer.getMatchResults(params.id)), ...(yield* data.provenance) }
      }),
      stats: Effect.fnUntraced(function* ({ params }) {
        return { ...(yield* composer.getDetailedMatchStats(params.id)), ...(yield* data.provenance) }
      })
    })
  })
)
