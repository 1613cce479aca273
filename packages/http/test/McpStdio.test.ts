import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { assert, describe, it } from "@effect/vitest"
import { Client } from "@modelcontextprotocol/sdk/client/index.js"
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js"
import { Effect } from "effect"
import { inject } from "vitest"
import { isPlain, preparedDirectory, run, serving } from "./Running.ts"

const launcher = fileURLToPath(new URL("../../../launch.mjs", import.meta.url))

/** The official client of the protocol, to a process of its own on the data directory, until the scope ends. */
const connect = Effect.fnUntraced(function* (DATA_DIR: string) {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [launcher, "packages/http/src/main.ts", "mcp"],
    env: { DATA_DIR, NODE_COMPILE_CACHE: join(inject("runDirectory"), "compiled") },
    stderr: "pipe"
  })
  let err = ""
  transport.stderr?.on("data", (chunk) => {
    err += chunk
  })
  const client = new Client({ name: "test", version: "1" })
  yield* Effect.addFinalizer(() => Effect.promise(() => client.close()))
  yield* Effect.promise(() => client.connect(transport))
  return { client, said: () => err }
})

const resolve = (client: Client) =>
  Effect.promise(() => client.callTool({ name: "resolve", arguments: { text: "makhachev" } }))

/** Whatever an assistant does, right and wrong. */
const converse = Effect.fnUntraced(function* (client: Client) {
  const { tools } = yield* Effect.promise(() => client.listTools())
  assert.include(
    tools.map(({ name }) => name),
    "leaderboard"
  )
  const found = yield* resolve(client)
  assert.include(JSON.stringify(found.structuredContent), "Islam Makhachev")
  assert.include(JSON.stringify(found.structuredContent), '"sampleOnly":true')
  const many = yield* Effect.forEach(Array.from({ length: 10 }), () => resolve(client), { concurrency: "unbounded" })
  for (const one of many) assert.deepStrictEqual(one, found)
  const sql = yield* Effect.promise(() =>
    client.callTool({ name: "sql", arguments: { query: "select email from users" } })
  )
  assert.isTrue(sql.isError)
  assert.include(JSON.stringify(sql.content), "SQL_REJECTED")
  const wrong = yield* Effect.promise(() => client.callTool({ name: "metric", arguments: { fighterId: 1 } }))
  assert.isTrue(wrong.isError)
  assert.include(JSON.stringify(wrong.content), "metrics")
  const unknown = yield* Effect.flip(Effect.tryPromise(() => client.callTool({ name: "fly", arguments: {} })))
  assert.match(String(unknown.cause), /not found/)
  return found
})

const noJson = `${JSON.stringify({ jsonrpc: "2.0", id: null, error: { code: -32700, message: "That is no JSON." } })}\n`

/** What a client sends that waits for no answer, between what nobody should send. */
const written = [
  "what?",
  "",
  "[]",
  '{"jsonrpc":"2.0"}',
  '{"jsonrpc":"1.0","id":7,"method":"ping"}',
  ...[
    {
      id: 1,
      method: "initialize",
      params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "raw", version: "1" } }
    },
    { method: "notifications/initialized" },
    { id: 2, method: "ping" },
    { id: "three", method: "tools/call", params: { name: "resolve", arguments: { text: "makhachev" } } },
    { method: "notifications/unknown" },
    // Without an id these are notifications, too.
    { method: "tools/list" },
    { method: "tools/call", params: { name: "fly" } },
    { id: 4, method: "fly" }
  ].map((message) => JSON.stringify({ jsonrpc: "2.0", ...message }))
]

describe("over standard input and output", () => {
  it.live("a process of its own answers from the sample, says nothing else, and ends with its input", () =>
    Effect.gen(function* () {
      const DATA_DIR = yield* preparedDirectory
      assert.deepStrictEqual(yield* run(["mcp"], { DATA_DIR }, "what?\n"), { code: 0, out: noJson, err: "" })
      const { client, said } = yield* connect(DATA_DIR)
      yield* converse(client)
      assert.strictEqual(said(), "")
      // One process at a time has the directory; another is told so.
      const second = yield* run(["mcp"], { DATA_DIR })
      isPlain(second)
      assert.include(second.err, DATA_DIR)
    }).pipe(Effect.scoped)
  )

  it.live("where a server runs on the data directory, it is asked, also when it has forgotten the session", () =>
    Effect.gen(function* () {
      const DATA_DIR = yield* preparedDirectory
      const first = yield* serving({ DATA_DIR })
      const { client, said } = yield* connect(DATA_DIR)
      const found = yield* converse(client)
      assert.include(first.server.err, "POST /mcp")
      const { code, err, out } = yield* run(["mcp"], { DATA_DIR }, `${written.join("\n")}\n`)
      assert.deepStrictEqual([code, err], [0, ""])
      const answers = out.split("\n").map((line) => (line === "" ? null : JSON.parse(line)))
      assert.isNull(answers.pop(), "every line ends")
      assert.notInclude(answers, null, "no line is empty")
      const told = answers.map(({ error, id, result }) => [id, error?.code ?? Object.keys(result).length > 0])
      assert.sameDeepMembers(told, [
        [null, -32700],
        [null, -32600],
        [null, -32600],
        [7, -32600],
        [1, true],
        [2, false],
        ["three", true],
        [4, -32601]
      ])
      assert.include(JSON.stringify(answers.find(({ id }) => id === "three")), "Islam Makhachev")
      first.server.kill("SIGTERM")
      yield* Effect.promise(() => first.server.ended)
      const alone = yield* Effect.flip(
        Effect.tryPromise(() => client.callTool({ name: "resolve", arguments: { text: "makhachev" } }))
      )
      assert.match(String(alone.cause), /does not answer/)
      yield* serving({ DATA_DIR, PORT: new URL(first.url).port })
      assert.deepStrictEqual(yield* resolve(client), found)
      assert.strictEqual(said(), "")
    }).pipe(Effect.scoped)
  )
})
