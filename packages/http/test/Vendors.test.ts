import { setTimeout } from "node:timers/promises"
import { assert, describe, it } from "@effect/vitest"
import { day } from "@mma-savant/core/contract/Facts"
import { Effect } from "effect"
import { storeFacts } from "./Facts.ts"
import { TestServer } from "./TestServer.ts"
import { session, type TestSocket } from "./TestSocket.ts"
import { usage } from "./vendor/Dialect.ts"
import { fakeVendor, type Request } from "./vendor/FakeVendor.ts"
import * as VendorServer from "./vendor/VendorServer.ts"
import { models } from "./vendor/VendorServer.ts"

const never = new Promise<never>(() => {})

/** A socket to a new session of somebody's. */
const entered = Effect.gen(function* () {
  const { request } = yield* TestServer
  const { enter, sessionId, token } = yield* session("fan")
  const socket = yield* enter
  socket.hello(0)
  yield* socket.awaitFrame("welcome")
  return { socket, stored: Effect.map(request(`/api/chat/session/${sessionId}`, { token }), ({ text }) => text) }
})

/** Asks, and waits for the end of the answer. */
const asked = Effect.fnUntraced(function* (socket: TestSocket, question: string, cid = "c1") {
  socket.ask(cid, question)
  const { d } = yield* socket.awaitFrame("ack", (frame) => frame.d.re === `ask-${cid}`)
  return yield* socket.awaitFrame("run.end", ({ run }) => run === d.run)
})

/** What is told of a run besides its words, with the numbers of parts. */
const course = (socket: TestSocket): ReadonlyArray<string> => {
  const told: Array<string> = []
  let isSpeaking = false
  for (const { d, t } of socket.log) {
    const isWord = t === "part.delta" && typeof d.delta === "string"
    if (isWord) told.push(`${isSpeaking ? told.pop() : ""}${d.delta}`)
    if (t === "run.notice" && d.kind === "retry") told.push("retry")
    if (t === "run.notice" && d.kind === "fallback") told.push(`${d.from} > ${d.to}`)
    if (t === "run.reset") told.push(`reset ${d.fromPart}`)
    isSpeaking = isWord
  }
  return told
}

for (const [dialect, model] of Object.entries(models)) {
  describe(`a server that asks ${model.provider}`, () => {
    it.live("answers from what a tool found, and says what that is", () =>
      Effect.gen(function* () {
        const { baseUrl, requests } = yield* fakeVendor(function* ({ results }) {
          if (results.length === 0) yield { call: "events", args: { limit: 1 } }
          else yield* ["The last ", "was 정찬성’s ", "Night 1. 🥊"]
        })
        yield* Effect.gen(function* () {
          yield* storeFacts
          const { socket, stored } = yield* entered
          const end = yield* asked(socket, "What was the last event?")
          assert.strictEqual(end.d.status, "completed")
          assert.strictEqual(socket.wordsOf(end.run!), "The last was 정찬성’s Night 1. 🥊")
          const { d: start } = yield* socket.awaitFrame("run.start")
          assert.deepInclude(start, { provider: model.provider, model: model.model })
          const { d: call } = yield* socket.awaitFrame("tool.call")
          const { d: result } = yield* socket.awaitFrame("tool.result")
          assert.deepStrictEqual([call.name, call.args], ["events", { limit: 1 }])
          assert.deepStrictEqual([result.callId, result.ok, result.rows], [call.callId, true, 1])
          const source = yield* socket.awaitFrame("part.delta", ({ d }) => typeof d.delta === "object")
          const grounds = { asOf: day("2024-05-04"), sampleOnly: false, tools: ["events"] }
          const { delta } = source.d
          assert.deepInclude(typeof delta === "object" && delta.kind === "source" ? delta.source : {}, grounds)
          assert.deepInclude((yield* socket.awaitFrame("usage")).d, {
            input: 2 * usage.input,
            output: 2 * usage.output
          })
          assert.include(yield* stored, "정찬성’s Night 1. 🥊")
        }).pipe(Effect.scoped, Effect.provide(VendorServer.layer(baseUrl, [model], ["key"])))
        assert.deepStrictEqual(
          requests.map(({ dialect, key, question, results }) => [dialect, key, question, results.length]),
          [
            [dialect, "key", "What was the last event?", 0],
            [dialect, "key", "What was the last event?", 1]
          ]
        )
        assert.include(requests[1]?.results[0], "Night 1")
      })
    )

    it.live("stops the vendor with itself, while it speaks and while it is silent", () =>
      Effect.gen(function* () {
        const manners = [
          async function* () {
            for (;;) {
              yield "on and on "
              await setTimeout(5)
            }
          },
          async function* () {
            yield "and "
            await never
          }
        ]
        for (const script of manners) {
          const { baseUrl, requests } = yield* fakeVendor(script)
          yield* Effect.gen(function* () {
            const { socket } = yield* entered
            socket.ask("c1", "Say more.")
            yield* socket.awaitFrame("part.delta")
          }).pipe(Effect.scoped, Effect.provide(VendorServer.layer(baseUrl, [model], ["key"])))
          yield* Effect.promise(() => requests[0]!.left)
          const told = requests[0]!.told
          yield* Effect.sleep("50 millis")
          assert.deepStrictEqual([requests.length, requests[0]!.told], [1, told])
        }
      })
    )

    it.live("tries again what was refused in passing, and says so", () =>
      Effect.gen(function* () {
        const { baseUrl, requests } = yield* fakeVendor(function* () {
          if (requests.length === 1) yield { refuse: 503 }
          else yield "Ada won."
        })
        yield* Effect.gen(function* () {
          const { socket } = yield* entered
          assert.strictEqual((yield* asked(socket, "Who won?")).d.status, "completed")
          assert.deepStrictEqual(course(socket), ["retry", "Ada won."])
        }).pipe(Effect.scoped, Effect.provide(VendorServer.layer(baseUrl, [model], ["key"])))
      })
    )

    it.live("goes on to another model where this one has not begun, and begins anew where it has", () =>
      Effect.gen(function* () {
        const other = dialect === "messages" ? models.responses : models.messages
        const isOther = (request: Request) => request.model === other.model
        const { baseUrl } = yield* fakeVendor(async function* (request) {
          if (isOther(request)) yield "Ada won."
          else if (request.question === "Who lost?") yield { refuse: 401 }
          else {
            yield "Ida "
            // The listener has heard it by then.
            await setTimeout(100)
            yield request.question === "Who won?" ? { broken: "Overloaded" } : { cut: true }
          }
        })
        const instead = `${model.name} > ${other.name}`
        for (const [question, before] of [
          ["Who lost?", []],
          ["Who won?", ["Ida ", "reset 0"]],
          ["Who drew?", ["Ida ", "reset 0"]]
        ] as const) {
          yield* Effect.gen(function* () {
            const { socket, stored } = yield* entered
            assert.strictEqual((yield* asked(socket, question)).d.status, "completed")
            assert.deepStrictEqual(course(socket), [...before, instead, "Ada won."])
            assert.notInclude(yield* stored, "Ida")
          }).pipe(Effect.scoped, Effect.provide(VendorServer.layer(baseUrl, [model, other], ["key"])))
        }
      })
    )

    it.live("shares the load among its keys, and leaves one alone that is spent for now", () =>
      Effect.gen(function* () {
        const { baseUrl, requests } = yield* fakeVendor(function* ({ key }) {
          if (key === "three") yield { refuse: 429, headers: { "retry-after": "60" } }
          else yield "Ada."
        })
        yield* Effect.gen(function* () {
          const { socket } = yield* entered
          for (const at of [1, 2, 3, 4, 5]) yield* asked(socket, `Who won fight ${at}?`, `c${at}`)
          assert.notInclude(course(socket), "retry")
        }).pipe(Effect.scoped, Effect.provide(VendorServer.layer(baseUrl, [model], ["one", "two", "three"])))
        assert.deepStrictEqual(
          requests.map(({ key }) => key),
          ["one", "two", "three", "one", "two", "one"]
        )
      })
    )

    it.live("whose key is refused says that, and tells the key to nobody", () =>
      Effect.gen(function* () {
        const key = "sk-canary-0123456789abcdef"
        const { baseUrl, requests } = yield* fakeVendor(function* () {
          yield { refuse: 401, words: `Incorrect API key provided: ${key}.`, headers: { "x-key": key } }
        })
        yield* Effect.gen(function* () {
          const { logged } = yield* TestServer
          const { socket, stored } = yield* entered
          const { d } = yield* asked(socket, "Who won?")
          assert.deepInclude(d.error, { code: "PROVIDER_AUTH", retryable: false })
          assert.strictEqual(requests[0]?.key, key)
          const line = logged.find((line) => line.includes(d.error?.errorId ?? "nothing"))
          assert.include(line, "Incorrect API key provided: ")
          for (const text of [...logged, JSON.stringify(socket.frames), yield* stored])
            assert.notInclude(text, "canary")
        }).pipe(Effect.scoped, Effect.provide(VendorServer.layer(baseUrl, [model], [key])))
      })
    )
  })
}
