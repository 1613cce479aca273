import { DataStore } from "@mma-savant/core/collection/DataStore"
import { ImportFlow } from "@mma-savant/core/collection/ImportFlow"
import { today } from "@mma-savant/core/IsoDate"
import { StatsReader } from "@mma-savant/core/stats/StatsReader"
import { Effect, Layer, Schedule } from "effect"

const imports = ImportFlow.layer.pipe(Layer.provide(DataStore.layer))

/** Not in the same step as whoever got in the way, and no longer than some three seconds in all. */
const again = Schedule.exponential("100 millis").pipe(Schedule.jittered, Schedule.upTo({ times: 5 }))

/** Of several servers that load it at the same time the database may turn some away; what is stored already stays. */
const load = ImportFlow.use(({ run }) => run(() => Effect.void)).pipe(
  Effect.tapErrorTag("StoreUnavailable", (error) => Effect.logWarning("the sample was not loaded to its end", error)),
  Effect.retry({ schedule: again, while: ({ _tag }) => _tag === "StoreUnavailable" }),
  Effect.provide(imports)
)

/** Loads the sample into a store that holds no facts at all, so that there is something to ask about. */
export const loadSample = Effect.gen(function* () {
  const reader = yield* StatsReader
  const { events, fighters } = yield* Effect.flatMap(today, reader.status)
  if (events > 0 || fighters > 0) return
  const { outcome } = yield* load
  yield* Effect.logInfo("the sample was loaded").pipe(
    Effect.annotateLogs({ events: outcome.storage.events.inserted, fights: outcome.storage.matches.inserted })
  )
})
