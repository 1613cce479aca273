import { assert, layer } from "@effect/vitest"
import { type RunId, textOf } from "@mma-savant/core/conversation/ChatMessage"
import { AskId } from "@mma-savant/core/conversation/Inquiry"
import { RunLeases } from "@mma-savant/core/conversation/RunLeases"
import { FighterId, UserId } from "@mma-savant/core/Identity"
import { UserRepository } from "@mma-savant/core/user/UserRepository"
import { Array as Arr, Effect } from "effect"
import { messagesIn, talker } from "./Talker.ts"
import { watch } from "./TestEvents.ts"
import * as Test from "./TestServer.ts"
import { open } from "./TestSocket.ts"
import { whoIs } from "./Visit.ts"

const long = "word ".repeat(60)

const codeOf = ({ body, status }: Test.Answer) => [status, body["code"]]
const fieldsOf = ({ body }: Test.Answer) => Array.from(Object(body["errors"]), (error) => Object(error).field)

layer(Test.layer, { excludeTestServices: true })("asking", (it) => {
  const limitTo = Effect.fnUntraced(function* (token: string, dailyRequestLimit: number) {
    const id = UserId.make((yield* whoIs(token)) ?? 0)
    yield* UserRepository.use((users) => users.update(id, { dailyRequestLimit }))
  })

  it.effect("P2: the same question twenty times at once, by HTTP and by sockets, is one message, run and charge", () =>
    Effect.gen(function* () {
      const { ask, begin, say, token } = yield* talker()
      const sessionId = yield* begin
      const key = crypto.randomUUID()
      const sockets = yield* Effect.all(Arr.makeBy(2, () => open(sessionId, { token })))
      for (const socket of sockets) {
        socket.hello(0)
        yield* socket.awaitFrame("welcome")
      }
      const content = "one two three"
      for (const [at, socket] of sockets.entries())
        for (const n of Arr.range(1, 5)) socket.ask(key, content, `${at}-${n}`)
      const answers = yield* Effect.all(
        Arr.makeBy(10, () => say({ sessionId, content }, key)),
        { concurrency: "unbounded" }
      )
      const acks = yield* Effect.forEach(sockets, (socket, at) =>
        Effect.forEach(Arr.range(1, 5), (n) => socket.awaitFrame("ack", ({ d }) => d.re === `${at}-${n}`))
      )
      yield* sockets[0]!.awaitFrame("run.end")
      const turns = [
        ...answers.map(({ body: { duplicate, messageId, run } }) => ({ messageId, run, dup: duplicate })),
        ...acks.flat().map(({ d: { dup, messageId, run } }) => ({ messageId, run, dup }))
      ]
      assert.lengthOf(turns, 20)
      assert.strictEqual(new Set(turns.map(({ messageId, run }) => `${messageId} ${run}`)).size, 1)
      assert.lengthOf(
        turns.filter(({ dup }) => dup === false),
        1
      )
      assert.lengthOf(messagesIn(yield* ask("GET", `/session/${sessionId}`)), 2)
      for (const { log } of sockets) {
        assert.lengthOf(
          log.filter(({ t }) => t === "run.start" || t === "message"),
          2
        )
      }
      const { d: welcome } = yield* (yield* watch(sessionId, { token })).awaitFrame("welcome")
      assert.strictEqual(welcome.limits.quota.used, 1)
    })
  )

  it.effect("the same key without a session twenty times at once begins one session, its user's own", () =>
    Effect.gen(function* () {
      const [mine, other] = [yield* talker(), yield* talker()]
      const key = "same-for-both"
      const answers = yield* Effect.all(
        Arr.makeBy(20, () => mine.say({ content: "one two" }, key)),
        { concurrency: "unbounded" }
      )
      const turns = answers.map(({ body: { answerId, messageId, run, sessionId } }) => ({
        answerId,
        messageId,
        run,
        sessionId
      }))
      for (const turn of turns) assert.deepStrictEqual(turn, turns[0])
      assert.lengthOf(
        answers.filter(({ body }) => body["duplicate"] === false),
        1
      )
      const { body } = yield* other.say({ content: "one two" }, key)
      assert.strictEqual(body["duplicate"], false)
      assert.notStrictEqual(body["sessionId"], turns[0]?.sessionId)
      for (const { ask } of [mine, other]) assert.strictEqual((yield* ask("GET", "/sessions")).body["total"], 1)
      const again = yield* mine.say({ sessionId: turns[0]?.sessionId, content: "one two" }, key)
      assert.deepInclude(again.body, { ...turns[0], duplicate: true })
    })
  )

  it.effect("a key used before for something else is a conflict, and one that is none is refused", () =>
    Effect.gen(function* () {
      const { say } = yield* talker()
      yield* say({ content: "one" }, "k1")
      const conflict = yield* say({ content: "two" }, "k1")
      assert.deepStrictEqual([codeOf(conflict), fieldsOf(conflict)], [[409, "CID_CONFLICT"], ["idempotency-key"]])
      for (const key of ["with blank", "x".repeat(65)])
        assert.deepStrictEqual(fieldsOf(yield* say({ content: "two" }, key)), ["idempotency-key"])
    })
  )

  it.effect("three questions wait; the next is told when to come, and nothing of it stays", () =>
    Effect.gen(function* () {
      const { ask, say } = yield* talker()
      const { body } = yield* say({ content: long })
      const { sessionId } = body
      const waiting = yield* Effect.forEach(["two", "three", "four"], (content) => say({ sessionId, content }))
      assert.deepStrictEqual(
        waiting.map(({ body }) => body["ahead"]),
        [1, 2, 3]
      )
      const full = yield* say({ sessionId, content: "five" })
      assert.deepStrictEqual(codeOf(full), [429, "QUEUE_FULL"])
      assert.strictEqual(full.headers.get("retry-after"), "5")
      const instead = yield* say({ sessionId, content: "six", mode: "interrupt" })
      assert.strictEqual(instead.status, 202)
      const found = messagesIn(yield* ask("GET", `/session/${sessionId}`))
      assert.notInclude(found.map(textOf), "five")
    })
  )

  it.effect("a day that is used up is told with its end, and the question begins no session", () =>
    Effect.gen(function* () {
      const { ask, converse, say, token } = yield* talker()
      yield* limitTo(token, 1)
      yield* converse({ content: "one" })
      const { body, headers, ...refused } = yield* say({ content: "two" })
      assert.deepStrictEqual(codeOf({ body, headers, ...refused }), [429, "QUOTA_EXCEEDED"])
      const quota = Object(body["quota"])
      assert.deepInclude(quota, { limit: 1, used: 1, remaining: 0 })
      const wait = Number(headers.get("retry-after"))
      assert.closeTo(wait, (Date.parse(quota.resetAt) - Date.now()) / 1000, 2)
      assert.strictEqual((yield* ask("GET", "/sessions")).body["total"], 1)
    })
  )

  it.effect("what a question names must be there, and the field is told", () =>
    Effect.gen(function* () {
      const { ask, begin, converse, say } = yield* talker()
      const sessionId = yield* begin
      const { answerId, messageId } = (yield* converse({ content: "elsewhere" })).body
      for (const parentId of [answerId, messageId, crypto.randomUUID()]) {
        const missing = yield* say({ sessionId, content: "below", parentId })
        assert.deepStrictEqual([codeOf(missing), fieldsOf(missing)], [[404, "MESSAGE_NOT_FOUND"], ["parentId"]])
      }
      for (const [path, json] of [
        ["regenerate", { messageId }],
        ["edit", { messageId, content: "x" }]
      ] as const) {
        const missing = yield* ask("POST", `/session/${sessionId}/${path}`, json)
        assert.deepStrictEqual([codeOf(missing), fieldsOf(missing)], [[404, "MESSAGE_NOT_FOUND"], ["messageId"]])
      }
      const model = yield* say({ content: "x", model: "nobody/nothing" })
      assert.deepStrictEqual([codeOf(model), fieldsOf(model)], [[400, "VALIDATION"], ["model"]])
      assert.strictEqual((yield* ask("GET", "/sessions")).body["total"], 2)
    })
  )

  it.effect("another answer and another question stand beside the first", () =>
    Effect.gen(function* () {
      const { ask, converse, ended } = yield* talker()
      const { answerId, messageId, sessionId } = (yield* converse({ content: "one" })).body
      const post = (path: string, json: object) => Effect.tap(ask("POST", `/session/${sessionId}/${path}`, json), ended)
      const anew = yield* post("regenerate", { messageId: answerId })
      assert.deepStrictEqual([anew.status, anew.body["messageId"]], [202, messageId])
      const edited = yield* post("edit", { messageId, content: "two" })
      const found = messagesIn(yield* ask("GET", `/session/${sessionId}`))
      assert.deepStrictEqual(
        found.map((message) => [message.id, message.parentId, textOf(message)]),
        [
          [messageId, null, "one"],
          [answerId, messageId, "one"],
          [anew.body["answerId"], messageId, "one"],
          [edited.body["messageId"], null, "two"],
          [edited.body["answerId"], edited.body["messageId"], "two"]
        ]
      )
    })
  )

  it.effect("an answer is stopped once, a waiting one too, and one that is over is left alone", () =>
    Effect.gen(function* () {
      const { ask, ended, say, token } = yield* talker()
      const first = yield* say({ content: long })
      const { sessionId } = first.body
      const second = yield* say({ sessionId, content: "two" })
      const events = yield* watch(String(sessionId), { token, query: "after=0" })
      yield* events.awaitFrame("part.delta")
      const cancel = ({ body: { run } }: Test.Answer) => ask("POST", `/session/${sessionId}/runs/${run}/cancel`)
      for (const asked of [second, first]) assert.strictEqual((yield* cancel(asked)).status, 202)
      for (const asked of [first, second]) {
        const { log } = yield* ended(asked)
        const end = log.find(({ run, t }) => t === "run.end" && run === asked.body["run"])
        assert.deepInclude(end?.d, { status: "cancelled" })
        assert.deepStrictEqual(codeOf(yield* cancel(asked)), [409, "RUN_NOT_ACTIVE"])
      }
      const elsewhere = yield* say({ content: long })
      const foreign = yield* cancel(elsewhere)
      assert.deepStrictEqual(
        [codeOf(foreign), foreign.body["subject"]],
        [[409, "RUN_NOT_ACTIVE"], elsewhere.body["run"]]
      )
      yield* ask("DELETE", `/session/${elsewhere.body["sessionId"]}`)
    })
  )

  it.effect("an answer that asks back is told what is meant, once, by one of its options", () =>
    Effect.gen(function* () {
      const { inquire } = yield* RunLeases
      const { ask, say } = yield* talker()
      const { run, sessionId } = (yield* say({ content: long, canAsk: true })).body
      const askId = AskId.make(crypto.randomUUID())
      const options = [1, 2].map((id) => ({ fighterId: FighterId.make(id), label: `Fighter ${id}` }))
      yield* inquire(run as RunId, { askId, kind: "disambiguate", options })
      const answer = (json: object) => ask("POST", `/session/${sessionId}/answers`, json)
      const none = yield* answer({ askId, value: 3 })
      assert.deepStrictEqual([codeOf(none), fieldsOf(none)], [[400, "VALIDATION"], ["value"]])
      assert.strictEqual((yield* answer({ askId, value: 2 })).status, 204)
      assert.deepStrictEqual(codeOf(yield* answer({ askId, value: 1 })), [409, "ASK_CLOSED"])
      yield* ask("DELETE", `/session/${sessionId}`)
    })
  )
})
