import { assert, it } from "@effect/vitest"
import { day } from "@mma-savant/core/contract/Facts"
import {
  answered,
  begun,
  freshInstance,
  messagesOf,
  modelCall,
  newSession,
  type Place,
  record,
  send,
  sessionOf,
  turn,
  turnEnd
} from "@mma-savant/core/contract/Talk"
import { ConversationRepository } from "@mma-savant/core/conversation/ConversationRepository"
import { RunLeases } from "@mma-savant/core/conversation/RunLeases"
import { TurnRepository } from "@mma-savant/core/conversation/TurnRepository"
import { UserRepository } from "@mma-savant/core/user/UserRepository"
import { Deferred, Effect, Fiber, Layer, Option } from "effect"
import { SqlClient } from "effect/sql"
import * as Postgres from "../../src/postgres/Postgres.ts"
import { statements } from "./Statements.ts"
import { layerEmptied, testDatabases } from "./TestDatabases.ts"

/** Until so many statements wait for rows of somebody else. */
const awaiting = (count: number) =>
  SqlClient.SqlClient.use((sql) =>
    sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.pipe(
      Effect.repeat({ until: ({ length }) => length === count })
    )
  )

/** The first is done but not committed until the others wait, each of which begins when the one before it does. */
const overlapping = Effect.fnUntraced(function* <A, E, R, B, F, S>(
  first: Effect.Effect<A, E, R>,
  ...others: ReadonlyArray<Effect.Effect<B, F, S>>
) {
  const sql = yield* SqlClient.SqlClient
  const [isDone, isAwaited] = [yield* Deferred.make<void>(), yield* Deferred.make<void>()]
  const holding = yield* Effect.forkChild(
    sql.withTransaction(
      Effect.tap(first, () => Effect.andThen(Deferred.succeed(isDone, undefined), Deferred.await(isAwaited)))
    )
  )
  yield* Deferred.await(isDone)
  const late: Array<Fiber.Fiber<B, F>> = []
  for (const other of others) {
    late.push(yield* Effect.forkChild(other))
    yield* awaiting(late.length)
  }
  yield* Deferred.succeed(isAwaited, undefined)
  return { first: yield* Fiber.join(holding), others: yield* Fiber.joinAll(late) }
})

for (const { layer: database, name } of testDatabases()) {
  const layer = Postgres.layer.pipe(Layer.provideMerge(layerEmptied), Layer.provideMerge(database))
  it.layer(layer, { timeout: "60 seconds", excludeTestServices: true })(`Turns / ${name}`, (it) => {
    it.effect("a turn costs as many statements in a long talk as in a new one", () =>
      Effect.gen(function* () {
        const turns = yield* TurnRepository
        const talks = yield* ConversationRepository
        const leases = yield* RunLeases
        const session = yield* newSession()
        const owner = freshInstance()
        const parts = [{ kind: "text" as const, text: "So." }]
        const counts = Effect.gen(function* () {
          const asked = turn({ ...session, owner })
          const next = turn({ ...session, owner })
          const { answerId, run } = asked
          const again = { ...session, ask: { kind: "regenerate" as const, messageId: answerId } }
          return [
            yield* statements(turns.begin(asked)),
            yield* statements(turns.begin(asked)),
            yield* statements(turns.begin(next)),
            yield* statements(turns.begin(turn({ ...again, mode: "interrupt" }))),
            yield* statements(turns.checkpoint(answerId, parts)),
            yield* statements(turns.finish(turnEnd(answerId, { isCharged: false, calls: [modelCall(), modelCall()] }))),
            yield* statements(leases.renew(owner, [run, next.run])),
            yield* statements(
              Effect.tap(leases.take(session.sessionId, owner), (taken) =>
                turns.finish(turnEnd(Option.getOrThrow(taken).answerId))
              )
            ),
            yield* statements(leases.current(session.sessionId)),
            yield* statements(talks.messages(session.sessionId, { limit: 500, offset: null })),
            yield* statements(talks.branch(answerId, 500)),
            yield* statements(talks.list(session.userId, { limit: 100, offset: 0 }))
          ]
        })
        const before = yield* counts
        assert.deepStrictEqual(before, [2, 1, 2, 2, 1, 1, 1, 2, 1, 1, 1, 1])
        yield* Effect.forEach(Array.from({ length: 60 }), () => answered(session))
        assert.deepStrictEqual(yield* counts, before)
      })
    )

    it.effect("looking after runs costs as many statements for many as for none", () =>
      Effect.gen(function* () {
        const leases = yield* RunLeases
        const { userId } = yield* newSession()
        const owner = freshInstance()
        const counts = Effect.all([statements(leases.renew(owner, [])), statements(leases.reap(owner))])
        const before = yield* counts
        assert.deepStrictEqual(before, [1, 2])
        for (let count = 0; count < 20; count++) yield* begun({ ...(yield* sessionOf(userId)), owner })
        for (let count = 0; count < 20; count++) yield* begun({ ...(yield* sessionOf(userId)), owner: null })
        assert.deepStrictEqual(yield* counts, before)
      })
    )

    it.effect("what Postgres cannot keep is replaced, and the same turn is known again", () =>
      Effect.gen(function* () {
        const session = yield* newSession()
        const odd = "Nul\0 \\u0000 half\uD800"
        const asked = turn({ ...session, cid: odd, model: odd, ask: send(odd) })
        const { begin } = yield* TurnRepository
        yield* begin(asked)
        assert.isTrue((yield* begin(asked)).repeated)
        const [question] = yield* messagesOf(session)
        assert.deepStrictEqual(question?.parts, [{ kind: "text", text: "Nul\uFFFD \\u0000 half\uFFFD" }])
      })
    )

    it.effect(
      "whatever happens at once, nobody waits in vain, nothing is left behind and every request is accounted for",
      () =>
        Effect.gen(function* () {
          const leases = yield* RunLeases
          const turns = yield* TurnRepository
          const { userId } = yield* newSession({ dailyRequestLimit: 10_000 })
          const sessions = yield* Effect.forEach(Array.from({ length: 4 }), () => sessionOf(userId))
          let charged = 0

          /** Gives the answers of a session one after the other, as the owner of a run does. */
          const give = Effect.fnUntraced(function* (
            answerId: Parameters<typeof turns.checkpoint>[0],
            sessionId: string
          ) {
            yield* turns.checkpoint(answerId, [])
            const isCharged = Math.random() < 0.5
            if ((yield* turns.finish(turnEnd(answerId, { isCharged, calls: [modelCall()] }))) && isCharged) charged++
            return yield* leases.take(sessionId as never, freshInstance())
          })
          const asking = (session: (typeof sessions)[number], index: number) =>
            Effect.gen(function* () {
              const mode = index % 5 === 0 ? "interrupt" : "queue"
              const asked = yield* Effect.option(Effect.catchTag(begun({ ...session, mode }), "QueueFull", Effect.fail))
              if (Option.isNone(asked)) return
              if (index % 7 === 0) yield* leases.stop(session.sessionId, asked.value.run)
              let own = asked.value.owned
              while (own !== null) own = Option.getOrNull(yield* give(own.answerId, session.sessionId))
            })
          const reaping = Effect.flatMap(leases.reap(freshInstance()), ({ taken, untold }) => {
            assert.deepStrictEqual(untold, [])
            return Effect.forEach(taken, (own) => give(own.answerId, own.sessionId), { discard: true })
          })
          const all = Array.from({ length: 60 }, (_, index) =>
            index % 20 === 19 ? reaping : asking(sessions[index % sessions.length]!, index)
          )
          yield* Effect.all(all, { concurrency: "unbounded", discard: true })
          for (const session of sessions) {
            const { runs } = yield* record(session)
            assert.deepStrictEqual(runs, { running: null, queued: [] })
          }
          assert.strictEqual((yield* record(sessions[0]!)).used, charged)
        })
    )

    it.effect("sessions and users that go while answers are given are in nobody's way", () =>
      Effect.gen(function* () {
        const talks = yield* ConversationRepository
        const turns = yield* TurnRepository
        const leases = yield* RunLeases
        const users = yield* UserRepository
        for (const isUser of [false, true]) {
          const places = yield* Effect.forEach(Array.from({ length: 10 }), () => newSession())
          const happening = places.flatMap((place) => [
            Effect.gen(function* () {
              for (let asked = 0; asked < 3; asked++) {
                const { answerId } = yield* begun(place)
                yield* turns.checkpoint(answerId, [])
                yield* turns.finish(turnEnd(answerId, { isCharged: false, calls: [modelCall()] }))
                yield* leases.take(place.sessionId, freshInstance())
              }
            }).pipe(Effect.catchTag(["SessionNotFound", "QueueFull"], () => Effect.void)),
            Effect.asVoid(begun({ ...place, mode: "interrupt" })).pipe(
              Effect.catchTag(["SessionNotFound", "QueueFull"], () => Effect.void)
            ),
            Effect.asVoid(isUser ? users.remove(place.userId) : talks.remove(place.sessionId, place.userId))
          ])
          yield* Effect.all(happening, { concurrency: "unbounded", discard: true })
          for (const place of places) assert.deepStrictEqual(yield* messagesOf(place), [])
        }
      })
    )

    // The embedded server has one connection: nothing overlaps.
    const isServer = name === "Postgres server"

    it.effect.runIf(isServer)("a turn that begins while the run before it ends runs at once", () =>
      Effect.gen(function* () {
        const { begin, finish } = yield* TurnRepository
        const session = yield* newSession()
        const { answerId } = yield* begun(session)
        const { first, others } = yield* overlapping(finish(turnEnd(answerId)), begin(turn(session)))
        assert.isTrue(first)
        assert.strictEqual(others[0]?.ahead, 0)
        assert.isNotNull(others[0]?.owned)
      })
    )

    it.effect.runIf(isServer)("a run that ends while a turn comes to wait for it has that one to take", () =>
      Effect.gen(function* () {
        const turns = yield* TurnRepository
        const { take } = yield* RunLeases
        const session = yield* newSession()
        const { answerId } = yield* begun(session)
        const ending = Effect.andThen(turns.finish(turnEnd(answerId)), take(session.sessionId, freshInstance()))
        const { first, others } = yield* overlapping(turns.begin(turn(session)), ending)
        assert.isNull(first.owned)
        assert.strictEqual(Option.getOrThrow(others[0]!).run, first.run)
      })
    )

    it.effect.runIf(isServer)("two turns at once hang below each other, and the same cid is one turn", () =>
      Effect.gen(function* () {
        const { begin } = yield* TurnRepository
        const session = yield* newSession()
        const two = yield* overlapping(begin(turn(session)), begin(turn(session)))
        assert.strictEqual(two.others[0]?.parentId, two.first.answerId)
        const asked = turn(session)
        const one = yield* overlapping(begin(asked), begin({ ...turn(session), cid: asked.cid }))
        assert.deepInclude(one.others[0], { run: one.first.run, repeated: true })
      })
    )

    it.effect.runIf(isServer)(
      "who takes while the first that waits is stopped gets the next, and while it is taken nothing",
      () =>
        Effect.gen(function* () {
          const leases = yield* RunLeases
          const { userId } = yield* newSession()
          const [place, other] = [yield* sessionOf(userId), yield* sessionOf(userId)]
          const runs = yield* Effect.forEach([place, place, other, other], (one) => begun({ ...one, owner: null }))
          const take = ({ sessionId }: Place) => leases.take(sessionId, freshInstance())
          const stopped = yield* overlapping(leases.stop(place.sessionId, runs[0]!.run), take(place))
          assert.strictEqual(Option.getOrThrow(stopped.others[0]!).run, runs[1]?.run)
          const taken = yield* overlapping(take(other), take(other))
          assert.strictEqual(Option.getOrThrow(taken.first).run, runs[2]?.run)
          assert.isTrue(Option.isNone(taken.others[0]!))
        })
    )

    it.effect.runIf(isServer)(
      "whoever removes a user waits for a turn that begins or ends, which does not wait for that",
      () =>
        Effect.gen(function* () {
          const sql = yield* SqlClient.SqlClient
          const turns = yield* TurnRepository
          const users = yield* UserRepository
          for (const table of ["messages", "runs"] as const) {
            const session = yield* newSession()
            const { answerId } = yield* begun(session)
            const change = {
              messages: Effect.asVoid(begun({ ...session, day: day("2030-01-01") })),
              runs: Effect.asVoid(turns.finish(turnEnd(answerId, { calls: [modelCall()] })))
            }[table]
            const hold = sql`update ${sql(table)} set updated_at = now()`
            yield* overlapping(hold, change, Effect.asVoid(users.remove(session.userId)))
            assert.deepStrictEqual(yield* messagesOf(session), [])
          }
        })
    )
  })
}
