import { CollectionLog } from "@mma-savant/core/collection/CollectionLog"
import { DateTime, Effect, Layer } from "effect"
import { MemoryTables } from "./MemoryTables.ts"

export const layer = Layer.effect(
  CollectionLog,
  Effect.gen(function* () {
    const { runs } = yield* MemoryTables
    return CollectionLog.of({
      record: (run) => Effect.sync(() => void runs.push(run)),
      runs: (limit) =>
        Effect.sync(() =>
          runs
            .toReversed()
            .sort((a, b) => DateTime.toEpochMillis(b.finishedAt) - DateTime.toEpochMillis(a.finishedAt))
            .slice(0, limit)
        )
    })
  })
)
