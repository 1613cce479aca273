import { Context, Effect, Layer } from "effect"
import { FighterNotFound } from "../fighter/Fighter.ts"
import { FighterRepository } from "../fighter/FighterRepository.ts"
import type { FighterId } from "../Identity.ts"
import { today } from "../IsoDate.ts"
import { maxLimit } from "../Listing.ts"
import { MatchRepository } from "../match/MatchRepository.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { boutsOf } from "../stats/Bout.ts"
import { type CareerTimeline, careerTimeline } from "./CareerTimeline.ts"
import { type FighterTrend, fighterTrend } from "./FighterTrend.ts"
import { type HeadToHead, headToHead } from "./HeadToHead.ts"

/** What is read of fighters' careers. Each takes three queries: the fighters, the bouts, their statistics. */
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
  }
>()("@mma-savant/core/composition/FighterComposer") {
  static readonly layer = Layer.effect(
    FighterComposer,
    Effect.gen(function* () {
      const fighters = yield* FighterRepository
      const matches = yield* MatchRepository
      const careerOf = Effect.fnUntraced(function* (id: FighterId) {
        const { name } = yield* fighters.get(id)
        const career = yield* matches.career(id, yield* today)
        const stats = yield* matches.stats(career.map((match) => match.id))
        return { fighterId: id, name, bouts: boutsOf(id, career, stats) }
      })
      return FighterComposer.of({
        getTimeline: Effect.fn("FighterComposer.getTimeline")(function* (id) {
          const { bouts, ...fighter } = yield* careerOf(id)
          return { ...fighter, ...careerTimeline(bouts) }
        }),
        getHeadToHead: Effect.fn("FighterComposer.getHeadToHead")(function* (a, b) {
          const found = yield* fighters.findMany([a, b])
          const named = Effect.fnUntraced(function* (id: FighterId) {
            const fighter = found.find((one) => one.id === id)
            return fighter === undefined ? yield* new FighterNotFound({ id }) : { id, name: fighter.name }
          })
          const pair = { a: yield* named(a), b: yield* named(b) }
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
        })
      })
    })
  )
}
