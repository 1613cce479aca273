import { assert, layer } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import * as PgQueryGuard from "@mma-savant/adapters/pgquery/PgQueryGuard"
import { FactQuery } from "@mma-savant/core/llm/FactQuery"
import { FactTools } from "@mma-savant/core/llm/FactTools"
import { isTable } from "@mma-savant/core/llm/ToolTable"
import { Client } from "@modelcontextprotocol/sdk/client/index.js"
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js"
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js"
import { Context, Deferred, Effect, Layer } from "effect"
import { SignUpOpen } from "../src/auth/SignUpOpen.ts"
import { mostSessions } from "../src/mcp/McpSessions.ts"
import { storeFacts } from "./Facts.ts"
import { signUp } from "./People.ts"
import * as Test from "./TestServer.ts"

/** A query that goes on until nobody waits for it any more. */
class Endless extends Context.Service<
  Endless,
  { readonly begun: Deferred.Deferred<void>; readonly ended: Deferred.Deferred<void> }
>()("test/Endless") {}

const endless = Layer.effectContext(
  Effect.gen(function* () {
    const begun = yield* Deferred.make<void>()
    const ended = yield* Deferred.make<void>()
    const run = () =>
      Deferred.succeed(begun, undefined).pipe(
        Effect.andThen(Effect.never),
        Effect.onInterrupt(() => Deferred.succeed(ended, undefined))
      )
    return Context.make(Endless, { begun, ended }).pipe(Context.add(FactQuery, FactQuery.of({ run })))
  })
)

const server = Test.over(
  Layer.mergeAll(endless, PgQueryGuard.layer, Layer.succeed(SignUpOpen, true)).pipe(Layer.provideMerge(Memory.layer))
)

/** The official client of the protocol, as the bearer of a token, until the scope ends. */
const connect = Effect.fnUntraced(function* (token: string) {
  const { url } = yield* Test.TestServer
  const transport = new StreamableHTTPClientTransport(new URL(`${url}/mcp`), {
    requestInit: { headers: { authorization: `Bearer ${token}` } }
  })
  const client = new Client({ name: "test", version: "1" })
  yield* Effect.addFinalizer(() => Effect.promise(() => client.close()))
  // Its types do not know of exact optional properties.
  yield* Effect.tryPromise(() => client.connect(transport as Transport))
  return client
})

const call = (client: Client, name: string, args: Record<string, unknown>) =>
  Effect.promise(() => client.callTool({ name, arguments: args }))

/** The text of an answer that has nothing else. */
const textOf = (content: unknown): string => {
  const [only = {}, ...rest] = Array.isArray(content) ? content : []
  assert.deepStrictEqual(rest, [])
  return String(Object(only).text)
}

const initialize = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "test", version: "1" } }
}

let last = 0
const somebody = Effect.suspend(() => signUp(`reader_${++last}`))

layer(server, { excludeTestServices: true })("over streamable HTTP", (it) => {
  it.effect("a client learns what there is, and that it only reads", () =>
    Effect.gen(function* () {
      const { token } = yield* somebody
      const client = yield* connect(token)
      assert.strictEqual(client.getServerVersion()?.name, "mma-savant")
      assert.match(client.getInstructions() ?? "", /resolve/)
      const { tools } = yield* Effect.promise(() => client.listTools())
      assert.sameMembers(
        tools.map(({ name }) => name),
        Object.keys(FactTools.tools)
      )
      for (const { annotations, description, inputSchema, name, outputSchema } of tools) {
        assert.deepInclude(annotations, { readOnlyHint: true, destructiveHint: false, openWorldHint: false }, name)
        assert.isString(annotations?.title, name)
        assert.isAbove(description?.length ?? 0, 30, name)
        assert.deepInclude(inputSchema, { type: "object", additionalProperties: false }, name)
        assert.include(outputSchema?.required ?? [], "asOf", name)
      }
      const { contents } = yield* Effect.promise(() => client.readResource({ uri: "mma-savant://glossary" }))
      assert.include(JSON.stringify(contents), "win-rate")
    })
  )

  it.effect("a tool answers with its table, as structure and as text", () =>
    Effect.gen(function* () {
      const { ana } = yield* storeFacts
      const { token } = yield* somebody
      const client = yield* connect(token)
      const { content, isError, structuredContent } = yield* call(client, "fighterProfile", { fighterId: ana })
      assert.isFalse(isError)
      assert.isTrue(isTable(structuredContent))
      assert.deepInclude(structuredContent, { asOf: "2024-05-04", sampleOnly: false })
      assert.deepStrictEqual(content, [{ type: "text", text: JSON.stringify(structuredContent) }])
    })
  )

  it.effect("a wrong call is told what is wrong, and by the name of the argument", () =>
    Effect.gen(function* () {
      const { ana } = yield* storeFacts
      const { token } = yield* somebody
      const client = yield* connect(token)
      const wrong = [
        [
          "fighterProfile",
          { fighterId: 99_999 },
          /^\{"code":"NOT_FOUND","message":"There is no fighter with that id\."\}$/
        ],
        ["fighterProfile", { fighterId: "Ana" }, /fighterId/],
        ["fighterProfile", { fighterId: ana, weightClas: "lightweight" }, /excess[\s\S]*weightClas/],
        ["leaderboard", { metric: "charm", limit: 1000 }, /metric[\s\S]*limit/],
        ["upcoming", { timeZone: "Mars/Olympus" }, /"BAD_CALL".*Mars\/Olympus/],
        ["sql", { query: "select * from users" }, /"SQL_REJECTED"/]
      ] as const
      for (const [name, args, words] of wrong) {
        const { content, isError, structuredContent } = yield* call(client, name, args)
        assert.deepStrictEqual([isError, structuredContent], [true, undefined], name)
        assert.match(textOf(content), words)
        assert.notMatch(textOf(content), /\.ts|\bat \w+ \(/)
      }
      for (const name of ["fly", "askUser", "chart", "abstain"]) {
        const error = yield* Effect.flip(Effect.tryPromise(() => client.callTool({ name, arguments: {} })))
        assert.match(String(error.cause), /-32602.*not found/)
      }
    })
  )

  it.effect("calls at once are answered each for itself", () =>
    Effect.gen(function* () {
      yield* storeFacts
      const { token } = yield* somebody
      const client = yield* connect(token)
      const texts = Array.from({ length: 30 }, (_, index) => ["alvarez", "brandao", "clark"][index % 3]!)
      const answers = yield* Effect.forEach(texts, (text) => call(client, "resolve", { text }), {
        concurrency: "unbounded"
      })
      for (const [index, { structuredContent }] of answers.entries()) {
        const rows = isTable(structuredContent) ? structuredContent.rows : []
        assert.match(String(rows[0]?.[1]).toLowerCase(), new RegExp(texts[index]!.slice(0, 5)))
      }
    })
  )

  it.effect("a call that is cancelled ends, with what it asked of the data", () =>
    Effect.gen(function* () {
      const { token } = yield* somebody
      const client = yield* connect(token)
      const { begun, ended } = yield* Endless
      const leaving = new AbortController()
      const asked = client.callTool({ name: "sql", arguments: { query: "select 1" } }, undefined, {
        signal: leaving.signal
      })
      yield* Deferred.await(begun)
      leaving.abort("enough")
      const error = yield* Effect.flip(Effect.tryPromise(() => asked))
      assert.match(String(error.cause), /enough/)
      yield* Deferred.await(ended)
    })
  )

  it.effect("nobody is answered without a good token", () =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      const good = yield* somebody
      for (const token of [undefined, `${good.token.slice(0, -4)}AAAA`]) {
        const { body, headers, status } = yield* request("/mcp", { method: "POST", token, json: initialize })
        assert.deepStrictEqual([status, body["code"]], [401, "UNAUTHORIZED"])
        assert.strictEqual(headers.get("www-authenticate"), "Bearer")
      }
      const refused = yield* Effect.flip(connect("none"))
      assert.match(String(refused.cause), /401|Valid credentials/)
    })
  )

  it.effect("a session is its user's, and of too many the one that was silent the longest ends", () =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      const [owner, other] = [yield* somebody, yield* somebody]
      const begin = Effect.map(
        request("/mcp", { method: "POST", token: owner.token, json: initialize }),
        ({ headers }) => headers.get("mcp-session-id")!
      )
      const list = (session: string, { token }: { readonly token: string }) =>
        Effect.map(
          request("/mcp", {
            method: "POST",
            token,
            headers: { "mcp-session-id": session },
            json: { jsonrpc: "2.0", id: 2, method: "tools/list" }
          }),
          ({ body, status }) => [status, body["code"]]
        )
      const [first, second] = [yield* begin, yield* begin]
      assert.notStrictEqual(first, second)
      const gone = [404, "SESSION_NOT_FOUND"]
      assert.deepStrictEqual(yield* list(first, other), gone)
      assert.deepStrictEqual(yield* list("of-my-own-choice", owner), gone)
      assert.deepStrictEqual(yield* list(first, owner), [200, undefined])
      yield* Effect.forEach(Array.from({ length: mostSessions - 1 }), () => begin)
      assert.deepStrictEqual(yield* list(second, owner), gone)
      assert.deepStrictEqual(yield* list(first, owner), [200, undefined])
    })
  )

  it.effect("a request that is none of the protocol's is refused, and each is counted", () =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      const { token } = yield* somebody
      const post = (options: Test.Asking) => request("/mcp", { method: "POST", token, ...options })
      const fine = yield* post({ json: initialize })
      assert.strictEqual(fine.status, 200)
      assert.isNotNull(fine.headers.get("ratelimit-remaining"))
      assert.strictEqual(fine.headers.get("cache-control"), "no-store")
      const json = { "content-type": "application/json" }
      const refusals: ReadonlyArray<readonly [number, unknown, Test.Asking]> = [
        [403, "ORIGIN_REFUSED", { json: initialize, headers: { origin: "https://elsewhere.example" } }],
        [400, "VALIDATION", { json: initialize, headers: { accept: "application/json" } }],
        [415, "UNSUPPORTED_MEDIA_TYPE", { body: "hello", headers: { "content-type": "text/plain" } }],
        [413, "BODY_TOO_LARGE", { body: JSON.stringify({ x: "x".repeat(1024 * 1024) }), headers: json }],
        // A batch would be many calls that count as one.
        [400, undefined, { json: [initialize, initialize] }],
        [400, undefined, { json: { jsonrpc: "2.0", id: 2, method: "tools/list" } }],
        [405, "METHOD_NOT_ALLOWED", { method: "GET" }],
        [405, "METHOD_NOT_ALLOWED", { method: "DELETE" }]
      ]
      for (const [status, code, options] of refusals) {
        const answer = yield* post(options)
        assert.deepStrictEqual(
          [answer.status, answer.body["code"]],
          [status, code],
          JSON.stringify(options).slice(0, 90)
        )
      }
      const { body } = yield* post({ body: "{", headers: json })
      assert.deepInclude(body, { id: null })
    })
  )
})
