#!/usr/bin/env node
import "effect/schema/SchemaJITCompiler/enable"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import * as CsvDataset from "@mma-savant/adapters/dataset/CsvDataset"
import { exportSnapshot } from "@mma-savant/adapters/dataset/SnapshotExport"
import * as SnapshotSource from "@mma-savant/adapters/dataset/SnapshotSource"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import * as Pglite from "@mma-savant/adapters/postgres/Pglite"
import * as PgServer from "@mma-savant/adapters/postgres/PgServer"
import * as Postgres from "@mma-savant/adapters/postgres/Postgres"
import { version } from "@mma-savant/core/Version"
import { Effect, Layer, Option } from "effect"
import * as Cli from "./Cli.ts"
import { settings } from "./Config.ts"

const database = Layer.unwrap(
  Effect.map(settings, ({ databaseUrl, dataDirectory }) =>
    Option.match(databaseUrl, {
      onNone: () => Pglite.layer(dataDirectory),
      onSome: (url) => PgServer.layer({ url, applicationName: "mma-savant collect" })
    })
  )
)

const store = Postgres.layer.pipe(Layer.provide(database))

Cli.run(
  { dataset: CsvDataset.layer, snapshot: SnapshotSource.layer, exportSnapshot, store, scratch: Memory.layer },
  version
)(process.argv.slice(2)).pipe(Effect.provide(NodeServices.layer), NodeRuntime.runMain)
