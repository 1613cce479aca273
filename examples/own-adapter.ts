// An adapter of one's own: FileCollectionLog keeps the log of imports as lines of JSON in a file. Its test holds it
// against the laws of the port, which is all that an adapter has to do.

import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as SnapshotSource from "@mma-savant/adapters/dataset/SnapshotSource"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { CollectionLog, DataStore, ImportFlow } from "@mma-savant/core"
import { Effect, Layer } from "effect"
import * as FileCollectionLog from "./FileCollectionLog.ts"

const directory = await mkdtemp(join(tmpdir(), "mma-savant-"))
const Log = FileCollectionLog.layer(join(directory, "runs.jsonl"))
const Import = ImportFlow.layer.pipe(Layer.provide(DataStore.layer), Layer.provide(Log), Layer.provide(Memory.layer))

const program = Effect.gen(function* () {
  yield* (yield* ImportFlow).run(() => Effect.void)
  for (const { outcome, plan } of yield* (yield* CollectionLog).runs(10)) {
    const { fighters, matches } = outcome.storage
    console.log(`${plan.source}: ${matches.inserted} bouts, ${fighters.inserted} fighters`)
  }
})

await Effect.runPromise(program.pipe(Effect.provide([Import, Log, SnapshotSource.layerSample])))
await rm(directory, { recursive: true })
