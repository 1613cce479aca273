import { Context, Effect, Layer } from "effect"
import { EventBook } from "../event/EventBook.ts"
import type { MatchId } from "../Identity.ts"
import { addDays, today } from "../IsoDate.ts"
import type { MatchNotFound } from "../match/Match.ts"
import { MatchRepository } from "../match/MatchRepository.ts"
import { type MatchResults, matchResults } from "../match/MatchResults.ts"
import { DivisionRanks } from "../ranking/DivisionRanks.ts"
import { RankingRepository } from "../ranking/RankingRepository.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { isCompleted } from "../stats/Bout.ts"
import { comebacks } from "./Comeback.ts"
import { type DetailedMatchStats, detailedMatchStats } from "./DetailedMatchStats.ts"
import { excitingMatches } from "./ExcitingMatch.ts"
import { FormBook } from "./FormBook.ts"
import type { Comebacks, ExcitingMatches } from "./RecentMatches.ts"

type OfMatch<A> = Effect.Effect<A, MatchNotFound | StoreUnavailable>

/** What is read of bouts. `days` are 1 to 365 before today, which counts; `limit` is 1 to 100. */
export class MatchComposer extends Context.Service<
  MatchComposer,
  {
    readonly getMatchResults: (id: MatchId) => OfMatch<MatchResults>
    /** Two queries. */
    readonly getDetailedMatchStats: (id: MatchId) => OfMatch<DetailedMatchStats>
    /** Two queries: the bouts, and the rankings; and those of `EventBook`. */
    readonly getExcitingMatches: (days: number, limit: number) => Effect.Effect<ExcitingMatches, StoreUnavailable>
    /** One query, and those of `EventBook` and `FormBook`. */
    readonly getComebacks: (days: number, limit: number) => Effect.Effect<Comebacks, StoreUnavailable>
  }
>()("@mma-savant/core/composition/MatchComposer") {
  static readonly layer = Layer.effect(
    MatchComposer,
    Effect.gen(function* () {
      const matches = yield* MatchRepository
      const rankings = yield* RankingRepository
      const { events } = yield* EventBook
      const { form } = yield* FormBook
      /** The fights of the latest days, the latest first. */
      const recent = Effect.fnUntraced(function* (days: number) {
        const to = yield* today
        const from = addDays(to, -days)
        const nights = (yield* events).filter(({ date }) => date !== null && date >= from && date <= to)
        const bouts = yield* matches.cards(nights.map(({ id }) => id))
        const fought = bouts.filter((match) => isCompleted(match, to))
        return { fought, told: { from, to, fights: fought.length } }
      })
      return MatchComposer.of({
        getMatchResults: Effect.fn("MatchComposer.getMatchResults")(function* (id) {
          return matchResults(yield* matches.get(id))
        }),
        getDetailedMatchStats: Effect.fn("MatchComposer.getDetailedMatchStats")(function* (id) {
          return detailedMatchStats(yield* matches.get(id), yield* matches.stats([id]))
        }),
        getExcitingMatches: Effect.fn("MatchComposer.getExcitingMatches")(function* (days, limit) {
          const { fought, told } = yield* recent(days)
          const { entries } = yield* rankings.current(null)
          return { ...told, matches: excitingMatches(fought, new DivisionRanks(entries), limit) }
        }),
        getComebacks: Effect.fn("MatchComposer.getComebacks")(function* (days, limit) {
          const { fought, told } = yield* recent(days)
          return { ...told, comebacks: comebacks(fought, yield* form).slice(0, limit) }
        })
      })
    })
  ).pipe(Layer.provide([EventBook.layer, FormBook.layer]))
}
