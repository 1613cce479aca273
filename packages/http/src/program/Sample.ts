import { DataStore } from "@mma-savant/core/collection/DataStore"
import { ImportFlow } from "@mma-savant/core/collection/ImportFlow"
import { today } from "@mma-savant/core/IsoDate"
import { StatsReader } from "@mma-savant/core/stats/StatsReader"
import { Effect, Layer } from "effect"

const imports = ImportFlow.layer.pipe(Layer.provide(DataStore.layer))

/** Loads the sample into a store that holds no facts at all, so that there is something to ask about. */
export const loadSample = Effect.gen(function* () {
  const reader = yield* StatsReader
  const { events, fighters } = yield* Effect.flatMap(today, reader.status)
  if (events > 0 || fighters > 0) return
  const { report } = yield* ImportFlow.use(({ run }) => run(() => Effect.void)).pipe(Effect.provide(imports))
  yield* Effect.logInfo("the sample was loaded").pipe(
    Effect.annotateLogs({ events: report.events.inserted, fights: report.matches.inserted })
  )
})
