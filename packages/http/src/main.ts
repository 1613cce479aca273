#!/usr/bin/env node
import "effect/schema/SchemaJITCompiler/enable"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import * as SnapshotSource from "@mma-savant/adapters/dataset/SnapshotSource"
import * as Tokens from "@mma-savant/adapters/jose/Tokens"
import * as MemoryAnswerCache from "@mma-savant/adapters/memory/MemoryAnswerCache"
import * as MemoryChatLog from "@mma-savant/adapters/memory/MemoryChatLog"
import * as MemoryRateLimits from "@mma-savant/adapters/memory/MemoryRateLimits"
import * as MemoryRunSignals from "@mma-savant/adapters/memory/MemoryRunSignals"
import * as MemoryTicketBook from "@mma-savant/adapters/memory/MemoryTicketBook"
import * as OfflineModel from "@mma-savant/adapters/offline/OfflineModel"
import * as PgQueryGuard from "@mma-savant/adapters/pgquery/PgQueryGuard"
import * as PgFactQuery from "@mma-savant/adapters/postgres/PgFactQuery"
import * as Pglite from "@mma-savant/adapters/postgres/Pglite"
import * as PgServer from "@mma-savant/adapters/postgres/PgServer"
import * as Postgres from "@mma-savant/adapters/postgres/Postgres"
import * as ScryptHasher from "@mma-savant/adapters/scrypt/ScryptHasher"
import { Effect, Layer, Option } from "effect"
import { CircuitBreaker } from "effect/persistence"
import type { Adapters } from "./Adapters.ts"
import type { Settings } from "./Config.ts"
import * as Cli from "./program/Cli.ts"
import * as Logs from "./program/Logs.ts"

const database = ({ databaseConnections: maxConnections, databaseUrl, dataDirectory }: Settings) =>
  Layer.mergeAll(Postgres.layer, PgFactQuery.layer, PgQueryGuard.layer).pipe(
    Layer.provide(
      Option.isNone(databaseUrl)
        ? Pglite.layer(dataDirectory)
        : PgServer.layer({ url: databaseUrl.value, maxConnections })
    )
  )

/** What several servers share through Redis, and one server keeps to itself. */
const shared = ({ redisUrl }: Settings) =>
  Option.match(redisUrl, {
    onNone: () =>
      Layer.mergeAll(
        MemoryChatLog.layer,
        MemoryRunSignals.layer,
        MemoryTicketBook.layer,
        MemoryRateLimits.layer,
        MemoryAnswerCache.layer,
        CircuitBreaker.layerStoreMemory()
      ),
    onSome: (url) =>
      Layer.unwrap(
        Effect.promise(async () => {
          const Redis = await import("@mma-savant/adapters/redis/Redis")
          const RedisClient = await import("@mma-savant/adapters/redis/RedisClient")
          return Redis.layer.pipe(Layer.provide(RedisClient.layer(url)))
        })
      )
  })

const adapters: Adapters = {
  store: (settings) => shared(settings).pipe(Layer.provideMerge(database(settings))),
  tokens: (ownSecret, { googleClientIds, googleKeySetUrl, ...trusted }) =>
    Tokens.layer({
      ...trusted,
      ownSecret,
      google: googleClientIds.length === 0 ? null : { clientIds: googleClientIds, keySetUrl: googleKeySetUrl }
    }),
  passwords: ScryptHasher.layer,
  charts: Layer.unwrap(Effect.promise(async () => (await import("@mma-savant/adapters/vega/VegaChartRenderer")).layer)),
  sample: SnapshotSource.layerSample,
  models: {
    offline: OfflineModel.speakers,
    messages: () => import("@mma-savant/adapters/anthropic/AnthropicSpeaker"),
    responses: () => import("@mma-savant/adapters/openai/ResponsesSpeaker"),
    completions: () => import("@mma-savant/adapters/openai/CompletionsSpeaker")
  }
}

const args = process.argv.slice(2)
Cli.run(adapters)(args).pipe(
  Effect.provide([NodeServices.layer, Logs.layer]),
  NodeRuntime.runMain({ teardown: Cli.teardown(args) })
)
