import { Context, Effect, Layer } from "effect"
import { FighterNotFound } from "../fighter/Fighter.ts"
import { FighterRepository } from "../fighter/FighterRepository.ts"
import type { FighterId } from "../Identity.ts"
import { today } from "../IsoDate.ts"
import { maxLimit } from "../Listing.ts"
import { MatchRepository } from "../match/MatchRepository.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { boutsOf } from "../stats/Bout.ts"
import { Ratings } from "../stats/Ratings.ts"
import { StatsReader } from "../stats/StatsReader.ts"
import { tally } from "../stats/Tally.ts"
import { type CareerTimeline, careerTimeline } from "./CareerTimeline.ts"
import { eloForecast } from "./EloForecast.ts"
import { type FighterComparison, fighterComparison } from "./FighterComparison.ts"
import { type FighterTrend, fighterTrend } from "./FighterTrend.ts"
import { type HeadToHead, headToHead } from "./HeadToHead.ts"

/** What is read of fighters' careers, in three queries where nothing else is said: the fighters, the bouts, their statistics. */
export class FighterComposer extends Context.Service<
  FighterComposer,
  {
    readonly getTimeline: (id: FighterId) => Effect.Effect<CareerTimeline, FighterNotFound | StoreUnavailable>
    /** Of two different fighters. */
    readonly getHeadToHead: (
      a: FighterId,
      b: FighterId
    ) => Effect.Effect<HeadToHead, FighterNotFound | StoreUnavailable>
    readonly getTrend: (id: FighterId) => Effect.Effect<FighterTrend, FighterNotFound | StoreUnavailable>
    /** Of two different fighters. Four queries: the fighters, their sums, the bouts of each; and those of `Ratings`. */
    readonly compareFighters: (
      a: FighterId,
      b: FighterId
    ) => Effect.Effect<FighterComparison, FighterNotFound | StoreUnavailable>
  }
>()("@mma-savant/core/composition/FighterComposer") {
  static readonly layer = Layer.effect(
    FighterComposer,
    Effect.gen(function* () {
      const fighters = yield* FighterRepository
      const matches = yield* MatchRepository
      const reader = yield* StatsReader
      const ratings = yield* Ratings
      const careerOf = Effect.fnUntraced(function* (id: FighterId) {
        const { name } = yield* fighters.get(id)
        const career = yield* matches.career(id, yield* today)
        const stats = yield* matches.stats(career.map((match) => match.id))
        return { fighterId: id, name, bouts: boutsOf(id, career, stats) }
      })
      const namedPair = Effect.fnUntraced(function* (a: FighterId, b: FighterId) {
        const found = yield* fighters.findMany([a, b])
        const named = Effect.fnUntraced(function* (id: FighterId) {
          const fighter = found.find((one) => one.id === id)
          return fighter === undefined ? yield* new FighterNotFound({ id }) : { id, name: fighter.name }
        })
        return { a: yield* named(a), b: yield* named(b) }
      })
      return FighterComposer.of({
        getTimeline: Effect.fn("FighterComposer.getTimeline")(function* (id) {
          const { bouts, ...fighter } = yield* careerOf(id)
          return { ...fighter, ...careerTimeline(bouts) }
        }),
        getHeadToHead: Effect.fn("FighterComposer.getHeadToHead")(function* (a, b) {
          const pair = yield* namedPair(a, b)
          const { items } = yield* matches.search({
            fighterId: a,
            opponentId: b,
            to: yield* today,
            completedOnly: true,
            order: "latest",
            limit: maxLimit,
            after: null
          })
          const stats = yield* matches.stats(items.map((match) => match.id))
          return { ...pair, ...headToHead(boutsOf(a, items, stats)) }
        }),
        getTrend: Effect.fn("FighterComposer.getTrend")(function* (id) {
          const { bouts, ...fighter } = yield* careerOf(id)
          return { ...fighter, ...fighterTrend(bouts) }
        }),
        compareFighters: Effect.fn("FighterComposer.compareFighters")(function* (a, b) {
          const pair = yield* namedPair(a, b)
          const day = yield* today
          const tallies = yield* reader.tallies({ fighterIds: [a, b], to: day })
          const contender = Effect.fnUntraced(function* (fighter: typeof pair.a) {
            const career = yield* matches.career(fighter.id, day)
            const sums = tallies.find(({ fighterId }) => fighterId === fighter.id)?.sums ?? tally([])
            return { ...fighter, sums, bouts: boutsOf(fighter.id, career, []) }
          })
          const forecast = eloForecast(yield* ratings.field, a, b)
          return { ...fighterComparison(yield* contender(pair.a), yield* contender(pair.b)), forecast }
        })
      })
    })
  ).pipe(Layer.provide(Ratings.layer))
}
