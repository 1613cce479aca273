import { DataStore } from "@mma-savant/core/collection/DataStore"
import { ImportFlow } from "@mma-savant/core/collection/ImportFlow"
import { Effect, Layer } from "effect"
import * as SnapshotSource from "../../src/dataset/SnapshotSource.ts"
import * as Postgres from "../../src/postgres/Postgres.ts"

/** The ports over the database, with the sample that ships loaded into it. */
export const layer = Layer.effectDiscard(
  ImportFlow.use(({ run }) => run(() => Effect.void)).pipe(
    Effect.provide(ImportFlow.layer.pipe(Layer.provide(DataStore.layer))),
    Effect.provide(SnapshotSource.layerSample)
  )
).pipe(Layer.provideMerge(Postgres.layer))
