import { assert } from "@effect/vitest"
import * as PgServer from "@mma-savant/adapters/postgres/PgServer"
import * as Postgres from "@mma-savant/adapters/postgres/Postgres"
import { Context, Effect, Layer, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { describe } from "vitest"
import { freshDatabase } from "../../../adapters/test/postgres/FreshDatabase.ts"
import { storeFacts } from "../Facts.ts"
import { dataDirectory, type Running, serving } from "../Running.ts"
import type { Request } from "../vendor/FakeVendor.ts"
import { gate } from "./Gate.ts"
import { hasRedis, ownRedis } from "./OwnRedis.ts"
import { slowVendor } from "./SlowVendor.ts"
import { plain, watch } from "./Watcher.ts"

const address = process.env["TEST_DATABASE_URL"]

/** Tests of several servers: left out, and seen to be, where there is nothing for them to share. */
export const describeCluster = describe.skipIf(address === undefined || !hasRedis)

export interface Machine {
  readonly server: Running
  readonly url: string
}

/** Somebody who signed up. */
export interface Fan {
  readonly id: number
  readonly token: string
}

/** Two servers, each a process of its own, one database, one Redis server and a vendor. */
export class Cluster extends Context.Service<
  Cluster,
  {
    readonly machines: readonly [Machine, Machine]
    readonly redis: Effect.Success<typeof ownRedis>
    /** The servers' way to the database; {@link SqlClient.SqlClient} has another one. */
    readonly postgres: Effect.Success<ReturnType<typeof gate>>
    /** What the vendor was asked. */
    readonly asked: ReadonlyArray<Request>
  }
>()("test/Cluster") {
  static readonly layer = Layer.unwrap(
    Effect.gen(function* () {
      const database = yield* freshDatabase(address ?? "")
      const direct = PgServer.layer({ url: Redacted.make(database.href), maxConnections: 4, applicationName: "test" })
      const postgres = yield* gate(database.hostname, Number(database.port || 5432))
      const redis = yield* ownRedis
      const { baseUrl, requests } = yield* slowVendor
      database.host = `127.0.0.1:${postgres.port}`
      const often = "100000/1m"
      const settings = {
        DATABASE_URL: database.href,
        REDIS_URL: redis.url,
        TOKEN_SECRET: "a secret of the tests, long enough",
        AUTH_SIGN_UP: "true",
        ASSISTANT_MODEL: "compatible/slow",
        COMPATIBLE_BASE_URL: `${baseUrl}/v1`,
        RATE_LIMIT_ADDRESS: often,
        RATE_LIMIT_READ: often,
        RATE_LIMIT_WRITE: often,
        RATE_LIMIT_TICKET: often,
        RATE_LIMIT_SIGN_IN: often
      }
      const facts = Layer.effectDiscard(storeFacts).pipe(Layer.provide(Postgres.layer))
      const machine = Effect.flatMap(dataDirectory, (DATA_DIR) => serving({ ...settings, DATA_DIR }))
      const machines = Layer.effect(
        Cluster,
        Effect.map(Effect.all([machine, machine], { concurrency: 2 }), (machines) =>
          Cluster.of({ machines, redis, postgres, asked: requests })
        )
      )
      return machines.pipe(Layer.provide(facts), Layer.provideMerge(direct))
    })
  )
}

/** Asks a server as somebody, with a body that is sent as JSON. */
export const request = (
  { url }: Machine,
  method: string,
  path: string,
  { json, key, token }: { readonly token?: string; readonly json?: object; readonly key?: string } = {}
) =>
  Effect.promise(async () => {
    const headers = {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(key === undefined ? {} : { "idempotency-key": key }),
      ...(json === undefined ? {} : { "content-type": "application/json" })
    }
    const body = json === undefined ? {} : { body: JSON.stringify(json) }
    const response = await fetch(`${url}${path}`, { method, headers, ...body })
    const text = await response.text()
    return { status: response.status, body: text === "" ? {} : Object(JSON.parse(text)) }
  })

/** A question that was taken. */
interface Asked {
  readonly messageId: string
}

let fans = 0

/** Somebody new, who may ask so often on a day. */
export const fan = Effect.fnUntraced(function* (limit = 100) {
  const { machines } = yield* Cluster
  const username = `fan_${++fans}`
  const json = { username, email: `${username}@example.org`, password: "Correct horse 7" }
  const { body, status } = yield* request(machines[0], "POST", "/api/auth/signup", { json })
  assert.strictEqual(status, 201, JSON.stringify(body))
  const { accessToken: token, user } = body
  const sql = yield* SqlClient.SqlClient
  yield* sql`update users set daily_request_limit = ${limit} where id = ${user.id}`
  return { id: user.id, token } satisfies Fan
})

/** How many questions of somebody count. */
export const usedBy = ({ id }: Fan) =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.map(
      sql<{ used: number }>`select coalesce(sum(count), 0)::int as used from daily_requests where user_id = ${id}`,
      ([row]) => row!.used
    )
  )

/** A new session of somebody's, with a client of it that prefers the first of the servers. */
export const talk = Effect.fnUntraced(function* ({ token }: Fan, servers: ReadonlyArray<Machine>) {
  const [first] = servers
  const { body } = yield* request(first!, "POST", "/api/chat/session", { token })
  const sessionId = String(body.sessionId)
  const options = { servers: servers.map(({ url }) => url), token, sessionId }
  const watcher = yield* watch(options)
  yield* watcher.until(() => watcher.frames.length > 1)
  let asked = 0
  return {
    sessionId,
    client: watcher.client,
    frames: watcher.frames,
    /** Another client of the same session. */
    another: (servers: ReadonlyArray<Machine>) => watch({ ...options, servers: servers.map(({ url }) => url) }),
    ask: (text: string) => {
      const cid = `c${++asked}`
      return Effect.promise(() => watcher.client.request("send", { cid, text: `${text} (${sessionId} ${cid})` }))
    },
    /** What was said on a question so far. */
    wordsOn: ({ messageId }: Asked) => watcher.wordsOn(messageId),
    /** Waits until something was said on a question. */
    heard: ({ messageId }: Asked, words: string) =>
      watcher.until(() => watcher.wordsOn(messageId).includes(words.trim())),
    /** Waits until the answer to a question has begun. */
    begun: ({ messageId }: Asked) =>
      watcher.until(() => watcher.frames.some(({ d, t }) => t === "run.start" && d.parentId === messageId)),
    /** Waits for a frame of a kind. */
    told: (t: string) => watcher.until(() => watcher.frames.some((frame) => frame.t === t)),
    /** The answer to a question, when it has ended. */
    answerTo: ({ messageId }: Asked) =>
      Effect.promise(() => watcher.client.answerTo(messageId)).pipe(Effect.timeout("40 seconds")),
    /** The law of every client: what it has is what a server has, and nothing came out of order. */
    assertLevel: Effect.fnUntraced(function* (at: Machine) {
      const { body } = yield* request(at, "GET", `/api/chat/session/${sessionId}`, { token })
      assert.deepStrictEqual(watcher.faults, [])
      assert.deepStrictEqual(plain(watcher.client.messages.values()), plain(Array.from(body.messages)))
    })
  }
})
