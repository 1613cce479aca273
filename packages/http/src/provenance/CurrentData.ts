import { today } from "@mma-savant/core/IsoDate"
import type { StoreUnavailable } from "@mma-savant/core/StoreUnavailable"
import type { DataStatus } from "@mma-savant/core/stats/DataStatus"
import { StatsReader } from "@mma-savant/core/stats/StatsReader"
import { Context, Effect, Layer } from "effect"

/** How long the state of the data is taken for granted. */
const statusAge = "2 seconds"

/** The state of the data behind an answer, asked of the store at most every 2 seconds. */
export class CurrentData extends Context.Service<
  CurrentData,
  {
    readonly status: Effect.Effect<DataStatus, StoreUnavailable>
    readonly provenance: Effect.Effect<Pick<DataStatus, "asOf" | "sampleOnly">, StoreUnavailable>
  }
>()("@mma-savant/http/provenance/CurrentData") {
  static readonly layer = Layer.effect(
    CurrentData,
    Effect.gen(function* () {
      const reader = yield* StatsReader
      const status = yield* Effect.cachedWithTTL(Effect.flatMap(today, reader.status), statusAge)
      return CurrentData.of({
        status,
        provenance: Effect.map(status, ({ asOf, sampleOnly }) => ({ asOf, sampleOnly }))
      })
    })
  )
}
