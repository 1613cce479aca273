import { Context, Effect, Layer } from "effect"
import type { EventId, FighterId, MatchId } from "../Identity.ts"
import { maxLimit } from "../Listing.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { Match, MatchFacts } from "./Match.ts"
import { MatchRepository } from "./MatchRepository.ts"

/** The use cases around bouts. */
export class MatchService extends Context.Service<
  MatchService,
  {
    readonly createMatch: (facts: MatchFacts) => Effect.Effect<MatchId, StoreUnavailable>
    readonly getMatch: MatchRepository["Service"]["get"]
    readonly getMatchesByEvent: (eventId: EventId) => Effect.Effect<ReadonlyArray<Match>, StoreUnavailable>
    /** The bouts of the two against each other, those to come included, the latest first, at most 100. */
    readonly getMeetings: (a: FighterId, b: FighterId) => Effect.Effect<ReadonlyArray<Match>, StoreUnavailable>
  }
>()("@mma-savant/core/match/MatchService") {
  static readonly layer = Layer.effect(
    MatchService,
    Effect.gen(function* () {
      const matches = yield* MatchRepository
      return MatchService.of({
        createMatch: matches.save,
        getMatch: matches.get,
        getMatchesByEvent: matches.card,
        getMeetings: Effect.fn("MatchService.getMeetings")(function* (fighterId, opponentId) {
          const found = yield* matches.search({ fighterId, opponentId, order: "latest", limit: maxLimit, after: null })
          return found.items
        })
      })
    })
  )
}
