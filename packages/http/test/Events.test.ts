import { assert, layer } from "@effect/vitest"
import { ChatLog } from "@mma-savant/core/conversation/ChatLog"
import { SessionId } from "@mma-savant/core/conversation/ChatMessage"
import type { LoggedFrame } from "@mma-savant/core/conversation/ChatProtocol"
import { UserId } from "@mma-savant/core/Identity"
import { UserRepository } from "@mma-savant/core/user/UserRepository"
import { Array as Arr, Duration, Effect, Exit, Scope } from "effect"
import { talker } from "./Talker.ts"
import { type Opening, type TestEvents, take, watch } from "./TestEvents.ts"
import * as Test from "./TestServer.ts"
import { session } from "./TestSocket.ts"
import { whoIs } from "./Visit.ts"

const unknown = "6f9619ff-8b86-4011-b42d-00c04fc964ff"

const numbers = (frames: ReadonlyArray<LoggedFrame>) => frames.map(({ seq }) => seq)
const kinds = ({ frames }: TestEvents) => frames.map(({ t }) => t)

const logOf = (sessionId: string) =>
  ChatLog.use(({ read }) => Effect.map(read(SessionId.make(sessionId), 0, 500), ({ frames }) => frames))

const boundsOf = (sessionId: string) => ChatLog.use(({ bounds }) => bounds(SessionId.make(sessionId)))

/** A session with a socket that sees all of it. */
const begun = Effect.fnUntraced(function* (sub: string) {
  const place = yield* session(sub)
  const socket = yield* place.enter
  socket.hello(0)
  yield* socket.awaitFrame("welcome")
  return { ...place, socket }
})

const untilEnd = ({ log }: TestEvents) => log.at(-1)?.t === "run.end"

layer(Test.layer, { excludeTestServices: true })("the events of a session", (it) => {
  /** A session with a whole answer. */
  const answered = Effect.fnUntraced(function* (content = "word ".repeat(12)) {
    const { converse, token } = yield* talker()
    const sessionId = String((yield* converse({ content })).body["sessionId"])
    return { sessionId, token, log: yield* logOf(sessionId) }
  })

  it.effect("begin with a welcome and a snapshot, and go on with the frames of the socket, each with its number", () =>
    Effect.gen(function* () {
      const { sessionId, socket, token } = yield* begun("a")
      const events = yield* watch(sessionId, { token })
      const { headers, status } = events.response
      assert.strictEqual(status, 200)
      assert.deepStrictEqual(
        ["content-type", "cache-control", "x-accel-buffering"].map((name) => headers.get(name)),
        ["text/event-stream", "no-store", "no"]
      )
      yield* events.awaitFrame("snapshot")
      socket.ask("c1", "one two three")
      yield* Effect.all([socket.awaitFrame("run.end"), events.awaitFrame("run.end")])
      assert.deepStrictEqual(kinds(events).slice(0, 2), ["welcome", "snapshot"])
      assert.deepStrictEqual(events.log, socket.log)
      assert.deepStrictEqual(events.log, yield* logOf(sessionId))
      const { d: greeting } = yield* events.awaitFrame("welcome")
      assert.isNotEmpty(greeting.epoch)
      assert.deepStrictEqual(
        events.ids,
        numbers(events.log).map((seq) => `${seq}:${greeting.epoch}`)
      )
      const [welcome] = socket.frames
      assert.deepStrictEqual(Object.keys(events.frames[0]!.d), Object.keys(welcome!.d))
    })
  )

  it.effect("P1: who comes back after every single frame of an answer being given gets every frame once", () =>
    Effect.gen(function* () {
      const { sessionId, socket, token } = yield* begun("a")
      socket.ask("c1", "word ".repeat(40))
      const told: Array<LoggedFrame> = []
      let visits = 0
      for (let lastEventId: string | undefined = "0"; told.at(-1)?.t !== "run.end"; visits++) {
        const opening: Opening = { token, lastEventId }
        const events = yield* take(sessionId, opening, ({ log }) => log.length === 1)
        assert.notInclude(kinds(events), "snapshot")
        told.push(...events.log)
        lastEventId = events.ids.at(-1)
      }
      assert.strictEqual(visits, told.length)
      assert.deepStrictEqual(told, yield* logOf(sessionId))
      assert.deepStrictEqual(told, socket.log)
    })
  )

  it.effect("P1: wherever and however often it is cut, by id or by query, the log is told whole", () =>
    Effect.gen(function* () {
      const { log, sessionId, token } = yield* answered()
      const { epoch } = yield* boundsOf(sessionId)
      for (const step of [2, 3, 5, 8]) {
        const told: Array<LoggedFrame> = []
        while (told.length < log.length) {
          const after = told.length
          const opening: Opening =
            after % 2 === 0
              ? { lastEventId: `${after}`, query: `epoch=${epoch}` }
              : { query: `after=${after}&epoch=${epoch}` }
          const wanted = Math.min(step, log.length - after)
          const events = yield* take(sessionId, { token, ...opening }, ({ log }) => log.length === wanted)
          assert.deepStrictEqual(kinds(events)[0], "welcome")
          told.push(...events.log)
        }
        assert.deepStrictEqual(told, log)
      }
    })
  )

  it.effect(
    "a place that is none, or of another epoch, is answered with all there is; the id counts before the query",
    () =>
      Effect.gen(function* () {
        const { log, sessionId, token } = yield* answered()
        const { epoch } = yield* boundsOf(sessionId)
        for (const opening of [
          { lastEventId: "nonsense" },
          { lastEventId: "1" },
          { lastEventId: "1", query: `epoch=${unknown}` },
          { lastEventId: `1:${unknown}`, query: `epoch=${epoch}` },
          { lastEventId: `1:${epoch}:1` },
          { lastEventId: `9999:${epoch}` },
          { lastEventId: "", query: `after=1&epoch=${epoch}` },
          { query: "after=1" },
          { query: `after=1&epoch=${unknown}` },
          { query: `epoch=${epoch}` },
          {}
        ]) {
          const events = yield* take(sessionId, { token, ...opening }, ({ frames }) => frames.length === 2)
          assert.deepStrictEqual(kinds(events), ["welcome", "snapshot"], JSON.stringify(opening))
        }
        const last = log.length - 1
        for (const opening of [
          { lastEventId: `${last}:${epoch}`, query: `after=1&epoch=${unknown}` },
          { lastEventId: `${last}`, query: `after=1&epoch=${epoch}` }
        ]) {
          const events = yield* take(sessionId, { token, ...opening }, untilEnd)
          assert.deepStrictEqual(events.log, log.slice(last))
        }
        for (const opening of [{ lastEventId: "0" }, { query: "after=0" }]) {
          assert.deepStrictEqual((yield* take(sessionId, { token, ...opening }, untilEnd)).log, log)
        }
      })
  )

  it.effect("are for its user: by a token, or once by a ticket to it", () =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      const { ticket: issue, sessionId, token } = yield* session("a")
      const other = yield* session("b")
      const statusOf = (opening: Opening) =>
        Effect.scoped(Effect.map(watch(sessionId, opening), ({ response }) => response.status))
      const ticket = yield* issue
      assert.strictEqual(yield* statusOf({ query: `ticket=${ticket}` }), 200)
      assert.strictEqual(yield* statusOf({ query: `ticket=${ticket}` }), 401, "used before")
      assert.strictEqual(yield* statusOf({ query: `ticket=${ticket}`, token }), 200, "with a token")
      assert.strictEqual(yield* statusOf({ query: `ticket=${yield* other.ticket}` }), 401, "of another session")
      assert.strictEqual(yield* statusOf({ query: "ticket=" }), 401)
      assert.strictEqual(yield* statusOf({}), 401)
      assert.strictEqual(yield* statusOf({ token: `${token}x` }), 401)
      assert.strictEqual(yield* statusOf({ token: other.token }), 404)
      const left = yield* issue
      yield* request("/api/auth/logout", { method: "POST", token })
      assert.strictEqual(yield* statusOf({ query: `ticket=${left}` }), 401, "signed out")
      const disabled = yield* session("c")
      const kept = yield* disabled.ticket
      const id = UserId.make((yield* whoIs(disabled.token)) ?? 0)
      yield* UserRepository.use((users) => users.update(id, { isActive: false }))
      for (const opening of [{ token: disabled.token }, { query: `ticket=${kept}` }]) {
        const events = yield* watch(disabled.sessionId, opening)
        assert.strictEqual(events.response.status, 401, "disabled")
      }
    })
  )

  it.effect("end when the token does, by which they are watched or by which the ticket was asked for", () =>
    Effect.gen(function* () {
      const { request, tokenOf } = yield* Test.TestServer
      const token = yield* tokenOf("a", Duration.seconds(2))
      const { exp } = JSON.parse(Buffer.from(token.split(".")[1]!, "base64url").toString())
      const { body } = yield* request("/api/chat/session", { method: "POST", token })
      const sessionId = String(body["sessionId"])
      const json = { sessionId }
      const { ticket } = (yield* request("/api/auth/ws-ticket", { method: "POST", token, json })).body
      const both = yield* Effect.all([watch(sessionId, { token }), watch(sessionId, { query: `ticket=${ticket}` })])
      for (const events of both) {
        yield* events.end
        assert.deepStrictEqual(kinds(events), ["welcome", "snapshot", "goaway"])
        assert.deepInclude(events.frames[2]?.d, { reason: "the token has expired" })
        assert.isAtLeast(Date.now() / 1000, exp)
      }
    })
  )

  it.effect("end when the session is deleted", () =>
    Effect.gen(function* () {
      const { ask, converse, token } = yield* talker()
      const sessionId = String((yield* converse({ content: "one" })).body["sessionId"])
      const events = yield* watch(sessionId, { token })
      yield* events.awaitFrame("snapshot")
      yield* ask("DELETE", `/session/${sessionId}`)
      yield* events.end
      const { d, t } = events.frames.at(-1)!
      // Nobody is asked back to what is not there.
      assert.deepStrictEqual([t, d], ["goaway", { reason: "there is no such session any more" }])
    })
  )

  it.effect("are told five times at once to a user, and again when one is left", () =>
    Effect.gen(function* () {
      const { begin, token } = yield* talker()
      const sessionId = yield* begin
      const scope = yield* Scope.make()
      yield* Effect.forEach(Arr.range(1, 4), () => watch(sessionId, { token }))
      yield* Scope.provide(watch(sessionId, { token }), scope)
      const { response } = yield* watch(sessionId, { token })
      assert.strictEqual(response.status, 429)
      assert.deepInclude(yield* Effect.promise(() => response.json()), { code: "RATE_LIMITED" })
      yield* Scope.close(scope, Exit.void)
      const statusOf = Effect.scoped(Effect.map(watch(sessionId, { token }), ({ response }) => response.status))
      assert.strictEqual(yield* Effect.repeat(statusOf, { until: (status) => status !== 429 }), 200)
    })
  )
})
