import { Context, Effect, Layer } from "effect"
import { today } from "../IsoDate.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { DataStatus } from "./DataStatus.ts"
import { StatsReader } from "./StatsReader.ts"

/** How long the state of the data is taken for granted. */
const statusAge = "2 seconds"

/** The state of the data behind an answer, asked of the store at most every 2 seconds. */
export class CurrentData extends Context.Service<
  CurrentData,
  {
    readonly status: Effect.Effect<DataStatus, StoreUnavailable>
    /** What every answer from the facts says about them. */
    readonly provenance: Effect.Effect<Pick<DataStatus, "asOf" | "sampleOnly">, StoreUnavailable>
    /**
     * The state after everything that was made of the facts before has been taken for outdated: here at once, by other
     * servers when they ask next.
     */
    readonly renewed: Effect.Effect<DataStatus, StoreUnavailable>
  }
>()("@mma-savant/core/stats/CurrentData") {
  static readonly layer = Layer.effect(
    CurrentData,
    Effect.gen(function* () {
      const reader = yield* StatsReader
      const [status, forget] = yield* Effect.cachedInvalidateWithTTL(Effect.flatMap(today, reader.status), statusAge)
      return CurrentData.of({
        status,
        provenance: Effect.map(status, ({ asOf, sampleOnly }) => ({ asOf, sampleOnly })),
        renewed: reader.outdate.pipe(Effect.andThen(forget), Effect.andThen(status))
      })
    })
  )
}
