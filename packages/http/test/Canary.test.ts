import { assert, layer } from "@effect/vitest"
import * as Tokens from "@mma-savant/adapters/jose/Tokens"
import * as MemoryChatLog from "@mma-savant/adapters/memory/MemoryChatLog"
import * as MemoryRateLimits from "@mma-savant/adapters/memory/MemoryRateLimits"
import * as MemoryRunSignals from "@mma-savant/adapters/memory/MemoryRunSignals"
import * as MemoryTicketBook from "@mma-savant/adapters/memory/MemoryTicketBook"
import * as PgQueryGuard from "@mma-savant/adapters/pgquery/PgQueryGuard"
import * as PgFactQuery from "@mma-savant/adapters/postgres/PgFactQuery"
import * as Pglite from "@mma-savant/adapters/postgres/Pglite"
import * as Postgres from "@mma-savant/adapters/postgres/Postgres"
import * as ScryptHasher from "@mma-savant/adapters/scrypt/ScryptHasher"
import { Cause, Effect, Exit, Layer, Redacted, References, Tracer } from "effect"
import { SqlClient } from "effect/sql"
import { bytes, sign } from "../../adapters/test/jose/Forge.ts"
import { SignUpOpen } from "../src/auth/SignUpOpen.ts"
import { type Answer, type Asking, over, TestServer, trusted } from "./TestServer.ts"
import { open, type TestSocket } from "./TestSocket.ts"

/** Everything that must be seen nowhere, by what it is; grows as the server gives its own. */
const secrets = new Map<string, string>()

const canary = (name: string): string => {
  const text = `Canary-${name}-0123456789-0123456789-0123456789`
  secrets.set(name, text)
  return text
}

const ownSecret = canary("token-secret")
const sessionSecret = canary("session-secret")
const signedSecret = canary("signed-secret")
const password = canary("password")

const spans: Array<Tracer.NativeSpan> = []
const tracer = Tracer.make({
  span: (options) => {
    const span = new Tracer.NativeSpan(options)
    spans.push(span)
    return span
  }
})

/** What would leave the program about a span. */
const exported = ({ attributes, events, name, status }: Tracer.NativeSpan): string => {
  const failure = status._tag === "Ended" && Exit.isFailure(status.exit) ? Cause.pretty(status.exit.cause) : ""
  return JSON.stringify([name, [...attributes], events.map(([event, , facts]) => [event, facts]), failure])
}

const database = Layer.mergeAll(Postgres.layer, PgFactQuery.layer, PgQueryGuard.layer).pipe(
  Layer.provideMerge(Pglite.layerMemory)
)

const watched = Layer.mergeAll(
  Layer.succeed(Tracer.Tracer, tracer),
  Layer.succeed(References.MinimumLogLevel, "Trace"),
  Layer.succeed(SignUpOpen, true)
)

const server = over(
  Layer.mergeAll(
    database,
    MemoryChatLog.layer,
    MemoryRunSignals.layer,
    MemoryTicketBook.layer,
    MemoryRateLimits.layer,
    ScryptHasher.layer,
    Tokens.layer({
      ...trusted,
      ownSecret: Redacted.make(ownSecret),
      sessionSecrets: [Redacted.make(sessionSecret)],
      signedSecret: Redacted.make(signedSecret)
    })
  ).pipe(Layer.provideMerge(watched))
)

const jwt = (claims: object, secret: string) =>
  sign(
    { sub: "ana", email: "ana@example.org", exp: Math.floor(Date.now() / 1000) + 300, ...claims },
    "HS256",
    bytes(secret)
  )

/** Every row of every table, as text. */
const rows = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const tables = yield* sql<{ name: string }>`
    select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`
  const all = yield* Effect.forEach(tables, ({ name }) =>
    sql.unsafe<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t`)
  )
  return all.flat().map(({ row }) => row)
})

const discreet = (sink: string, texts: ReadonlyArray<string>) => {
  for (const [name, secret] of secrets) {
    // Nor may the claims of a token be seen, or its signature.
    const parts = secret.split(".").slice(-2)
    const leak = texts.find((text) => parts.some((part) => text.includes(part)))
    assert.isUndefined(leak, `${name} is told in ${sink}`)
  }
}

layer(server, { excludeTestServices: true })("secrets", (it) => {
  it.effect("are told to nobody but their owner, whatever goes wrong", () =>
    Effect.gen(function* () {
      const { logged, request } = yield* TestServer
      const told: Array<string> = []

      const ask = Effect.fnUntraced(function* (path: string, asking: Asking = {}) {
        const answer = yield* request(path, asking)
        told.push(JSON.stringify([...answer.headers]), answer.text)
        return answer
      })

      /** An answer that is a secret itself, but for its owner's eyes. */
      const given = Effect.fnUntraced(function* (path: string, asking: Asking) {
        const { body, headers, status, text }: Answer = yield* request(path, asking)
        assert.include([200, 201], status, text)
        told.push(
          JSON.stringify([...headers]),
          JSON.stringify({ ...body, accessToken: "", refreshToken: "", ticket: "" })
        )
        for (const name of ["accessToken", "refreshToken", "ticket"]) {
          const value = body[name]
          if (typeof value === "string") secrets.set(`${name} ${secrets.size}`, value)
        }
        return body
      })

      const post = (json: unknown, token?: string): Asking => ({ method: "POST", json, token })

      // What opens doors.
      const signUp = { username: "ana", email: "ana@example.org", password }
      const first = yield* given("/api/auth/signup", post(signUp))
      const second = yield* given("/api/auth/login", post({ username: "ana", password }))
      const idToken = yield* jwt({ sub: "bea", email: "bea@example.org" }, signedSecret)
      secrets.set("a token of the issuer", idToken)
      yield* given("/api/auth/login", post({ token: idToken }))
      assert.strictEqual((yield* ask("/api/auth/me", { token: idToken })).status, 200)
      const token = String(second["accessToken"])
      const third = yield* given("/api/auth/refresh", post({ refreshToken: second["refreshToken"] }))
      const next = canary("next-password")
      const renewed = yield* given("/api/auth/password", {
        method: "PUT",
        json: { current: password, next },
        token: String(third["accessToken"])
      })
      const own = String(renewed["accessToken"])

      // What opens none.
      const forged = yield* jwt({}, canary("secret of somebody else"))
      const expired = yield* jwt({ exp: 1_000_000_000 }, signedSecret)
      for (const bad of [forged, expired, token]) secrets.set(`a bad token ${secrets.size}`, bad)
      for (const bad of [forged, expired, token, canary("garbage"), `${canary("jwe")}.a.b.c.d`]) {
        yield* ask("/api/auth/me", { token: bad })
        yield* ask("/api/auth/login", post({ token: bad }))
        yield* ask("/api/auth/refresh", post({ refreshToken: bad }))
        yield* ask(`/api/auth/me?access_token=${bad}&ticket=${bad}`)
        yield* ask(`/api/fighters?cursor=${bad}`)
        yield* ask("/api/auth/me", { headers: { cookie: `authjs.session-token=${bad}`, "x-api-key": bad } })
        yield* ask("/api/auth/me", { headers: { authorization: `Basic ${bad}` } })
      }
      yield* ask("/api/auth/refresh", post({ refreshToken: second["refreshToken"] }))

      // What cannot be read, or is not what it should be.
      const json = { "content-type": "application/json" }
      for (const body of [`{"username":"ana","password":"${next}"`, `"${next}"`, next, `{"token":"${forged}",}`])
        for (const path of ["login", "refresh", "signup"])
          yield* ask(`/api/auth/${path}`, { method: "POST", headers: json, body })
      yield* ask("/api/auth/login", { method: "POST", headers: { "content-type": `text/${next}` }, body: next })
      const weak = "canaryweakpassword"
      secrets.set("a weak password", weak)
      const faulty = [
        { username: "ana", password: [next] },
        { username: next, password: { text: next } },
        { username: next.repeat(9), password: next },
        { username: "ana", password: next.repeat(40) },
        { token: forged.repeat(200) },
        { token: 7, refreshToken: next },
        { username: "eve", email: next, password: weak },
        { username: "ana", email: "ana@example.org", password },
        { refreshToken: next.repeat(40) },
        { refreshToken: [next] }
      ]
      for (const body of faulty)
        for (const path of ["login", "refresh", "signup"]) yield* ask(`/api/auth/${path}`, post(body))
      yield* ask("/api/auth/password", { method: "PUT", json: { current: password, next: [next] }, token: own })
      yield* ask("/api/auth/password", { method: "PUT", json: { current: password, next }, token: own })
      yield* ask("/api/auth/logout", post({ refreshToken: { text: next } }, own))

      // Sockets.
      const made = yield* ask("/api/chat/session", { method: "POST", token: own })
      const sessionId = String(made.body["sessionId"])
      const ticketOf = Effect.map(given("/api/auth/ws-ticket", post({ sessionId }, own)), ({ ticket }) =>
        String(ticket)
      )
      const ticket = yield* ticketOf
      const sockets: Array<TestSocket> = []
      for (const opening of [{ ticket }, { ticket }, { token: forged }, { ticket: forged }, { token: own }]) {
        const socket = yield* open(sessionId, opening)
        sockets.push(socket)
        socket.hello()
        for (const frame of [
          `{"t":"${own}`,
          own,
          { t: own, id: "a", d: {} },
          { t: "send", id: "b", d: { cid: own, text: [own] } }
        ])
          socket.say(frame)
      }
      yield* sockets[0]!.awaitFrame("welcome")
      told.push(...(yield* Effect.forEach(sockets.slice(1, 4), ({ end }) => Effect.map(end, ({ reason }) => reason))))
      yield* sockets[4]!.awaitFrame("nack", ({ d }) => d.re === "b")
      yield* ask(`/ws/chat/${sessionId}?ticket=${yield* ticketOf}`)

      const kept = yield* rows
      assert.isTrue(
        kept.some((row) => row.includes("scrypt$")),
        "the passwords are there, as hashes"
      )

      // A database that is not what it was.
      yield* SqlClient.SqlClient.use((sql) => sql`drop table refresh_tokens, passwords`)
      for (const [path, asking] of [
        ["login", post({ username: "ana", password: next })],
        ["login", post({ token: idToken })],
        ["refresh", post({ refreshToken: first["refreshToken"] })],
        ["signup", post({ username: "eve", email: "eve@example.org", password: next })],
        ["logout", post({ refreshToken: first["refreshToken"], everywhere: true }, own)]
      ] as const)
        assert.include([500, 503], (yield* ask(`/api/auth/${path}`, asking)).status)

      assert.isTrue(
        logged.some((line) => line.includes('"DEBUG"')),
        "the log tells all"
      )
      assert.isTrue(
        logged.some((line) => line.includes('"ERROR"') || line.includes('"WARN"')),
        "failures are logged"
      )
      const seen = spans.map(exported)
      assert.isTrue(
        seen.some((span) => span.includes("url.query")),
        "the traces tell of queries"
      )
      discreet("the log", logged)
      discreet("the traces", seen)
      discreet("the answers", told)
      discreet(
        "the frames",
        sockets.map(({ frames }) => JSON.stringify(frames))
      )
      discreet("the database", [...kept, ...(yield* rows)])
    }).pipe(Effect.scoped)
  )
})
