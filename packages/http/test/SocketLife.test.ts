import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { assert, describe, layer } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { Array as Arr, Duration, Effect, Layer } from "effect"
import { TestClock } from "effect/testing"
import { DrainTime } from "../src/system/Shutdown.ts"
import { openRaw } from "./RawSocket.ts"
import * as Test from "./TestServer.ts"
import { open, session, type TestSocket } from "./TestSocket.ts"

const served = Test.over(Layer.merge(Memory.layer, Layer.succeed(DrainTime, Duration.zero)))

/** A sign that the socket is open, and that the server has read what came before. */
const isAlive = (socket: TestSocket, n: number) =>
  Effect.andThen(
    Effect.sync(() => socket.say({ t: "ping", id: `alive-${n}`, d: { n } })),
    socket.awaitFrame("pong", ({ d }) => d.n === n)
  )

const ticketOf = (sessionId: string, token: string) =>
  Test.TestServer.use(({ request }) =>
    Effect.map(request("/api/auth/ws-ticket", { method: "POST", token, json: { sessionId } }), ({ body }) =>
      String(body["ticket"])
    )
  )

layer(served)("a socket, by a clock of its own,", (it) => {
  const welcomed = Effect.fnUntraced(function* (sub: string, lifetime: Duration.Duration) {
    const { tokenOf } = yield* Test.TestServer
    const { sessionId } = yield* session(sub)
    const token = yield* tokenOf(sub, lifetime)
    const socket = yield* open(sessionId, { ticket: yield* ticketOf(sessionId, token) })
    socket.hello()
    yield* socket.awaitFrame("welcome")
    return { sessionId, token, socket }
  })

  it.effect("is closed 4408 without a hello in 5 seconds", () =>
    Effect.gen(function* () {
      const { sessionId, token } = yield* session("silent")
      const socket = yield* open(sessionId, { token })
      socket.ask("c1", "too early")
      yield* socket.awaitFrame("nack")
      yield* TestClock.adjust("4 seconds")
      yield* socket.refused("ping", { n: 1 })
      yield* TestClock.adjust("2 seconds")
      assert.strictEqual((yield* socket.end).code, 4408)
    })
  )

  it.effect("is closed 4401 when the token ends by which it is open", () =>
    Effect.gen(function* () {
      const { sessionId, socket, token } = yield* welcomed("a", Duration.seconds(20))
      const byToken = yield* open(sessionId, { token })
      byToken.hello()
      yield* byToken.awaitFrame("welcome")
      yield* TestClock.adjust("18 seconds")
      for (const open of [socket, byToken]) yield* isAlive(open, 1)
      yield* TestClock.adjust("3 seconds")
      for (const closed of [socket, byToken]) {
        assert.deepStrictEqual(yield* closed.end, { code: 4401, reason: "the token has expired" })
      }
    })
  )

  it.effect("is closed 4401 within 25 seconds of its user's signing out", () =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      const { socket, token } = yield* welcomed("leaver", Duration.minutes(5))
      yield* request("/api/auth/logout", { method: "POST", token, json: {} })
      yield* TestClock.adjust("25 seconds")
      assert.strictEqual((yield* socket.end).code, 4401)
    })
  )

  it.effect("stays open by the ticket of a token that ends later, good once and for its user and session", () =>
    Effect.gen(function* () {
      const { tokenOf } = yield* Test.TestServer
      const { sessionId, socket } = yield* welcomed("b", Duration.seconds(20))
      const later = yield* tokenOf("b", Duration.seconds(60))
      const elsewhere = yield* session("b")
      const somebody = yield* session("other")
      const spent = yield* ticketOf(sessionId, later)
      yield* open(sessionId, { ticket: spent })
      for (const ticket of ["nonsense", spent, yield* elsewhere.ticket, yield* somebody.ticket]) {
        const refusal = yield* socket.refused("auth", { ticket })
        assert.deepInclude(refusal, { code: "VALIDATION", field: "d.ticket", retryable: false })
        assert.notInclude(refusal.message, ticket)
      }
      const ticket = yield* ticketOf(sessionId, later)
      yield* socket.taken("auth", { ticket })
      assert.deepInclude(yield* socket.refused("auth", { ticket }), { code: "VALIDATION", field: "d.ticket" })
      for (const n of [1, 2, 3]) {
        yield* TestClock.adjust("19 seconds")
        yield* isAlive(socket, n)
      }
      yield* TestClock.adjust("4 seconds")
      assert.deepStrictEqual(yield* socket.end, { code: 4401, reason: "the token has expired" })
    })
  )

  it.effect("is not kept by the ticket of somebody who has signed out since", () =>
    Effect.gen(function* () {
      const { request, tokenOf } = yield* Test.TestServer
      const { sessionId, socket } = yield* welcomed("c", Duration.seconds(20))
      const later = yield* tokenOf("c", Duration.seconds(60))
      const ticket = yield* ticketOf(sessionId, later)
      yield* request("/api/auth/logout", { method: "POST", token: later, json: {} })
      socket.say({ t: "auth", id: "a1", d: { ticket } })
      assert.strictEqual((yield* socket.end).code, 4401)
      assert.isFalse(socket.frames.some(({ t }) => t === "ack"))
    })
  )

  it.effect(
    "of a peer that has vanished is found within a minute; one that says nothing of itself is asked, and kept",
    () =>
      Effect.gen(function* () {
        const { sessionId, socket, token } = yield* welcomed("d", Duration.minutes(5))
        const [vanished, quiet] = [yield* openRaw(sessionId, token), yield* openRaw(sessionId, token)]
        for (const { heard, say } of [vanished, quiet]) {
          say({ t: "hello", id: "h", d: {} })
          yield* heard
        }
        quiet.answerPings()
        const pass = Effect.fnUntraced(function* (n: number) {
          yield* TestClock.adjust("13 seconds")
          for (const turn of [0, 1]) yield* isAlive(socket, 2 * n + turn)
        })
        for (const n of [1, 2, 3, 4]) yield* pass(n)
        yield* vanished.closed
        for (const n of [5, 6, 7, 8]) yield* pass(n)
        assert.isFalse(quiet.tcp.closed)
        assert.isAtLeast(quiet.answered, 3)
      })
  )
})

describe("the sockets of a user", () => {
  layer(served, { excludeTestServices: true })((it) => {
    it.effect("are five at most at a time, whatever their sessions, and nobody else's matter", () =>
      Effect.gen(function* () {
        const enter = (sub: string) => Effect.flatMap(session(sub), ({ enter }) => enter)
        const five = yield* Effect.replicateEffect(enter("a"), 5)
        for (const socket of five) {
          socket.hello()
          yield* socket.awaitFrame("welcome")
        }
        const sixth = yield* enter("a")
        sixth.hello()
        const { code, reason } = yield* sixth.end
        assert.strictEqual(code, 4429)
        assert.match(reason, /5 sockets/)
        assert.deepStrictEqual(sixth.frames, [])
        const other = yield* enter("b")
        other.hello()
        yield* other.awaitFrame("welcome")
        five[0]?.close()
        yield* five[0]!.end
        const again = yield* enter("a")
        again.hello()
        yield* again.awaitFrame("welcome")
      })
    )
  })
})

describe("a thousand sockets that come and go", () => {
  layer(served, { excludeTestServices: true })((it) => {
    it.effect("leave nothing behind", () =>
      Effect.gen(function* () {
        setFlagsFromString("--expose-gc")
        const collect: () => void = runInNewContext("gc")
        const places = yield* Effect.forEach(Arr.range(1, 8), (n) => session(`visitor-${n}`))
        /** Half of them do not even say goodbye. */
        const visit = (n: number) =>
          Effect.scoped(
            Effect.gen(function* () {
              const { sessionId, token } = places[n % places.length]!
              const { heard, say, tcp } = yield* openRaw(sessionId, token)
              say({ t: "hello", id: "h", d: {} })
              yield* heard
              if (n % 2 === 0) tcp.end()
            })
          )
        const visits = (count: number) =>
          Effect.forEach(Arr.range(1, count), visit, { concurrency: places.length, discard: true })
        const heap = Effect.gen(function* () {
          for (let pass = 0; pass < 5; pass++) {
            yield* Effect.sleep("20 millis")
            collect()
          }
          return process.memoryUsage().heapUsed
        })
        yield* visits(100)
        const before = yield* heap
        yield* visits(1000)
        // Each leaves a line of the log, which is kept here.
        assert.isBelow(((yield* heap) - before) / 1000, 2048, "bytes for each")
      })
    )
  })
})
