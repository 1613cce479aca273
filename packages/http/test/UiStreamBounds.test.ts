import { assert, layer } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { turn } from "@mma-savant/core/contract/Talk"
import { ChatLog } from "@mma-savant/core/conversation/ChatLog"
import { SessionId } from "@mma-savant/core/conversation/ChatMessage"
import { TurnRepository } from "@mma-savant/core/conversation/TurnRepository"
import { UserId } from "@mma-savant/core/Identity"
import { StoreUnavailable } from "@mma-savant/core/StoreUnavailable"
import { Duration, Effect, Exit, Fiber, Layer, Scope } from "effect"
import { StreamPace } from "../src/conversation/StreamSeats.ts"
import { gate } from "./Gates.ts"
import * as Test from "./TestServer.ts"
import { begin, begun, chunksOf, keptWords, question, shown, wordsOf } from "./UiStreamClient.ts"
import * as UiStreamModel from "./UiStreamModel.ts"

const unknown = "6f9619ff-8b86-4011-b42d-00c04fc964ff"

/** A stream that is read by hand. */
const opened = Effect.fnUntraced(function* (path: string, token: string, json?: object) {
  const { url } = yield* Test.TestServer
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" }
  const asked = json === undefined ? { headers } : { headers, method: "POST", body: JSON.stringify(json) }
  const response = yield* Effect.promise(() => fetch(`${url}/api/chat/stream${path}`, asked))
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ""
  /** Reads on until the text so far matches; false where the stream ends before, and null where it breaks off. */
  const until = (pattern: RegExp) =>
    Effect.promise(async () => {
      while (!pattern.test(text)) {
        const next = await reader.read().catch(() => null)
        if (next === null) return null
        if (next.done) return false
        text += next.value
      }
      return true
    })
  return { status: response.status, until, text: () => text, close: Effect.promise(() => reader.cancel()) }
})

const asking = (id: string, asked: string, text: string) => ({
  ...{ id, trigger: "submit-message", messages: [question(asked, text)] }
})

layer(Test.over(Memory.layer, UiStreamModel.layer), { excludeTestServices: true })("the UI message stream", (it) => {
  it.effect("takes only what asks something, and names the field that does not", () =>
    Effect.gen(function* () {
      const { id, kept, post } = yield* begin()
      const one = question("q", "one")
      const faults: ReadonlyArray<readonly [json: object, field: string]> = [
        [{ id: "chat-1", messages: [one] }, "id"],
        [{}, "messages"],
        [{ messages: "one" }, "messages"],
        [{ messages: [] }, "messages"],
        [{ messages: [one, { id: "a", role: "assistant", parts: [] }] }, "messages"],
        [{ messages: [{ ...one, role: "tool" }] }, "messages.0.role"],
        [{ messages: [{ ...one, id: 7 }] }, "messages.0.id"],
        [{ messages: [{ ...one, parts: "one" }] }, "messages.0.parts"],
        [{ messages: [{ ...one, parts: [] }] }, "messages.0.parts"],
        [
          { messages: [{ ...one, parts: [{ type: "file", url: "data:,", mediaType: "text/plain" }] }] },
          "messages.0.parts"
        ],
        [{ messages: [one, question("r", " \n ")] }, "messages.1.parts"],
        [{ messages: [question("q", "x".repeat(4001))] }, "messages.0.parts"],
        [{ messages: [question("q", "a\0b")] }, "messages.0.parts"],
        [{ messages: [one], trigger: "resume-stream" }, "trigger"],
        [{ messages: [one], messageId: 7 }, "messageId"],
        [{ messages: [one], parentId: "a1" }, "parentId"],
        [{ messages: [one], model: 7 }, "model"],
        [{ messages: [one], model: "nobody/none" }, "model"],
        [{ messages: [one], canAsk: "yes" }, "canAsk"]
      ]
      for (const [json, field] of faults) {
        const { body, headers, status } = yield* post(json)
        assert.deepStrictEqual([status, body["code"]], [400, "VALIDATION"], field)
        assert.strictEqual(Object(body["errors"])[0].field, field)
        assert.strictEqual(headers.get("content-type"), "application/problem+json")
      }
      assert.deepStrictEqual(yield* kept, [])
      const { text } = yield* post({ messages: [one], model: "scripted/first", of: { no: "interest" } })
      assert.deepInclude(chunksOf(text).at(-1), { type: "finish" })
      const { status } = yield* post({ ...asking(id, "r", "two"), messages: "x".repeat(1024 * 1024) })
      assert.strictEqual(status, 413)
    })
  )

  it.effect("is of one's own sessions", () =>
    Effect.gen(function* () {
      const { request, tokenOf } = yield* Test.TestServer
      const text = "hold what is mine"
      const { id, post, token } = yield* begin()
      const stranger = yield* tokenOf("stranger")
      const mine = yield* Effect.forkChild(post({ messages: [question("q", text)] }), { startImmediately: true })
      const own = yield* opened("", token, asking(id, "q", text))
      yield* own.until(/Well/)
      for (const session of [id, unknown]) {
        const json = asking(session, "q", text)
        const answers = [
          yield* request("/api/chat/stream", { method: "POST", token: stranger, json }),
          yield* request(`/api/chat/stream/${session}`, { token: stranger }),
          yield* request(`/api/chat/stream/${session}/stream`, { token: stranger })
        ]
        for (const { body, status } of answers) {
          assert.deepStrictEqual([status, body["code"], body["subject"]], [404, "SESSION_NOT_FOUND", session])
        }
        for (const path of ["", `/${session}`, `/${session}/stream`]) {
          const method = path === "" ? "POST" : "GET"
          assert.strictEqual((yield* request(`/api/chat/stream${path}`, { method })).status, 401)
        }
      }
      yield* gate(text).open
      assert.isTrue(yield* own.until(/\[DONE\]/))
      yield* Fiber.join(mine)
    })
  )

  it.effect("ends with the session, and says so", () =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      const { id, token } = yield* begin()
      const stream = yield* opened("", token, asking(id, "q", "hold until it is gone"))
      assert.isTrue(yield* stream.until(/Well/))
      yield* request(`/api/chat/session/${id}`, { method: "DELETE", token })
      assert.isTrue(yield* stream.until(/\[DONE\]/))
      // The run ends before the session does, but it is gone by the time that this is told.
      assert.include(
        ['{"type":"abort","reason":"cancelled"}', '{"type":"error","errorText":"There is no such session any more."}'],
        JSON.stringify(chunksOf(stream.text()).at(-1))
      )
    })
  )

  it.effect("is that of the answer which comes next, where none is being given", () =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      const { id, token } = yield* begin()
      const { body } = yield* request("/api/auth/me", { token })
      const place = { sessionId: SessionId.make(id), userId: UserId.make(Number(body["id"])) }
      const { answerId } = yield* TurnRepository.use((turns) => turns.begin(turn({ ...place, owner: null })))
      const stream = yield* opened(`/${id}`, token)
      assert.isTrue(yield* stream.until(new RegExp(`"start","messageId":"${answerId}"`)))
      yield* stream.close
    })
  )

  it.effect("tells whoever waits of the run, and then of its answer", () =>
    Effect.gen(function* () {
      const { id, talk, token } = yield* begin()
      const { request } = yield* Test.TestServer
      const [first, second] = [talk(), talk()]
      const held = yield* Effect.forkChild(first.ask("hold up the next"), { startImmediately: true })
      yield* first.until(begun)
      const waiting = yield* Effect.forkChild(second.ask("and then me"), { startImmediately: true })
      yield* second.until(({ messages }) => messages.length === 2)
      const { run } = Object(second.messages[1]?.metadata)
      assert.strictEqual(second.status, "submitted")
      const cancelling = yield* request(`/api/chat/session/${id}/runs/${run}/cancel`, { method: "POST", token })
      assert.strictEqual(cancelling.status, 202)
      yield* Fiber.join(waiting)
      assert.deepStrictEqual([second.status, shown(second)], ["ready", ["and then me", ""]])
      const third = yield* Effect.forkChild(second.ask("or me"), { startImmediately: true })
      yield* second.until(({ messages }) => messages.length === 4)
      yield* gate("hold up the next").open
      yield* Fiber.join(held)
      yield* Fiber.join(third)
      assert.strictEqual(wordsOf(second.messages.at(-1)), "or me")
    })
  )
})

const paced = (pace: { readonly comment: Duration.Input; readonly patience: Duration.Input }) =>
  Test.over(
    Layer.mergeAll(
      Memory.layer,
      Layer.succeed(StreamPace, {
        comment: Duration.fromInputUnsafe(pace.comment),
        patience: Duration.fromInputUnsafe(pace.patience)
      })
    ),
    UiStreamModel.layer
  )

layer(paced({ comment: "20 millis", patience: "1 minute" }), { excludeTestServices: true })("a UI stream", (it) => {
  it.effect("says something while nothing is said", () =>
    Effect.gen(function* () {
      const text = "hold for some comments"
      const { id, token } = yield* begin()
      const stream = yield* opened("", token, asking(id, "q", text))
      assert.isTrue(yield* stream.until(/Well.*\n\n:\n\n:\n\n/s))
      yield* gate(text).open
      assert.isTrue(yield* stream.until(/"finish".*\n\ndata: \[DONE\]\n\n$/s))
      assert.isFalse(yield* stream.until(/never/))
    })
  )

  it.effect("is one of five at most of a user", () =>
    Effect.gen(function* () {
      const text = "hold for five"
      const { id, kept, token } = yield* begin("greedy")
      const json = asking(id, "q", text)
      const five = yield* Effect.forEach([1, 2, 3, 4, 5], () => opened("", token, json))
      assert.deepStrictEqual(
        five.map(({ status }) => status),
        [200, 200, 200, 200, 200]
      )
      for (const refused of [yield* opened("", token, asking(id, "r", "a sixth")), yield* opened(`/${id}`, token)]) {
        assert.strictEqual(refused.status, 429)
        yield* refused.until(/RATE_LIMITED/)
      }
      assert.lengthOf(yield* kept, 2)
      yield* five[0]!.close
      const next = yield* opened(`/${id}`, token).pipe(Effect.repeat({ until: ({ status }) => status === 200 }))
      yield* gate(text).open
      for (const stream of [...five.slice(1), next]) assert.isTrue(yield* stream.until(/\[DONE\]/))
    })
  )
})

layer(paced({ comment: "1 minute", patience: "50 millis" }), { excludeTestServices: true })("a UI stream", (it) => {
  it.effect("that takes nothing is left, and its answer goes on", () =>
    Effect.gen(function* () {
      const text = "hold without a word"
      const { id, kept, token } = yield* begin()
      const stream = yield* opened("", token, asking(id, "q", text))
      assert.isNull(yield* stream.until(/\[DONE\]/))
      const again = yield* opened(`/${id}`, token)
      yield* gate(text).open
      assert.isTrue(yield* again.until(/\[DONE\]/))
      assert.strictEqual((yield* kept).at(-1)?.status, "completed")
    })
  )
})

/** A log that takes what it is told, and that nobody can read. */
const unread = Layer.effect(
  ChatLog,
  Effect.map(ChatLog, (log) => {
    const down = Effect.fail(new StoreUnavailable({ store: "log", cause: "down" }))
    return ChatLog.of({ ...log, bounds: () => down, read: () => down, tail: () => down })
  })
).pipe(Layer.provideMerge(Memory.layer))

layer(Test.over(unread, UiStreamModel.layer), { excludeTestServices: true })("without a log", (it) => {
  it.effect("an answer comes as a whole, of the record", () =>
    Effect.gen(function* () {
      const { kept, talk } = yield* begin()
      const chat = talk()
      yield* chat.ask("use events {} and tell")
      const answer = (yield* kept).at(-1)!
      assert.deepStrictEqual([chat.status, wordsOf(chat.messages.at(-1))], ["ready", keptWords(answer)])
      assert.include(keptWords(answer), "tell")
    })
  )
})

layer(Memory.layer, { excludeTestServices: true })("at the end of the server", (it) => {
  it.effect("an answer is told to its end, and who waits for one comes back elsewhere", () =>
    Effect.gen(function* () {
      const scope = yield* Scope.make()
      const store = yield* Effect.context<Layer.Success<typeof Memory.layer>>()
      const over = Test.over(Layer.succeedContext(store), UiStreamModel.layer)
      const server = yield* Layer.buildWithScope(over, scope)
      yield* Effect.gen(function* () {
        const text = "hold the end"
        const { logged, request } = yield* Test.TestServer
        const { id, talk, token } = yield* begin()
        const chat = talk()
        const asked = yield* Effect.forkChild(chat.ask(text), { startImmediately: true })
        yield* chat.until(begun)
        const waiting = yield* opened("", token, asking(id, "q", "and then me"))
        yield* request(`/api/chat/session/${id}`, { method: "PUT", token, json: { title: "Endings" } })
        assert.isTrue(yield* waiting.until(/"title":"Endings"/))
        const lines = logged.length
        const closing = yield* Effect.forkChild(Scope.close(scope, Exit.void), { startImmediately: true })
        assert.isNull(yield* waiting.until(/\[DONE\]/))
        yield* gate(text).open
        yield* Fiber.join(asked)
        assert.deepStrictEqual([chat.status, shown(chat)], ["ready", [text, `Well, ${text}`]])
        const endedAt = Date.now()
        yield* Fiber.join(closing)
        assert.isBelow(Date.now() - endedAt, 1000)
        assert.deepStrictEqual(
          logged.slice(lines).filter((line) => /"level":"(ERROR|WARN)"/.test(line)),
          []
        )
      }).pipe(Effect.provideContext(server))
    })
  )
})
