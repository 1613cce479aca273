#!/usr/bin/env node
import "effect/schema/SchemaJITCompiler/enable"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import * as SnapshotSource from "@mma-savant/adapters/dataset/SnapshotSource"
import * as SharedSecretTokens from "@mma-savant/adapters/jose/SharedSecretTokens"
import * as MemoryChatLog from "@mma-savant/adapters/memory/MemoryChatLog"
import * as MemoryTicketBook from "@mma-savant/adapters/memory/MemoryTicketBook"
import * as OfflineModel from "@mma-savant/adapters/offline/OfflineModel"
import * as Pglite from "@mma-savant/adapters/postgres/Pglite"
import * as PgServer from "@mma-savant/adapters/postgres/PgServer"
import * as Postgres from "@mma-savant/adapters/postgres/Postgres"
import { Effect, Layer, Option } from "effect"
import type { Adapters } from "./Adapters.ts"
import * as Cli from "./program/Cli.ts"
import * as Logs from "./program/Logs.ts"

const adapters: Adapters = {
  store: ({ databaseUrl, dataDirectory }) =>
    Layer.mergeAll(
      Postgres.layer.pipe(
        Layer.provide(
          Option.match(databaseUrl, {
            onNone: () => Pglite.layer(dataDirectory),
            onSome: (url) => PgServer.layer({ url, applicationName: "mma-savant" })
          })
        )
      ),
      MemoryChatLog.layer,
      MemoryTicketBook.layer
    ),
  tokens: SharedSecretTokens.layer,
  sample: SnapshotSource.layerSample,
  model: OfflineModel.layer
}

const args = process.argv.slice(2)

Cli.run(adapters)(args).pipe(
  Effect.provide([NodeServices.layer, Logs.layer]),
  NodeRuntime.runMain({ teardown: Cli.teardown(args) })
)
