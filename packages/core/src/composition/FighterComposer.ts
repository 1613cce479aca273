import { Context, Effect, Layer } from "effect"
import type { FighterNotFound } from "../fighter/Fighter.ts"
import { FighterRepository } from "../fighter/FighterRepository.ts"
import type { FighterId } from "../Identity.ts"
import { today } from "../IsoDate.ts"
import { MatchRepository } from "../match/MatchRepository.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { boutsOf } from "../stats/Bout.ts"
import { type CareerTimeline, careerTimeline } from "./CareerTimeline.ts"
import { type FighterTrend, fighterTrend } from "./FighterTrend.ts"

/** What is read of a fighter's career. Each takes three queries: the fighter, the bouts, their statistics. */
export class FighterComposer extends Context.Service<
  FighterComposer,
  {
    readonly getTimeline: (id: FighterId) => Effect.Effect<CareerTimeline, FighterNotFound | StoreUnavailable>
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
        getTrend: Effect.fn("FighterComposer.getTrend")(function* (id) {
          const { bouts, ...fighter } = yield* careerOf(id)
          return { ...fighter, ...fighterTrend(bouts) }
        })
      })
    })
  )
}
