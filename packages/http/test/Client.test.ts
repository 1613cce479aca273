import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
import { createContext, runInContext } from "node:vm"
import { assert, layer } from "@effect/vitest"
import { MessageId, SessionId } from "@mma-savant/core/conversation/ChatMessage"
import * as Client from "@mma-savant/http/client"
import { Effect } from "effect"
import { build } from "vite"
import { storeFacts } from "./Facts.ts"
import { openToAll, signUp } from "./People.ts"
import * as Test from "./TestServer.ts"

const launcher = fileURLToPath(new URL("../../../launch.mjs", import.meta.url))

const unknown = Client.FighterId.make(2_000_000_000)

/** What a promise is rejected with. */
const rejection = (promise: Promise<unknown>) =>
  Effect.promise(() =>
    promise.then(
      () => assert.fail("it was answered"),
      (error: unknown) => Object(error)
    )
  )

/** The client as a page would load it, and the modules that it is made of. */
const bundle = async () => {
  const built = await build({
    configFile: false,
    logLevel: "silent",
    build: {
      write: false,
      lib: {
        entry: fileURLToPath(import.meta.resolve("@mma-savant/http/client")),
        formats: ["iife"],
        name: "MmaSavant"
      }
    }
  })
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) => ("output" in one ? one.output : []))
  const chunks = outputs.flatMap((one) => (one.type === "chunk" ? [one] : []))
  assert.lengthOf(chunks, 1)
  const [{ code, moduleIds }] = chunks as [(typeof chunks)[number]]
  return { code, modules: moduleIds }
}

/** What a page has and the bundle needs, and nothing of Node; bytes are of the same kind as those that `fetch` gives. */
const page = {
  AbortController,
  ArrayBuffer,
  Blob,
  FormData,
  Headers,
  ReadableStream,
  Request,
  Response,
  TextDecoder,
  TextEncoder,
  URL,
  URLSearchParams,
  Uint8Array,
  clearInterval,
  clearTimeout,
  console,
  crypto,
  fetch,
  performance,
  queueMicrotask,
  setInterval,
  setTimeout
}

layer(openToAll, { excludeTestServices: true })("the client", (it) => {
  it.effect("asks the routes as they are declared", () =>
    Effect.gen(function* () {
      const { ana, bea } = yield* storeFacts
      const { url: baseUrl } = yield* Test.TestServer
      const { token, username } = yield* signUp("reader")
      const client = yield* Client.make({ baseUrl, token })
      const { asOf, items } = yield* client.fighters.search({ query: { q: "alvarez" } })
      assert.deepStrictEqual([asOf, items[0]?.id, items[0]?.name], ["2024-05-04", ana, "Ana Alvarez"])
      const met = yield* client.comparison.headToHead({ query: { a: ana, b: bea } })
      assert.strictEqual(met.asOf, "2024-05-04")
      const me = yield* client.auth.me()
      assert.strictEqual(me.username, username)
    })
  )

  it.effect("fails as the routes declare it, each error by its own name", () =>
    Effect.gen(function* () {
      const { url: baseUrl } = yield* Test.TestServer
      const { token } = yield* signUp("asker")
      const client = yield* Client.make({ baseUrl, token })
      const none = yield* Effect.flip(client.fighters.get({ params: { id: unknown } }))
      assert.deepInclude(none, { _tag: "FighterNotFound", id: unknown })
      const stranger = yield* Client.make({ baseUrl })
      assert.propertyVal(yield* Effect.flip(stranger.auth.me()), "_tag", "TokenRejected")
      assert.propertyVal(yield* Effect.flip(client.admin.stats()), "_tag", "Forbidden")
      assert.propertyVal(yield* Effect.flip(client.fighters.search({ query: { limit: 101 } })), "_tag", "SchemaError")
      // Two of one status.
      const { sessionId } = yield* client.chat.createSession({ payload: null })
      const again = (sessionId: SessionId) => {
        const payload = { messageId: MessageId.make(crypto.randomUUID()) }
        return Effect.flip(client.messages.regenerate({ params: { sessionId }, headers: {}, payload }))
      }
      assert.propertyVal(yield* again(sessionId), "_tag", "MessageNotFound")
      assert.propertyVal(yield* again(SessionId.make(crypto.randomUUID())), "_tag", "SessionNotFound")
      const nowhere = yield* Client.make({ baseUrl: "http://127.0.0.1:9" })
      assert.propertyVal(yield* Effect.flip(nowhere.fighters.search({ query: {} })), "_tag", "HttpClientError")
    })
  )

  it.effect("runs in a browser, made of the declarations alone", () =>
    Effect.gen(function* () {
      const { cleo } = yield* storeFacts
      const { url: baseUrl } = yield* Test.TestServer
      const { token } = yield* signUp("page")
      const { code, modules } = yield* Effect.promise(bundle)
      assert.deepStrictEqual(
        modules.filter((id) => /adapters|Handlers|Layer\.ts|platform-node|node:|__vite-browser-external/.test(id)),
        []
      )
      const ours = modules.filter((id) => id.includes("/packages/"))
      assert.include(ours.join("\n"), "http/src/Api.ts")
      const { makePromise }: typeof Client = runInContext(`${code}; MmaSavant`, createContext(page))
      const client = makePromise({ baseUrl, token })

      const { items } = yield* Effect.promise(() => client.fighters.search({ query: { q: "clark" } }))
      assert.include(
        items.map(({ id }) => id),
        cleo
      )
      const none = yield* rejection(client.fighters.get({ params: { id: unknown } }))
      assert.strictEqual(none._tag, "FighterNotFound")
      const frames = yield* Effect.promise(async () => {
        const { sessionId } = await client.chat.createSession({ payload: null })
        await client.messages.addMessage({ headers: {}, payload: { sessionId, content: "one" } })
        const told = []
        for await (const { t } of await client.watch.watchSession({
          params: { sessionId },
          query: {},
          headers: {}
        })) {
          told.push(t)
          if (t === "run.end") break
        }
        return told
      })
      assert.include(frames, "part.delta")
    })
  )

  it.effect("the example tells of two fighters, and of whatever is in the way", () =>
    Effect.gen(function* () {
      yield* storeFacts
      const { url: MMA_SAVANT_URL } = yield* Test.TestServer
      const { token: MMA_SAVANT_TOKEN, username } = yield* signUp("example")
      const example = (env: Record<string, string>) =>
        Effect.promise(
          () =>
            new Promise<string>((resolve) => {
              const args = [launcher, "examples/run.ts", "rest-client", "alvarez", "brandão"]
              execFile(process.execPath, args, { env: { PATH: process.env["PATH"], ...env } }, (_, out, err) =>
                resolve(out + err)
              )
            })
        )
      const [told, refused, alone] = yield* Effect.all(
        [
          example({ MMA_SAVANT_URL, MMA_SAVANT_TOKEN }),
          example({ MMA_SAVANT_URL, MMA_SAVANT_TOKEN: "none" }),
          example({ MMA_SAVANT_URL: "http://127.0.0.1:9" })
        ],
        { concurrency: 2 }
      )
      assert.match(told, /^Ana Alvarez is 1-0-0, as of 2024-05-04\n/)
      assert.include(told, `You are ${username}`)
      assert.match(refused, /does not take the token/)
      assert.match(alone, /^No server answers/)
    })
  )
})
