import { assert, type Vitest } from "@effect/vitest"
import { Duration, Effect, Schema } from "effect"
import type { RunId } from "../src/conversation/ChatMessage.ts"
import type { ConversationRepository } from "../src/conversation/ConversationRepository.ts"
import { leaseTime, longestWait, RunLeases } from "../src/conversation/RunLeases.ts"
import { type Instance, mostQueued, type OwnedRun } from "../src/conversation/Turn.ts"
import { TurnRepository } from "../src/conversation/TurnRepository.ts"
import type { UserRepository } from "../src/user/UserRepository.ts"
import {
  answersOf,
  atOnce,
  begun,
  everyPart,
  freshInstance,
  messagesOf,
  newSession,
  type Place,
  record,
  sessionOf,
  turnEnd,
  usedBy
} from "./Talk.ts"

const names = (runs: ReadonlyArray<Pick<OwnedRun, "run">>) => runs.map(({ run }) => run)

/** Most of a lease. */
const most = Duration.seconds(10)

/** What an owner finds in a session. */
const reaped = Effect.fnUntraced(function* ({ sessionId }: Place, owner: Instance = freshInstance()) {
  const { taken, untold } = yield* (yield* RunLeases).reap(owner)
  return {
    taken: taken.filter((run) => run.sessionId === sessionId),
    untold: untold.filter((run) => run.sessionId === sessionId)
  }
})

const nothing = { taken: [], untold: [] }

/** Things that happen in a session. */
const happenings = Schema.Array(
  Schema.Struct({
    kind: Schema.Literals(["ask", "interrupt", "leave", "take", "finish", "fail", "stop", "die", "reap"]),
    which: Schema.Literals([0, 1, 2])
  })
).pipe(Schema.check(Schema.isMaxLength(30)))

/** What is found of owners that are no more. */
export const reapLaws = (
  it: Vitest.MethodsNonLive<RunLeases | TurnRepository | ConversationRepository | UserRepository>,
  elapse: (time: Duration.Duration) => Effect.Effect<void>
) => {
  it.effect(
    "a run whose lease is over is interrupted with the parts it has, uncounted, and given to one who looks",
    () =>
      Effect.gen(function* () {
        const leases = yield* RunLeases
        const turns = yield* TurnRepository
        const session = yield* newSession()
        const owner = freshInstance()
        const { answerId, owned } = yield* begun({ ...session, owner, model: "x", canAsk: true })
        yield* turns.checkpoint(answerId, everyPart)
        yield* elapse(leaseTime)
        const found = yield* atOnce(Array.from({ length: 5 }, () => reaped(session)))
        assert.deepStrictEqual(
          found.flatMap(({ untold }) => untold),
          [{ ...owned!, status: "interrupted" as const, hasBegun: true }]
        )
        const before = yield* record(session)
        assert.deepInclude(before, { runs: { running: null, queued: [] }, used: 0 })
        assert.deepInclude(before.messages.at(-1), { id: answerId, parts: everyPart, status: "interrupted" })
        assert.deepStrictEqual(yield* leases.renew(owner, []), [])
        assert.isFalse(yield* turns.finish(turnEnd(answerId)))
        yield* turns.checkpoint(answerId, [])
        assert.deepStrictEqual(yield* record(session), before)
        assert.isNotNull((yield* begun(session)).owned)
      })
  )

  it.effect("a run is its owner's as long as it is renewed, though late, and nobody else's", () =>
    Effect.gen(function* () {
      const leases = yield* RunLeases
      const session = yield* newSession()
      const owner = freshInstance()
      const { run } = yield* begun({ ...session, owner })
      yield* begun(session)
      for (const pause of [most, most, leaseTime, most]) {
        yield* elapse(pause)
        assert.deepStrictEqual(names(yield* leases.renew(owner, [])), [run])
        assert.deepStrictEqual(yield* reaped(session), nothing)
      }
      yield* leases.renew(freshInstance(), [])
      yield* elapse(leaseTime)
      assert.deepStrictEqual(names((yield* reaped(session)).untold), [run])
    })
  )

  it.effect("a run that was taken has a lease from then on", () =>
    Effect.gen(function* () {
      const leases = yield* RunLeases
      const session = yield* newSession()
      const { run } = yield* begun({ ...session, owner: null })
      yield* elapse(Duration.minutes(5))
      yield* leases.take(session.sessionId, freshInstance())
      yield* elapse(most)
      assert.deepStrictEqual(yield* reaped(session), nothing)
      yield* elapse(leaseTime)
      assert.deepStrictEqual(names((yield* reaped(session)).untold), [run])
    })
  )

  it.effect("an end that was told is looked for no more; any other is found when its lease is over, as it was", () =>
    Effect.gen(function* () {
      const leases = yield* RunLeases
      const turns = yield* TurnRepository
      const first = yield* newSession()
      const second = yield* sessionOf(first.userId)
      const owner = freshInstance()
      const [told, untold] = [yield* begun({ ...first, owner }), yield* begun({ ...second, owner })]
      yield* turns.finish(turnEnd(told.answerId))
      yield* turns.finish(turnEnd(untold.answerId, { status: "failed", parts: everyPart }))
      const before = yield* record(second)
      for (const session of [first, second]) assert.deepStrictEqual(yield* reaped(session), nothing)
      yield* elapse(most)
      yield* leases.renew(owner, [told.run])
      yield* elapse(most)
      const { untold: found } = yield* leases.reap(freshInstance())
      assert.notInclude(names(found), told.run)
      assert.deepStrictEqual(
        found.filter(({ run }) => run === untold.run),
        [{ ...untold.owned!, status: "failed" as const, hasBegun: true }]
      )
      assert.deepStrictEqual(yield* record(second), before)
    })
  )

  it.effect("an end is told by whoever found it, and by the next when that one is no more", () =>
    Effect.gen(function* () {
      const leases = yield* RunLeases
      const session = yield* newSession()
      const { run } = yield* begun(session)
      yield* elapse(leaseTime)
      const [first, second] = [freshInstance(), freshInstance()]
      assert.deepStrictEqual(names((yield* reaped(session, first)).untold), [run])
      assert.deepStrictEqual(yield* reaped(session, second), nothing)
      yield* elapse(leaseTime)
      assert.deepStrictEqual(names((yield* reaped(session, second)).untold), [run])
      yield* leases.renew(second, [run])
      yield* elapse(leaseTime)
      assert.deepStrictEqual(yield* reaped(session, first), nothing)
      assert.strictEqual(yield* usedBy(session), 0)
    })
  )

  it.effect("an interrupted answer takes what was heard of it until its end is told, and no other ever", () =>
    Effect.gen(function* () {
      const leases = yield* RunLeases
      const turns = yield* TurnRepository
      const session = yield* newSession()
      const [reaper, owner] = [freshInstance(), freshInstance()]
      const { answerId, run } = yield* begun(session)
      const answer = Effect.map(messagesOf(session), (messages) => messages.find(({ id }) => id === answerId)?.parts)
      assert.isFalse(yield* turns.recover(answerId, everyPart))
      yield* elapse(leaseTime)
      yield* reaped(session, reaper)
      for (const parts of [everyPart.slice(0, 1), everyPart]) {
        assert.isTrue(yield* turns.recover(answerId, parts))
        assert.deepStrictEqual(yield* answer, parts)
      }
      yield* leases.renew(reaper, [run])
      assert.isFalse(yield* turns.recover(answerId, []))
      assert.deepStrictEqual(yield* answer, everyPart)
      for (const status of ["completed", "failed", "cancelled"] as const) {
        const other = yield* begun({ ...session, owner })
        yield* turns.finish(turnEnd(other.answerId, { status }))
        const before = yield* record(session)
        assert.isFalse(yield* turns.recover(other.answerId, []))
        assert.deepStrictEqual(yield* record(session), before)
        yield* leases.renew(owner, [other.run])
      }
    })
  )

  it.effect("the end of a run that was cancelled while it waited is looked for like any other", () =>
    Effect.gen(function* () {
      const leases = yield* RunLeases
      const session = yield* newSession()
      const owner = freshInstance()
      yield* begun({ ...session, owner })
      const [told, lost, interrupted] = [yield* begun(session), yield* begun(session), yield* begun(session)]
      for (const { run } of [told, lost]) yield* leases.stop(session.sessionId, run)
      yield* begun({ ...session, mode: "interrupt" })
      yield* leases.renew(owner, [told.run])
      assert.deepStrictEqual(yield* reaped(session), nothing)
      yield* elapse(most)
      yield* leases.renew(owner, [])
      yield* elapse(most)
      const { untold } = yield* reaped(session)
      assert.sameMembers(names(untold), [lost.run, interrupted.run])
      for (const { hasBegun, status } of untold) assert.deepStrictEqual([status, hasBegun], ["cancelled", false])
    })
  )

  it.effect("runs that nobody takes are taken in order, one at a time, each by one who looks", () =>
    Effect.gen(function* () {
      const leases = yield* RunLeases
      const turns = yield* TurnRepository
      const session = yield* newSession()
      const waiting = [yield* begun({ ...session, owner: null }), yield* begun(session), yield* begun(session)]
      for (const { answerId, run } of waiting) {
        const owners = Array.from({ length: 5 }, freshInstance)
        const found = yield* Effect.forEach(owners, (owner) => reaped(session, owner), { concurrency: "unbounded" })
        const taken = found.flatMap((one) => one.taken)
        assert.deepStrictEqual(names(taken), [run])
        assert.deepInclude(taken[0], { ...session, answerId })
        const owner = owners[found.findIndex((one) => one.taken.length === 1)]!
        assert.deepStrictEqual(names(yield* leases.renew(owner, [])), [run])
        assert.deepStrictEqual(yield* reaped(session), nothing)
        yield* turns.finish(turnEnd(answerId))
        yield* leases.renew(owner, [run])
      }
      assert.deepStrictEqual(yield* answersOf(session), ["completed", "completed", "completed"])
    })
  )

  it.effect("a waiting run is not taken before the end of the one before it is told", () =>
    Effect.gen(function* () {
      const leases = yield* RunLeases
      const session = yield* newSession()
      const [running, waiting] = [yield* begun(session), yield* begun(session)]
      yield* elapse(leaseTime)
      const reaper = freshInstance()
      const { taken, untold } = yield* reaped(session, reaper)
      assert.deepStrictEqual([names(untold), taken], [[running.run], []])
      assert.deepStrictEqual(yield* reaped(session, reaper), nothing)
      assert.deepStrictEqual(yield* answersOf(session), ["interrupted", "queued"])
      yield* leases.renew(reaper, [running.run])
      assert.deepStrictEqual(names((yield* reaped(session, reaper)).taken), [waiting.run])
    })
  )

  it.effect("a run that has waited too long is interrupted, uncounted, and one that has not is taken after it", () =>
    Effect.gen(function* () {
      const leases = yield* RunLeases
      const session = yield* newSession()
      const old = yield* begun({ ...session, owner: null })
      yield* elapse(longestWait)
      const young = yield* begun({ ...session, owner: null })
      const reaper = freshInstance()
      const { taken, untold } = yield* reaped(session, reaper)
      assert.deepStrictEqual([names(untold), taken], [[old.run], []])
      assert.strictEqual(untold[0]?.status, "interrupted")
      assert.deepStrictEqual(yield* answersOf(session), ["interrupted", "queued"])
      assert.strictEqual(yield* usedBy(session), 1)
      yield* leases.renew(reaper, [old.run])
      assert.deepStrictEqual(names((yield* reaped(session, reaper)).taken), [young.run])
    })
  )

  it.effect.prop(
    "whatever happens, one run at most is running, three wait, and what is counted is theirs and that of the charged",
    { happenings },
    ({ happenings }) =>
      Effect.gen(function* () {
        const leases = yield* RunLeases
        const turns = yield* TurnRepository
        const session = yield* newSession()
        const { sessionId } = session
        let charged = 0
        for (const { kind, which } of happenings) {
          const { queued, running } = yield* leases.current(sessionId)
          assert.isAtMost(queued.length, mostQueued)
          const one = [...(running === null ? [] : [running]), ...queued][which]
          if (kind === "ask") yield* Effect.catchTag(begun(session), "QueueFull", () => Effect.void)
          if (kind === "leave")
            yield* Effect.catchTag(begun({ ...session, owner: null }), "QueueFull", () => Effect.void)
          if (kind === "interrupt") yield* begun({ ...session, mode: "interrupt" })
          if (kind === "take") yield* leases.take(sessionId, freshInstance())
          if (kind === "stop" && one !== undefined) yield* leases.stop(sessionId, one.run)
          if (kind === "die") yield* elapse(leaseTime)
          if (kind === "reap") yield* leases.renew(freshInstance(), names((yield* reaped(session)).untold))
          if ((kind === "finish" || kind === "fail") && running !== null) {
            const isCharged = kind === "finish"
            assert.isTrue(yield* turns.finish(turnEnd(running.answerId, { isCharged })))
            if (isCharged) charged++
          }
        }
        const { messages, runs, used } = yield* record(session)
        const withStatus = (status: string) => messages.filter((message) => message.status === status).length
        assert.strictEqual(withStatus("streaming"), runs.running === null ? 0 : 1)
        assert.strictEqual(withStatus("queued"), runs.queued.length)
        assert.strictEqual(used, charged + withStatus("streaming") + withStatus("queued"))
      }),
    { arbitrary: { runs: 10 } }
  )

  it.effect("of many runs 100 at most are found at once, and then the others", () =>
    Effect.gen(function* () {
      const { reap } = yield* RunLeases
      const { userId } = yield* newSession()
      const runs = yield* Effect.forEach(Array.from({ length: 105 }), () =>
        Effect.flatMap(sessionOf(userId), (session) => Effect.map(begun({ ...session, owner: null }), ({ run }) => run))
      )
      for (const kind of ["taken", "untold"] as const) {
        const found: Array<RunId> = []
        for (let looks = 0; looks < 10 && found.length < runs.length; looks++) {
          const some = names((yield* reap(freshInstance()))[kind])
          assert.isAtMost(some.length, 100)
          found.push(...some.filter((run) => runs.includes(run)))
        }
        assert.sameMembers(found, runs)
        yield* elapse(leaseTime)
      }
    })
  )
}
