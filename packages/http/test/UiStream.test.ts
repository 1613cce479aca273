import { assert, layer } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { day, eventFacts } from "@mma-savant/core/contract/Facts"
import { turnEnd } from "@mma-savant/core/contract/Talk"
import { ChatLog } from "@mma-savant/core/conversation/ChatLog"
import { MessageId, SessionId } from "@mma-savant/core/conversation/ChatMessage"
import { TurnRepository } from "@mma-savant/core/conversation/TurnRepository"
import { EventRepository } from "@mma-savant/core/event/EventRepository"
import { Effect, Fiber } from "effect"
import { storeFacts } from "./Facts.ts"
import { gate } from "./Gates.ts"
import * as Test from "./TestServer.ts"
import { begin, begun, chunksOf, type Kept, keptWords, question, shown, wordsOf } from "./UiStreamClient.ts"
import * as UiStreamModel from "./UiStreamModel.ts"

/** What a stored part is in a message of the SDK's. */
const partOf = ({ kind, ...part }: Kept["parts"][number]): unknown => {
  if (kind === "text") return { type: "text", state: "done", text: part["text"] }
  return { type: `data-${kind}`, data: kind === "source" ? part["source"] : part }
}

const runOf = (metadata: unknown): string => String(Object(metadata)["run"])

layer(Test.over(Memory.layer, UiStreamModel.layer), { excludeTestServices: true })("useChat", (it) => {
  it.effect("shows the answer that is stored, with its tools, its table and its source", () =>
    Effect.gen(function* () {
      const nights = [1, 2, 3].map((night) =>
        eventFacts({ name: `Night ${night}`, date: day(`2024-05-0${night}`), status: "completed" })
      )
      yield* EventRepository.use((events) => events.saveAll(nights))
      const { kept, talk } = yield* begin()
      const chat = talk()
      yield* chat.ask("use events {} and tell")
      assert.deepStrictEqual([chat.status, chat.error], ["ready", undefined])
      const [asked, answer, ...others] = yield* kept
      assert.deepStrictEqual(others, [])
      const [, message] = chat.messages
      assert.strictEqual(message?.id, answer?.id)
      assert.deepStrictEqual(
        answer?.parts.map(({ kind }) => kind),
        ["text", "text", "table", "source"]
      )
      const tools = message?.parts.filter(({ type }) => type === "tool-events")
      assert.lengthOf(tools ?? [], 1)
      assert.deepInclude(tools?.[0], { state: "output-available", input: {}, providerExecuted: true })
      const parts = message?.parts.filter(({ type }) => type !== "step-start" && type !== "tool-events")
      assert.deepStrictEqual<unknown>(
        parts?.map((part) => {
          if (part.type === "text") return { type: part.type, state: part.state, text: part.text }
          return { type: part.type, data: Object(part).data }
        }),
        answer?.parts.map(partOf)
      )
      const { run, usage, ...told } = Object(message?.metadata)
      assert.match(run, /^r_/)
      assert.isAbove(usage.input, 0)
      assert.deepStrictEqual(told, {
        ...{ questionId: asked?.id, provider: "scripted", model: "first", status: "completed" },
        title: told.title
      })
    })
  )

  it.effect("goes on with the talk", () =>
    Effect.gen(function* () {
      const { kept, talk } = yield* begin()
      const chat = talk()
      yield* chat.ask("one")
      yield* chat.ask("two")
      assert.deepStrictEqual(shown(chat), ["one", "one", "two", "two"])
      const messages = yield* kept
      assert.deepStrictEqual(
        messages.map(({ parentId }) => parentId),
        [null, ...messages.slice(0, -1).map(({ id }) => id)]
      )
    })
  )

  it.effect("shows of an answer that a fallback began anew only what counts", () =>
    Effect.gen(function* () {
      const { kept, post, talk } = yield* begin()
      const chat = talk()
      for (const text of ["falter", "use events {} and falter"]) {
        yield* chat.ask(text)
        const stored = (yield* kept).at(-1)!
        assert.strictEqual(wordsOf(chat.messages.at(-1)), keptWords(stored))
        assert.notInclude(keptWords(stored), "was")
      }
      const { text } = yield* post({ messages: [question("raw", "falter again")] })
      const chunks = chunksOf(text)
      assert.isTrue(chunks.some(({ type }) => type === "reset-step"))
      assert.deepInclude(
        chunks.find(({ type }) => type === "data-notice"),
        { transient: true, data: { kind: "fallback", from: "scripted/first", to: "scripted/second" } }
      )
    })
  )

  it.effect("is told in a sentence of ours why there is no answer, and asks again", () =>
    Effect.gen(function* () {
      const { kept, talk } = yield* begin()
      const chat = talk()
      yield* chat.ask("fail")
      assert.strictEqual(chat.status, "error")
      assert.notInclude(chat.error?.message, "InvalidKey")
      const { error, status } = Object(chat.messages.at(-1)?.metadata)
      assert.deepStrictEqual([status, error.code, error.message], ["failed", "PROVIDER_AUTH", chat.error?.message])
      assert.deepStrictEqual(shown(chat), ["fail", "It was "])
      yield* chat.again()
      assert.deepStrictEqual(
        (yield* kept).map(({ role, status }) => [role, status]),
        [
          ["user", "completed"],
          ["assistant", "failed"],
          ["assistant", "failed"]
        ]
      )
    })
  )

  it.effect("comes back in the middle of an answer and has all of it, on another page too", () =>
    Effect.gen(function* () {
      const text = "hold this, and use nothing"
      const { id, kept, talk, token } = yield* begin()
      const { request, url } = yield* Test.TestServer
      const chat = talk()
      const asking = yield* Effect.forkChild(chat.ask(text), { startImmediately: true })
      yield* chat.until(begun)
      const other = talk()
      const resuming = yield* Effect.forkChild(other.resume(), { startImmediately: true })
      const headers = { authorization: `Bearer ${token}` }
      const raw = yield* Effect.promise(() => fetch(`${url}/api/chat/stream/${id}`, { headers }))
      yield* other.until(begun)
      yield* Effect.promise(() => chat.stop())
      yield* Fiber.join(asking)
      const back = yield* Effect.forkChild(chat.resume(), { startImmediately: true })
      yield* chat.until(({ status }) => status === "streaming")
      yield* gate(text).open
      yield* Effect.all([Fiber.join(resuming), Fiber.join(back)])
      assert.deepStrictEqual([chat.status, shown(chat)], ["ready", [text, `Well, ${text}`]])
      const answer = (yield* kept).at(-1)!
      assert.deepStrictEqual([answer.status, keptWords(answer)], ["completed", `Well, ${text}`])
      assert.deepStrictEqual([other.status, other.messages.map(({ id }) => id)], ["ready", [answer.id]])
      assert.strictEqual(wordsOf(other.messages[0]), keptWords(answer))
      assert.strictEqual(raw.headers.get("x-vercel-ai-ui-message-stream"), "v1")
      assert.strictEqual(raw.headers.get("content-type"), "text/event-stream")
      assert.deepInclude(chunksOf(yield* Effect.promise(() => raw.text())).at(-1), {
        type: "finish",
        finishReason: "stop"
      })
      for (const path of [id, `${id}/stream`]) {
        const { status, text } = yield* request(`/api/chat/stream/${path}`, { token })
        assert.deepStrictEqual([status, text], [204, ""])
      }
      yield* chat.resume()
      assert.strictEqual(chat.status, "ready")
    })
  )

  it.effect("has all of an answer that ended out of sight, and for which a snapshot has no room", () =>
    Effect.gen(function* () {
      const text = "hold out of sight"
      const { id, talk } = yield* begin()
      const chat = talk()
      const asking = yield* Effect.forkChild(chat.ask(text), { startImmediately: true })
      yield* chat.until(begun)
      const answerId = MessageId.make(chat.messages.at(-1)?.id ?? "")
      const words = "x".repeat(300_000)
      yield* TurnRepository.use(({ finish }) => finish(turnEnd(answerId, { parts: [{ kind: "text", text: words }] })))
      yield* ChatLog.use(({ forget }) => forget(SessionId.make(id)))
      yield* Fiber.join(asking)
      assert.deepStrictEqual([chat.status, wordsOf(chat.messages.at(-1))], ["ready", words])
      yield* gate(text).open
    })
  )

  it.effect("is told that an answer was cancelled, and keeps what there is of it", () =>
    Effect.gen(function* () {
      const text = "hold until it is cancelled"
      const { id, kept, post, talk, token } = yield* begin()
      const { request } = yield* Test.TestServer
      const chat = talk()
      const asking = yield* Effect.forkChild(chat.ask(text), { startImmediately: true })
      yield* chat.until(begun)
      const run = runOf(chat.messages.at(-1)?.metadata)
      const [{ id: asked } = { id: "" }] = chat.messages
      const twin = yield* Effect.forkChild(post({ messages: [question(asked, text)] }), { startImmediately: true })
      const { status } = yield* request(`/api/chat/session/${id}/runs/${run}/cancel`, { method: "POST", token })
      assert.strictEqual(status, 202)
      yield* Fiber.join(asking)
      assert.deepStrictEqual([chat.status, shown(chat)], ["ready", [text, "Well, "]])
      assert.strictEqual((yield* kept).at(-1)?.status, "cancelled")
      assert.deepStrictEqual(chunksOf((yield* Fiber.join(twin)).text).at(-1), { type: "abort", reason: "cancelled" })
    })
  )

  it.effect("can be asked back", () =>
    Effect.gen(function* () {
      const { ana, bea } = yield* storeFacts
      const { id, talk, token } = yield* begin()
      const { request } = yield* Test.TestServer
      const chat = talk({ body: { canAsk: true } })
      const text = `use askUser {"fighterIds":[${ana},${bea}]} and tell`
      const asking = yield* Effect.forkChild(chat.ask(text), { startImmediately: true })
      const inquiry = () => Object(chat.messages.at(-1)?.parts.find(({ type }) => type === "data-ask"))
      yield* chat.until(() => inquiry().data !== undefined)
      const { askId, isOpen, options } = inquiry().data
      assert.deepStrictEqual([isOpen, options.length], [true, 2])
      const json = { askId, value: ana }
      yield* request(`/api/chat/session/${id}/answers`, { method: "POST", token, json })
      yield* Fiber.join(asking)
      assert.isFalse(inquiry().data.isOpen)
      assert.include(JSON.stringify(chat.messages.at(-1)), "Ana Alvarez")
    })
  )
})
