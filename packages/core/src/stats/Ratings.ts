import { Context, Effect, Layer } from "effect"
import { today } from "../IsoDate.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { CurrentData } from "./CurrentData.ts"
import { type RatedField, rateField } from "./EloTrial.ts"
import { keptByVersion } from "./KeptByVersion.ts"
import { StatsReader } from "./StatsReader.ts"

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
      const reader = yield* StatsReader
      const field = yield* keptByVersion(Effect.map(Effect.flatMap(today, reader.pairings), rateField))
      return Ratings.of({ field: Effect.withSpan(field, "Ratings.field") })
    })
  ).pipe(Layer.provide(CurrentData.layer))
}
