import { ChangeLog } from "@mma-savant/core/collection/ChangeLog"
import { Effect, Layer } from "effect"
import { MemoryVisits } from "./MemoryVisits.ts"

export const layer = Layer.effect(
  ChangeLog,
  Effect.map(MemoryVisits, ({ changes }) =>
    ChangeLog.of({
      record: (run, told) => Effect.sync(() => void changes.set(run, [...(changes.get(run) ?? []), ...told])),
      list: (run, after, limit) => Effect.sync(() => (changes.get(run) ?? []).slice(after, after + limit))
    })
  )
)
