import { assert, layer } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import * as PgServer from "@mma-savant/adapters/postgres/PgServer"
import * as Postgres from "@mma-savant/adapters/postgres/Postgres"
import { languageModel, type Speaker, type SpokenPart } from "@mma-savant/core/llm/Speaker"
import { Duration, Effect, Layer, Redacted, Stream } from "effect"
import { LanguageModel, Model } from "effect/ai"
import { SqlClient } from "effect/sql"
import { freshDatabase } from "../../../adapters/test/postgres/FreshDatabase.ts"
import * as Test from "../TestServer.ts"
import { describeCluster } from "./Cluster.ts"

const runs = 50

let calls = 0

/** Speaks for 2 to 5 seconds, a word in each tenth of one. */
const speaker: Speaker = {
  ...{ provider: "scripted", model: "slow-1", key: "none" },
  speak: () => {
    const words = 20 + (calls++ % 31)
    const said = Array.from({ length: words }, (): SpokenPart => ({ type: "text-delta", id: "0", delta: "word " }))
    const usage = { inputTokens: { total: 3 }, outputTokens: { total: 5 } }
    const parts = Stream.mapEffect(Stream.fromIterable(said), (part) =>
      Effect.delay(Effect.succeed(part), "100 millis")
    )
    const end = Stream.make<Array<SpokenPart>>({ type: "finish", reason: "stop", usage })
    return Effect.succeed({ parts: Stream.concat(parts, end), allowance: null })
  }
}

const model = Model.make("slow", speaker.model, Layer.effect(LanguageModel.LanguageModel, languageModel(speaker)))

/** A server that has two connections to its database, which can be looked at over others. */
const server = Layer.unwrap(
  Effect.gen(function* () {
    const url = Redacted.make((yield* freshDatabase(process.env["TEST_DATABASE_URL"] ?? "")).href)
    const ofTwo = PgServer.layer({ url, maxConnections: 2, applicationName: "two" })
    const store = Postgres.layer.pipe(Layer.provideMerge(Memory.layer), Layer.provide(ofTwo))
    return Test.over(store, model).pipe(
      Layer.provideMerge(Layer.fresh(PgServer.layer({ url, maxConnections: 1, applicationName: "looking" })))
    )
  })
)

describeCluster("a server with two connections to its database (needs TEST_DATABASE_URL)", () => {
  layer(server, { excludeTestServices: true, timeout: "1 minute" })((it) => {
    it.effect(`gives ${runs} answers at once, none of which holds a connection while it is spoken`, () =>
      Effect.gen(function* () {
        const { request, tokenOf } = yield* Test.TestServer
        const sql = yield* SqlClient.SqlClient
        const token = yield* tokenOf("fan")
        const ask = (index: number) =>
          request("/api/chat/message", { method: "POST", token, json: { content: `Is it ${index}?` } })
        const asked = yield* Effect.forEach(Array.from({ length: runs }).keys(), ask, { concurrency: "unbounded" })
        assert.isTrue(asked.every(({ status }) => status === 202))
        const look = sql<{ connections: number; idle: number; running: number; completed: number }>`
          select
            (select count(*) from pg_stat_activity where datname = current_database() and application_name = 'two')::int
              as connections,
            (select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in%')::int
              as idle,
            (select count(*) from messages where status = 'streaming')::int as running,
            (select count(*) from messages where role = 'assistant' and status = 'completed')::int as completed`
        const looks = yield* look.pipe(
          Effect.map(([row]) => row!),
          Effect.delay("50 millis"),
          Stream.fromEffectRepeat,
          Stream.takeUntil(({ completed }) => completed === runs),
          Stream.runCollect,
          Effect.timeout(Duration.seconds(30))
        )
        assert.isAbove(Math.max(...looks.map(({ running }) => running)), 10)
        assert.strictEqual(Math.max(...looks.map(({ idle }) => idle)), 0)
        assert.isAtMost(Math.max(...looks.map(({ connections }) => connections)), 2)
      })
    )
  })
})
