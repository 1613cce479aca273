import { Context, Effect, Layer, SynchronizedRef } from "effect"
import { type IsoDate, today } from "../IsoDate.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { CurrentData } from "./CurrentData.ts"
import { type RatedField, rateField } from "./EloTrial.ts"
import { StatsReader } from "./StatsReader.ts"

interface Kept {
  readonly version: number
  readonly asOf: IsoDate | null
  readonly field: RatedField
}

/** The ratings over all completed bouts, computed once for each version of the data. */
export class Ratings extends Context.Service<
  Ratings,
  {
    /** One query when the data has changed, none else, besides that of `CurrentData`. */
    readonly field: Effect.Effect<RatedField, StoreUnavailable>
  }
>()("@mma-savant/core/stats/Ratings") {
  static readonly layer = Layer.effect(
    Ratings,
    Effect.gen(function* () {
      const data = yield* CurrentData
      const reader = yield* StatsReader
      const kept = yield* SynchronizedRef.make<Kept | null>(null)
      return Ratings.of({
        field: Effect.gen(function* () {
          const { asOf, version } = yield* data.status
          const { field } = yield* SynchronizedRef.modifyEffect(
            kept,
            Effect.fnUntraced(function* (last) {
              if (last?.version === version && last.asOf === asOf) return [last, last] as const
              const next = { version, asOf, field: rateField(yield* reader.results(yield* today)) }
              return [next, next] as const
            })
          )
          return field
        }).pipe(Effect.withSpan("Ratings.field"))
      })
    })
  ).pipe(Layer.provide(CurrentData.layer))
}
