import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Contract from "@mma-savant/core/contract/CollectionLog"
import { Effect, Layer } from "effect"
import * as FileCollectionLog from "./FileCollectionLog.ts"

const directory = Effect.acquireRelease(
  Effect.promise(() => mkdtemp(join(tmpdir(), "mma-savant-"))),
  (path) => Effect.promise(() => rm(path, { recursive: true }))
)

Contract.suite(
  "a file",
  Layer.unwrap(Effect.map(directory, (path) => FileCollectionLog.layer(join(path, "runs.jsonl"))))
)
