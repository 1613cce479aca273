import { assert, layer } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { ConversationRepository } from "@mma-savant/core/conversation/ConversationRepository"
import { TurnRepository } from "@mma-savant/core/conversation/TurnRepository"
import { Effect, Fiber, Latch, Layer } from "effect"
import { gate } from "./Gates.ts"
import * as Test from "./TestServer.ts"
import { begin, begun, chunksOf, type Kept, keptWords, loaded, question, shown, type Talk } from "./UiStreamClient.ts"
import * as UiStreamModel from "./UiStreamModel.ts"

/** The path to the latest answer, in words: the talk as a page shows that is opened now. */
const path = (kept: ReadonlyArray<Kept>): ReadonlyArray<string> => {
  const above = (id: string | null | undefined): ReadonlyArray<Kept> => {
    const message = kept.find((one) => one.id === id)
    return message === undefined ? [] : [...above(message.parentId), message]
  }
  return above(kept.at(-1)?.id).map(keptWords)
}

const asked = (kept: ReadonlyArray<Kept>) => kept.filter(({ role }) => role === "user").map(keptWords)
const answers = (kept: ReadonlyArray<Kept>) => kept.filter(({ role }) => role === "assistant")
const lastId = ({ messages }: Talk) => messages.at(-1)?.id ?? ""

/** A talk of some questions, and what happens in it when it was loaded anew. */
const talked = Effect.fnUntraced(function* (...questions: ReadonlyArray<string>) {
  const place = yield* begin()
  const chat = place.talk()
  for (const one of questions) yield* chat.ask(one)
  const reload = Effect.map(place.kept, (kept) => place.talk({ messages: loaded(kept) }))
  return { ...place, chat, reload }
})

/** Two requests that meet where the session is looked at, before either has changed it. */
let meeting: { count: number; readonly both: Latch.Latch } | null = null

/** A store in which requests can meet, and that takes no cid but one of the protocol. */
const store = Layer.mergeAll(
  Layer.effect(
    ConversationRepository,
    Effect.map(ConversationRepository, (conversations) => {
      const meet = Effect.suspend(() => {
        if (meeting === null) return Effect.void
        meeting.count += 1
        return meeting.count === 2 ? meeting.both.open : meeting.both.await
      })
      return ConversationRepository.of({
        ...conversations,
        messages: (...asked) => Effect.tap(conversations.messages(...asked), meet)
      })
    })
  ),
  Layer.effect(
    TurnRepository,
    Effect.map(TurnRepository, (turns) =>
      TurnRepository.of({
        ...turns,
        begin: (turn) => (/^[\w-]{1,64}$/.test(turn.cid) ? turns.begin(turn) : Effect.die(`a cid: ${turn.cid}`))
      })
    )
  )
).pipe(Layer.provideMerge(Memory.layer))

layer(Test.over(store, UiStreamModel.layer), { excludeTestServices: true })("a question of useChat's", (it) => {
  it.effect("that is sent again starts nothing, at once or when it was answered", () =>
    Effect.gen(function* () {
      const { kept, post } = yield* begin()
      for (const id of [
        "aBc-1_2",
        crypto.randomUUID(),
        "any id: of a client's making, however long it is ".repeat(3)
      ]) {
        const before = (yield* kept).length
        const send = post({ messages: [question(id, `what of ${id}`)] })
        const together = yield* Effect.all([send, send, send], { concurrency: "unbounded" })
        const streams = [...together, yield* send].map(({ text }) => chunksOf(text))
        const stored = yield* kept
        assert.lengthOf(stored, before + 2)
        const answer = stored.at(-1)!
        for (const chunks of streams) {
          assert.deepInclude(chunks[0], { type: "start", messageId: answer.id })
          const words = chunks.flatMap(({ delta, type }) => (type === "text-delta" ? [delta] : [])).join("")
          assert.strictEqual(words, keptWords(answer))
          assert.deepInclude(chunks.at(-1), { type: "finish", finishReason: "stop" })
        }
        assert.strictEqual(new Set(streams.map(([start]) => JSON.stringify(start))).size, 1)
      }
    })
  )

  it.effect("that failed is told so again when it is sent again", () =>
    Effect.gen(function* () {
      const { kept, post } = yield* begin()
      const send = Effect.map(post({ messages: [question("q", "fail")] }), ({ text }) => chunksOf(text).at(-1))
      assert.deepInclude(yield* send, { type: "error" })
      assert.deepStrictEqual(yield* send, { type: "error", errorText: "The answer could not be given. Ask again." })
      assert.lengthOf(yield* kept, 2)
    })
  )

  it.effect("under an id that was used for another is refused", () =>
    Effect.gen(function* () {
      const { kept, post } = yield* begin()
      yield* post({ messages: [question("q", "one")] })
      const { body, status } = yield* post({ messages: [question("q", "two")] })
      assert.deepStrictEqual([status, body["code"], Object(body["errors"])[0].field], [409, "CID_CONFLICT", "messages"])
      assert.lengthOf(yield* kept, 2)
    })
  )

  it.effect("is asked below the answer that the client names", () =>
    Effect.gen(function* () {
      const { chat, kept, post } = yield* talked("one", "two")
      const [, first] = chat.messages
      yield* post({ messages: [question("q", "three")], parentId: first?.id })
      assert.deepStrictEqual(path(yield* kept), ["one", "one", "three", "three"])
      const { body, status } = yield* post({ messages: [question("r", "four")], parentId: crypto.randomUUID() })
      assert.deepStrictEqual([status, body["code"]], [404, "MESSAGE_NOT_FOUND"])
    })
  )
})

layer(Test.over(store, UiStreamModel.layer), { excludeTestServices: true })("regenerate of useChat's", (it) => {
  it.effect("gives another answer to the last question, each time", () =>
    Effect.gen(function* () {
      const { chat, kept } = yield* talked("one", "two")
      for (const count of [3, 4, 5]) {
        const before = lastId(chat)
        yield* chat.again(count === 4 ? before : undefined)
        assert.notStrictEqual(lastId(chat), before)
        const stored = yield* kept
        assert.deepStrictEqual(asked(stored), ["one", "two"])
        assert.lengthOf(answers(stored), count)
        assert.strictEqual(stored.at(-1)?.id, lastId(chat))
        assert.deepStrictEqual(path(stored), shown(chat))
      }
    })
  )

  it.effect("gives another answer to an earlier one, and the talk goes on from there", () =>
    Effect.gen(function* () {
      const { chat, kept } = yield* talked("one", "two")
      yield* chat.again(chat.messages[1]?.id)
      yield* chat.ask("three")
      assert.deepStrictEqual(shown(chat), ["one", "one", "three", "three"])
      assert.deepStrictEqual(path(yield* kept), shown(chat))
      yield* chat.again(chat.messages[0]?.id)
      assert.deepStrictEqual(path(yield* kept), ["one", "one"])
      assert.lengthOf(answers(yield* kept), 5)
    })
  )

  it.effect("knows a talk that was loaded anew", () =>
    Effect.gen(function* () {
      const { kept, reload } = yield* talked("one", "two")
      for (const target of [undefined, 2, 3]) {
        const chat = yield* reload
        const before = (yield* kept).length
        yield* chat.again(target === undefined ? undefined : chat.messages[target]?.id)
        const stored = yield* kept
        assert.lengthOf(stored, before + 1)
        assert.deepStrictEqual(path(stored), ["one", "one", "two", "two"])
      }
    })
  )

  it.effect("asks what was never heard", () =>
    Effect.gen(function* () {
      const { chat, kept, talk } = yield* talked("one")
      for (const generateId of [undefined, () => crypto.randomUUID()]) {
        const lost = talk({ messages: [...chat.messages, { ...question("lost", "two"), parts: [] }] })
        const id = generateId === undefined ? `lost${crypto.randomUUID().slice(0, 8)}` : generateId()
        lost.messages = [...chat.messages, { id, role: "user", parts: [{ type: "text", text: "two" }] }]
        yield* lost.again()
        assert.deepStrictEqual(shown(lost), ["one", "one", "two", "two"])
      }
      assert.deepStrictEqual(asked(yield* kept), ["one", "two", "two"])
    })
  )

  it.effect("that comes twice at once gives one answer", () =>
    Effect.gen(function* () {
      const { chat, kept, post } = yield* talked("one")
      const again = post({ messages: chat.messages.slice(0, 1), trigger: "regenerate-message" })
      meeting = { count: 0, both: Latch.makeUnsafe(false) }
      const streams = yield* Effect.all([again, again], { concurrency: "unbounded" })
      meeting = null
      const started = new Set(streams.map(({ text }) => chunksOf(text)[0]?.["messageId"]))
      assert.deepStrictEqual([...started], [(yield* kept).at(-1)?.id])
      assert.lengthOf(yield* kept, 3)
    })
  )

  it.effect("of an answer that is none of the session's is of the question before it", () =>
    Effect.gen(function* () {
      const { chat, kept, post } = yield* talked("one")
      const other = yield* talked("two")
      const theirs = yield* other.kept
      const messages = chat.messages.slice(0, 1)
      for (const messageId of [crypto.randomUUID(), "welcome", theirs[1]?.id, theirs[0]?.id]) {
        yield* post({ messages, trigger: "regenerate-message", messageId })
      }
      assert.deepStrictEqual(asked(yield* kept), ["one"])
      assert.lengthOf(answers(yield* kept), 5)
      yield* post({ messages: [question(theirs[0]?.id ?? "", "two")], trigger: "regenerate-message" })
      assert.deepStrictEqual(path(yield* kept), ["one", "one", "two", "two"])
      assert.deepStrictEqual(yield* other.kept, theirs)
    })
  )

  it.effect("waits for what is being answered elsewhere in the talk", () =>
    Effect.gen(function* () {
      const text = "hold up a regeneration"
      const { chat, kept, talk } = yield* talked("one")
      const other = talk({ messages: chat.messages })
      const asking = yield* Effect.forkChild(other.ask(text), { startImmediately: true })
      yield* other.until(begun)
      const again = yield* Effect.forkChild(chat.again(), { startImmediately: true })
      yield* chat.until(({ messages }) => messages.length === 2)
      yield* gate(text).open
      yield* Fiber.join(asking)
      yield* Fiber.join(again)
      assert.deepStrictEqual([shown(other).at(-1), shown(chat)], [`Well, ${text}`, ["one", "one"]])
      assert.deepStrictEqual(
        answers(yield* kept).map(({ status }) => status),
        ["completed", "completed", "completed"]
      )
    })
  )

  it.effect("takes the place of an answer that is still being given", () =>
    Effect.gen(function* () {
      const text = "hold while it is regenerated"
      const { kept, talk } = yield* begin()
      const chat = talk()
      const asking = yield* Effect.forkChild(chat.ask(text), { startImmediately: true })
      yield* chat.until(begun)
      yield* Effect.promise(() => chat.stop())
      yield* Fiber.join(asking)
      const [{ id } = { id: "" }] = answers(yield* kept)
      const again = yield* Effect.forkChild(chat.again(), { startImmediately: true })
      yield* chat.until((talk) => begun(talk) && lastId(talk) !== id)
      yield* gate(text).open
      yield* Fiber.join(again)
      assert.deepStrictEqual(
        answers(yield* kept).map(({ status }) => status),
        ["cancelled", "completed"]
      )
      assert.deepStrictEqual(shown(chat), [text, `Well, ${text}`])
    })
  )
})

layer(Test.over(store, UiStreamModel.layer), { excludeTestServices: true })("an edit of useChat's", (it) => {
  it.effect("stands beside the question that it takes the place of", () =>
    Effect.gen(function* () {
      const { chat, kept } = yield* talked("one", "two", "three")
      yield* chat.ask("zwei", chat.messages[2]?.id)
      assert.deepStrictEqual(shown(chat), ["one", "one", "zwei", "zwei"])
      assert.deepStrictEqual(path(yield* kept), shown(chat))
      yield* chat.ask("eins", chat.messages[0]?.id)
      assert.deepStrictEqual(path(yield* kept), ["eins", "eins"])
      yield* chat.ask("more")
      assert.deepStrictEqual(path(yield* kept), ["eins", "eins", "more", "more"])
      assert.deepStrictEqual(asked(yield* kept), ["one", "two", "three", "zwei", "eins", "more"])
    })
  )

  it.effect("of a long talk needs no more of it than the answer above, and so does all else", () =>
    Effect.gen(function* () {
      const { kept, talk } = yield* begin()
      const chat = talk({ isBrief: true })
      for (const one of ["one", "two", "three"]) yield* chat.ask(one)
      const reloaded = talk({ isBrief: true, messages: loaded(yield* kept) })
      for (const page of [chat, reloaded]) {
        const isSame = Effect.map(kept, (kept) => assert.deepStrictEqual(path(kept), shown(page)))
        for (const place of [4, 2]) {
          yield* page.ask(`another at ${place}`, page.messages[place]?.id)
          yield* isSame
          yield* page.again()
          yield* isSame
        }
        yield* page.ask("three again")
        yield* isSame
        yield* page.again(page.messages[3]?.id)
        yield* isSame
        yield* page.ask("three once more")
        assert.deepStrictEqual(shown(page).slice(0, 3), ["one", "one", "another at 2"])
        yield* isSame
        yield* page.ask("four", page.messages[0]?.id)
        yield* isSame
        yield* page.ask("one", page.messages[0]?.id)
        for (const one of ["two", "three"]) yield* page.ask(one)
      }
    })
  )

  it.effect("back and forth is what the talk goes on from", () =>
    Effect.gen(function* () {
      const { chat, kept, reload } = yield* talked("one", "two")
      for (const page of [chat, yield* reload]) {
        for (const text of ["zwei", "two", "zwei", "zwei", "deux", "two"]) {
          yield* page.ask(text, page.messages[2]?.id)
          assert.deepStrictEqual(shown(page), ["one", "one", text, text])
          assert.deepStrictEqual(path(yield* kept), shown(page))
        }
        yield* page.ask("three")
        assert.deepStrictEqual(path(yield* kept), shown(page))
      }
    })
  )

  it.effect("can be regenerated, and edited again", () =>
    Effect.gen(function* () {
      const { chat, kept, reload } = yield* talked("one", "two")
      for (const page of [chat, yield* reload]) {
        for (const text of ["un", "deux"]) {
          yield* page.ask(text, page.messages[0]?.id)
          const questions = asked(yield* kept)
          yield* page.again()
          assert.deepStrictEqual(shown(page), [text, text])
          assert.deepStrictEqual(path(yield* kept), shown(page))
          assert.deepStrictEqual(asked(yield* kept), questions)
        }
      }
    })
  )

  it.effect("that is sent again starts nothing", () =>
    Effect.gen(function* () {
      const { chat, kept, post } = yield* talked("one", "two")
      const [first, answer, second] = chat.messages
      for (const messages of [
        [first, answer, question(second?.id ?? "", "zwei")],
        [question(first?.id ?? "", "eins")]
      ]) {
        const edit = post({ messages, messageId: messages.at(-1)?.id })
        const starts = [yield* edit, yield* edit].map(({ text }) => chunksOf(text)[0]?.["messageId"])
        assert.strictEqual(starts[0], starts[1])
        assert.strictEqual((yield* kept).at(-1)?.id, starts[0])
      }
      assert.lengthOf(yield* kept, 8)
    })
  )

  it.effect("that is sent again while it is answered is not ended by that", () =>
    Effect.gen(function* () {
      const { chat, id, kept, token } = yield* talked("one")
      const { url } = yield* Test.TestServer
      const text = "hold while it is sent again"
      const messageId = chat.messages[0]?.id ?? ""
      const first = yield* Effect.forkChild(chat.ask(text, messageId), { startImmediately: true })
      yield* chat.until(begun)
      const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" }
      const body = JSON.stringify({ id, trigger: "submit-message", messages: [question(messageId, text)], messageId })
      const second = yield* Effect.promise(() => fetch(`${url}/api/chat/stream`, { method: "POST", headers, body }))
      yield* gate(text).open
      yield* Fiber.join(first)
      assert.deepInclude(chunksOf(yield* Effect.promise(() => second.text())).at(-1), { type: "finish" })
      assert.deepStrictEqual(
        answers(yield* kept).map(({ status }) => status),
        ["completed", "completed"]
      )
    })
  )

  it.effect("may have an id of its own", () =>
    Effect.gen(function* () {
      const { chat, kept, reload } = yield* talked("one", "two")
      for (const page of [chat, yield* reload]) {
        for (const at of [2, 0]) {
          const { id: messageId = "" } = page.messages[at] ?? {}
          const edit = { id: crypto.randomUUID(), parts: [{ type: "text" as const, text: `${at}` }], messageId }
          yield* Effect.promise(() => page.sendMessage(edit))
          assert.deepStrictEqual(path(yield* kept), shown(page))
          assert.strictEqual(page.messages[at]?.id, edit.id)
        }
      }
      const { kept: none, post } = yield* begin()
      yield* post({ messages: [question("new", "one")], messageId: "old" })
      assert.deepStrictEqual(path(yield* none), ["one", "one"])
    })
  )

  it.effect("with the same words asks again what failed, and keeps what did not", () =>
    Effect.gen(function* () {
      for (const [text, count] of [
        ["fail", 2],
        ["one", 1]
      ] as const) {
        const { chat, kept } = yield* talked(text)
        yield* chat.ask(text, chat.messages[0]?.id)
        assert.lengthOf(answers(yield* kept), count)
        assert.deepStrictEqual(asked(yield* kept), [text])
      }
    })
  )

  it.effect("ends the answer that nobody waits for any more", () =>
    Effect.gen(function* () {
      const { chat, kept } = yield* talked("one")
      const asking = yield* Effect.forkChild(chat.ask("hold for ever"), { startImmediately: true })
      yield* chat.until(begun)
      yield* Effect.promise(() => chat.stop())
      yield* Fiber.join(asking)
      yield* chat.ask("two", chat.messages[2]?.id)
      const stored = yield* kept
      assert.deepStrictEqual(
        answers(stored).map(({ status }) => status),
        ["completed", "cancelled", "completed"]
      )
      assert.deepStrictEqual(path(stored), ["one", "one", "two", "two"])
    })
  )

  it.effect("below messages that the client has put there itself stands where it stood", () =>
    Effect.gen(function* () {
      for (const id of ["welcome", crypto.randomUUID()]) {
        const { kept, talk } = yield* begin()
        const chat = talk({ messages: [{ id, role: "assistant", parts: [{ type: "text", text: "Hello!" }] }] })
        yield* chat.ask("one")
        yield* chat.ask("eins", chat.messages[1]?.id)
        yield* chat.again()
        assert.deepStrictEqual(shown(chat), ["Hello!", "eins", "eins"])
        assert.deepStrictEqual(path(yield* kept), ["eins", "eins"])
        assert.lengthOf(yield* kept, 5)
      }
    })
  )
})
