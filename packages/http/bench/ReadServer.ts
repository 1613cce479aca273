/**
 * The server of a bench of reading, in a process of its own: over the Postgres server that it is given, or the embedded
 * one, and over Redis where it is given that. It loads the data set of a directory, or the sample, where none is loaded.
 * It says where it is, and how many statements each path takes that it is asked about; to every question about itself it
 * answers.
 */

import "effect/schema/SchemaJITCompiler/enable"
import * as CsvDataset from "@mma-savant/adapters/dataset/CsvDataset"
import * as SnapshotSource from "@mma-savant/adapters/dataset/SnapshotSource"
import * as Tokens from "@mma-savant/adapters/jose/Tokens"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import * as MemoryFactQuery from "@mma-savant/adapters/memory/MemoryFactQuery"
import * as Pglite from "@mma-savant/adapters/postgres/Pglite"
import * as PgServer from "@mma-savant/adapters/postgres/PgServer"
import * as Postgres from "@mma-savant/adapters/postgres/Postgres"
import * as Redis from "@mma-savant/adapters/redis/Redis"
import * as RedisClient from "@mma-savant/adapters/redis/RedisClient"
import * as VegaChartRenderer from "@mma-savant/adapters/vega/VegaChartRenderer"
import { DataStore } from "@mma-savant/core/collection/DataStore"
import { ImportFlow } from "@mma-savant/core/collection/ImportFlow"
import { SideJobs } from "@mma-savant/core/conversation/SideJobs"
import { today } from "@mma-savant/core/IsoDate"
import { AnsweringModels } from "@mma-savant/core/llm/AnsweringModels"
import { ModelFactory } from "@mma-savant/core/llm/ModelFactory"
import { Vendors } from "@mma-savant/core/llm/Speaker"
import { CurrentData } from "@mma-savant/core/stats/CurrentData"
import { StatsReader } from "@mma-savant/core/stats/StatsReader"
import { Effect, Layer, Logger, Redacted, Tracer } from "effect"
import { HttpServer } from "effect/http"
import * as Listener from "../src/Listener.ts"
import { CurrentRates } from "../src/limit/RateClass.ts"
import { identity, talk } from "../src/Server.ts"
import * as EchoModel from "../test/EchoModel.ts"
import { plainPasswords, plenty, trusted } from "../test/TestServer.ts"
import { answer, type Question } from "./Vitals.ts"

/** What a server of a bench is started with. */
export interface ReadServerOptions {
  readonly databaseUrl: string | null
  readonly redisUrl: string | null
  readonly prefix: string
  /** Null for the sample. */
  readonly directory: string | null
}

const options: ReadServerOptions = JSON.parse(process.argv[2]!)
const { databaseUrl, directory, prefix, redisUrl } = options

const database = databaseUrl === null ? Pglite.layerMemory : PgServer.layer({ url: Redacted.make(databaseUrl) })

const facts = Postgres.layer.pipe(Layer.provide(database))

const shared =
  redisUrl === null ? Layer.empty : Redis.layer.pipe(Layer.provide(RedisClient.layer(Redacted.make(redisUrl), prefix)))

const store = Layer.mergeAll(facts, MemoryFactQuery.layer, shared).pipe(Layer.provideMerge(Memory.layer))

const loaded = Effect.gen(function* () {
  const { fights } = yield* Effect.flatMap(StatsReader, ({ status }) => Effect.flatMap(today, status))
  if (fights > 0) return
  yield* ImportFlow.use(({ run }) => run(() => Effect.void)).pipe(
    Effect.provide(ImportFlow.layer.pipe(Layer.provide(DataStore.layer))),
    Effect.provide(directory === null ? SnapshotSource.layerSample : CsvDataset.layer(directory))
  )
})

const server = Layer.fresh(Listener.layer({ host: "127.0.0.1", port: 0 })).pipe(
  Layer.provideMerge(
    Layer.mergeAll(
      identity,
      ModelFactory.layer.pipe(Layer.provide(CurrentData.layer)),
      talk.pipe(Layer.provide(AnsweringModels.layerOne.pipe(Layer.provide(EchoModel.layer))))
    )
  ),
  Layer.provide(
    Layer.mergeAll(
      Tokens.layer(trusted),
      plainPasswords,
      VegaChartRenderer.layer,
      Layer.succeed(CurrentRates, plenty),
      Layer.succeed(Vendors, { speakers: () => [] }),
      SideJobs.layerRule
    )
  )
)

const url = Effect.map(
  HttpServer.HttpServer,
  ({ address }) => `http://127.0.0.1:${"port" in address ? address.port : 0}`
)

let statements = 0
const counting = Tracer.make({
  span: (span) => {
    if (span.kind === "client") statements++
    return new Tracer.NativeSpan(span)
  }
})

/** How many statements the answer to each path takes, when none is kept and the state of the data is known. */
const countOf = (paths: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const base = yield* url
    const get = (path: string) => Effect.promise(() => fetch(`${base}${path}`).then((response) => response.text()))
    const counts: Record<string, number> = {}
    for (const path of paths) {
      yield* get(`/api/events?limit=1&n=${crypto.randomUUID()}`)
      statements = 0
      yield* get(`${path}${path.includes("?") ? "&" : "?"}n=count`)
      counts[path] = statements
    }
    return counts
  }).pipe(Effect.provide(server), Effect.scoped, Effect.withTracer(counting))

const main = Effect.gen(function* () {
  yield* loaded
  const run = Effect.runPromiseWith(yield* Effect.context<Layer.Success<typeof store>>())
  const base = yield* url.pipe(Effect.provide(yield* Layer.build(server)))
  process.on("disconnect", () => process.exit())
  process.on("message", async (message: Question | ReadonlyArray<string>) =>
    process.send!(typeof message === "string" ? await answer(message) : await run(countOf(message)))
  )
  process.send!(base)
  return yield* Effect.never
})

Effect.runFork(main.pipe(Effect.scoped, Effect.provide(store), Effect.provide(Logger.layer([]))))
