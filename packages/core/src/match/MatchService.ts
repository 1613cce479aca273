import { Context, Effect, Layer } from "effect"
import type { EventId, FighterId, MatchId } from "../Identity.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { FighterMatch } from "./FighterMatch.ts"
import type { Match, MatchFacts, MatchNotFound } from "./Match.ts"
import { MatchRepository } from "./MatchRepository.ts"
import type { CornerStats } from "./MatchStats.ts"
import type { Method } from "./Method.ts"
import { fightSeconds } from "./TimeFormat.ts"

/** How a bout ended. `winner` and `loser` are null for a draw, a no contest and a bout to come. */
export interface MatchResults {
  readonly matchId: MatchId
  readonly winner: FighterMatch | null
  readonly loser: FighterMatch | null
  readonly method: Method | null
  readonly methodDetail: string | null
  readonly round: number | null
  /** Seconds into the last round. */
  readonly time: number | null
  /** Seconds fought in all. */
  readonly seconds: number | null
}

/** The use cases around bouts. */
export class MatchService extends Context.Service<
  MatchService,
  {
    readonly createMatch: (facts: MatchFacts) => Effect.Effect<MatchId, StoreUnavailable>
    readonly getMatch: MatchRepository["Service"]["get"]
    readonly getMatchesByEvent: (eventId: EventId) => Effect.Effect<ReadonlyArray<Match>, StoreUnavailable>
    readonly getMatchResults: (id: MatchId) => Effect.Effect<MatchResults, MatchNotFound | StoreUnavailable>
    /** Round by round for each side that has statistics. */
    readonly getDetailedMatchStats: (
      id: MatchId
    ) => Effect.Effect<
      { readonly match: Match; readonly stats: ReadonlyArray<CornerStats> },
      MatchNotFound | StoreUnavailable
    >
    /** The bouts in which both stood against each other, the latest first, at most 100. */
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
        getMatchResults: Effect.fn("MatchService.getMatchResults")(function* (id) {
          const match = yield* matches.get(id)
          const won = match.corners.find(({ result }) => result === "WIN") ?? null
          return {
            matchId: id,
            winner: won,
            loser: match.corners.find(({ result }) => result === "LOSS") ?? null,
            method: match.method,
            methodDetail: match.methodDetail,
            round: match.resultRound,
            time: match.resultTime,
            seconds: fightSeconds(match)
          }
        }),
        getDetailedMatchStats: Effect.fn("MatchService.getDetailedMatchStats")(function* (id) {
          return { match: yield* matches.get(id), stats: yield* matches.stats([id]) }
        }),
        getMeetings: Effect.fn("MatchService.getMeetings")(function* (fighterId, opponentId) {
          const found = yield* matches.search({ fighterId, opponentId, order: "latest", limit: 100, after: null })
          return found.items
        })
      })
    })
  )
}
