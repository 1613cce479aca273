import { assert, layer } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { AuthService } from "@mma-savant/core/auth/AuthService"
import { TokenRevocations } from "@mma-savant/core/auth/TokenRevocations"
import { UserId } from "@mma-savant/core/Identity"
import { StoreUnavailable } from "@mma-savant/core/StoreUnavailable"
import { UserRepository } from "@mma-savant/core/user/UserRepository"
import { Context, Duration, Effect, Layer, Redacted } from "effect"
import { RecognitionInterval } from "../src/conversation/Listeners.ts"
import { DrainTime } from "../src/system/Shutdown.ts"
import * as SteeredModel from "./SteeredModel.ts"
import { watch } from "./TestEvents.ts"
import * as Test from "./TestServer.ts"
import { open, session } from "./TestSocket.ts"
import { chunksOf } from "./UiStreamClient.ts"
import { whoIs } from "./Visit.ts"

/** Whether revocations can be looked at. */
class Outage extends Context.Service<Outage, { isOn: boolean }>()("test/Outage") {}

const outage = Layer.sync(Outage, () => ({ isOn: false }))

/** Revocations that cannot be looked at now and then, as those in a server of Redis that is away. */
const revocations = Layer.effect(
  TokenRevocations,
  Effect.gen(function* () {
    const known = yield* TokenRevocations
    const state = yield* Outage
    const error = new StoreUnavailable({ store: "redis", cause: new Error("away") })
    const unlessAway = <A>(look: Effect.Effect<A, StoreUnavailable>) =>
      Effect.suspend(() => (state.isOn ? Effect.fail(error) : look))
    return TokenRevocations.of({
      ...known,
      areRevoked: (many) => unlessAway(known.areRevoked(many)),
      isRevoked: (token, id) => unlessAway(known.isRevoked(token, id))
    })
  })
)

const served = Test.over(
  revocations.pipe(
    Layer.provideMerge(Layer.merge(Memory.layer, outage)),
    Layer.provideMerge(
      Layer.merge(Layer.succeed(RecognitionInterval, Duration.millis(50)), Layer.succeed(DrainTime, Duration.zero))
    )
  ),
  SteeredModel.layer
)

let last = 0

/** Somebody new who listens in every way there is. */
const listener = Effect.gen(function* () {
  const { request, url } = yield* Test.TestServer
  const { sessionId, ticket, token } = yield* session(`listener_${++last}`)
  const byToken = yield* open(sessionId, { token })
  const byTicket = yield* open(sessionId, { ticket: yield* ticket })
  for (const socket of [byToken, byTicket]) {
    socket.hello()
    yield* socket.awaitFrame("snapshot")
  }
  const events = yield* watch(sessionId, { token })
  yield* events.awaitFrame("snapshot")
  byToken.ask("c1", `mute ${sessionId}`)
  const { d } = yield* byToken.awaitFrame("ack")
  yield* byToken.awaitFrame("run.start")
  const answer = yield* Effect.promise(() =>
    fetch(`${url}/api/chat/stream/${sessionId}`, { headers: { authorization: `Bearer ${token}` } })
  )
  const kick = Effect.gen(function* () {
    const id = UserId.make((yield* whoIs(token)) ?? 0)
    yield* UserRepository.use((users) => users.update(id, { isActive: false }))
  })
  const signOut = (json: object = {}) => request("/api/auth/logout", { method: "POST", token, json })
  return { sessionId, token, sockets: [byToken, byTicket], events, answer, run: d.run, kick, signOut }
})

type Listener = Effect.Success<typeof listener>

const isSentAway = Effect.fnUntraced(function* ({ answer, events, sockets }: Listener) {
  for (const socket of sockets) assert.strictEqual((yield* socket.end).code, 4401)
  yield* events.end
  const goodbye = events.frames.at(-1)
  assert.deepStrictEqual([goodbye?.t, goodbye?.d], ["goaway", { reason: "no valid ticket or token" }])
  const chunks = chunksOf(yield* Effect.promise(() => answer.text()))
  assert.deepStrictEqual(chunks.at(-1), { type: "error", errorText: "You are signed out." })
})

let pings = 0

/** Listens still, and is heard. */
const isThere = Effect.fnUntraced(function* ({ events, sockets }: Listener) {
  const n = ++pings
  for (const socket of sockets) {
    socket.say({ t: "ping", id: `p${n}`, d: { n } })
    yield* socket.awaitFrame("pong", ({ d }) => d.n === n)
  }
  assert.isFalse(events.isOver)
})

layer(served, { excludeTestServices: true })("those who listen", (it) => {
  it.effect("are sent away when they are signed out or kept out, from wherever, and nobody else is", () =>
    Effect.gen(function* () {
      const others = yield* listener
      const kicked = yield* listener
      yield* kicked.kick
      const left = yield* listener
      yield* left.signOut()
      const everywhere = yield* listener
      yield* everywhere.signOut({ everywhere: true })
      for (const gone of [kicked, left, everywhere]) yield* isSentAway(gone)
      yield* isThere(others)
    })
  )

  it.effect("go on while revocations cannot be looked at, are let in no more, and are caught up with afterwards", () =>
    Effect.gen(function* () {
      const state = yield* Outage
      const { logged, request } = yield* Test.TestServer
      const { verifyToken } = yield* AuthService
      const { revoke } = yield* TokenRevocations
      const warnings = () => logged.filter((line) => line.includes("the revocations cannot be looked at")).length
      const before = warnings()
      const [stays, leaves] = [yield* listener, yield* listener]
      state.isOn = true
      yield* revoke(yield* verifyToken(Redacted.make(leaves.token)))
      const [socket] = stays.sockets
      for (const cid of ["c2", "c3"]) yield* socket!.taken("send", { cid, text: "hold this" })
      yield* socket!.taken("cancel", { run: stays.run })
      socket!.say({ t: "resync", id: "r1", d: {} })
      yield* Effect.repeat(
        Effect.delay(
          Effect.sync(() => socket!.frames.filter(({ t }) => t === "welcome").length),
          "10 millis"
        ),
        { until: (count) => count === 2 }
      )
      const late = yield* open(stays.sessionId, { token: stays.token })
      late.hello()
      assert.strictEqual((yield* late.end).code, 1013)
      yield* isThere(stays)
      assert.strictEqual(warnings(), before + 1)
      assert.strictEqual((yield* request("/readyz")).status, 503)
      state.isOn = false
      assert.strictEqual((yield* request("/readyz")).status, 200)
      yield* isSentAway(leaves)
      yield* isThere(stays)
    })
  )
})
