import { assert, it } from "@effect/vitest"
import { type Duration, Effect, type Layer, Option } from "effect"
import { TestClock } from "effect/testing"
import type { RunId } from "../src/conversation/ChatMessage.ts"
import type { ConversationRepository } from "../src/conversation/ConversationRepository.ts"
import { RunLeases } from "../src/conversation/RunLeases.ts"
import { TurnRepository } from "../src/conversation/TurnRepository.ts"
import type { UserRepository } from "../src/user/UserRepository.ts"
import { inquiryLaws } from "./Inquiries.ts"
import { reapLaws } from "./Reaping.ts"
import {
  answersOf,
  atOnce,
  begun,
  freshInstance,
  freshRun,
  freshSession,
  newSession,
  record,
  sessionOf,
  turn,
  turnEnd
} from "./Talk.ts"

const held = (run: RunId) => ({ run, isStopped: false, choice: null })

/**
 * The laws of {@link RunLeases}. The layer gives it, the turns, the sessions and the users over one store. `elapse`
 * lets time pass for the adapter, that much or a few seconds more: by the test clock, or in a store with a clock of its
 * own by making all that it keeps that much older.
 */
export const suite = (
  adapter: string,
  layer: Layer.Layer<RunLeases | TurnRepository | ConversationRepository | UserRepository, unknown>,
  elapse: (time: Duration.Duration) => Effect.Effect<void> = TestClock.adjust
) =>
  it.layer(layer, { timeout: "60 seconds" })(`RunLeases / ${adapter}`, (it) => {
    it.effect("of many who take at once one gets the run, all of it, and it is streaming", () =>
      Effect.gen(function* () {
        const leases = yield* RunLeases
        const session = yield* newSession()
        const asked = turn({ ...session, owner: null, model: "openai/test-1", canAsk: true })
        const { answerId, canAsk, model, questionId, run } = asked
        yield* (yield* TurnRepository).begin(asked)
        const owners = Array.from({ length: 10 }, freshInstance)
        const results = yield* atOnce(owners.map((owner) => leases.take(session.sessionId, owner)))
        const winners = owners.filter((_, index) => Option.isSome(results[index]!))
        assert.lengthOf(winners, 1)
        const { number, ...taken } = results.flatMap(Option.toArray)[0]!
        assert.deepStrictEqual(taken, { ...session, answerId, canAsk, isAnew: false, model, questionId, run })
        assert.isAtLeast(number, 1)
        assert.deepStrictEqual(yield* answersOf(session), ["streaming"])
        const { runs } = yield* record(session)
        assert.deepStrictEqual(runs, { running: { sessionId: session.sessionId, run, answerId }, queued: [] })
        assert.deepStrictEqual(yield* leases.renew(winners[0]!, []), [held(run)])
      })
    )

    it.effect("runs are taken in the order in which they were asked for, each when the one before is over", () =>
      Effect.gen(function* () {
        const leases = yield* RunLeases
        const turns = yield* TurnRepository
        const session = yield* newSession()
        const owner = freshInstance()
        const first = yield* begun({ ...session, owner })
        const anew = { kind: "regenerate", messageId: first.questionId } as const
        const waiting = [
          yield* begun(session),
          yield* begun({ ...session, owner: null, ask: anew }),
          yield* begun(session)
        ]
        let before = first.owned!
        for (const { answerId, questionId, run } of waiting) {
          assert.isTrue(Option.isNone(yield* leases.take(session.sessionId, owner)))
          yield* turns.finish(turnEnd(before.answerId))
          const taken = Option.getOrThrow(yield* leases.take(session.sessionId, owner))
          assert.deepInclude(taken, { run, answerId, isAnew: questionId === first.questionId })
          assert.isAbove(taken.number, before.number)
          before = taken
        }
        assert.deepStrictEqual(yield* answersOf(session), ["completed", "completed", "completed", "streaming"])
      })
    )

    it.effect("nothing is taken where nothing waits", () =>
      Effect.gen(function* () {
        const leases = yield* RunLeases
        const session = yield* newSession()
        const nothing = (sessionId = session.sessionId) =>
          Effect.map(leases.take(sessionId, freshInstance()), (taken) => assert.isTrue(Option.isNone(taken)))
        yield* nothing()
        yield* nothing(freshSession())
        const { answerId } = yield* begun(session)
        yield* (yield* TurnRepository).finish(turnEnd(answerId))
        yield* nothing()
        yield* begun(yield* sessionOf(session.userId))
        yield* nothing()
      })
    )

    it.effect("an owner is told of the runs that are running and its own, and of no others", () =>
      Effect.gen(function* () {
        const { renew } = yield* RunLeases
        const [owner, other] = [freshInstance(), freshInstance()]
        const [first, second, third] = [yield* newSession(), yield* newSession(), yield* newSession()]
        assert.deepStrictEqual(yield* renew(owner, []), [])
        const mine = [yield* begun({ ...first, owner }), yield* begun({ ...second, owner })]
        yield* begun({ ...first, owner })
        const theirs = yield* begun({ ...third, owner: other })
        assert.sameDeepMembers(
          [...(yield* renew(owner, []))],
          mine.map(({ run }) => held(run))
        )
        assert.deepStrictEqual(yield* renew(other, []), [held(theirs.run)])
        yield* (yield* TurnRepository).finish(turnEnd(mine[0]!.answerId))
        assert.deepStrictEqual(yield* renew(owner, []), [held(mine[1]!.run)])
        for (const told of [[freshRun()], mine.map(({ run }) => run), []])
          assert.deepStrictEqual(yield* renew(owner, told), [held(mine[1]!.run)])
      })
    )

    it.effect("a running run is marked to be stopped, and goes on until its owner ends it", () =>
      Effect.gen(function* () {
        const leases = yield* RunLeases
        const session = yield* newSession()
        const owner = freshInstance()
        const { owned, run } = yield* begun({ ...session, owner })
        const waiting = yield* begun(session)
        const before = yield* record(session)
        for (const wasQueued of [false, false]) {
          const stopped = Option.getOrThrow(yield* leases.stop(session.sessionId, run))
          assert.deepStrictEqual(stopped, { ...owned!, wasQueued })
          assert.deepStrictEqual(yield* leases.renew(owner, []), [{ ...held(run), isStopped: true }])
        }
        assert.deepStrictEqual(yield* record(session), before)
        yield* (yield* TurnRepository).finish(turnEnd(owned!.answerId, { status: "cancelled" }))
        yield* leases.take(session.sessionId, owner)
        assert.deepStrictEqual(yield* leases.renew(owner, []), [held(waiting.run)])
      })
    )

    it.effect("a waiting run that is stopped is cancelled at once, and taken by nobody", () =>
      Effect.gen(function* () {
        const leases = yield* RunLeases
        const session = yield* newSession()
        const first = yield* begun(session)
        const [second, third] = [yield* begun({ ...session, model: "x", canAsk: true }), yield* begun(session)]
        const { number, ...stopped } = Option.getOrThrow(yield* leases.stop(session.sessionId, second.run))
        const { answerId, questionId, run } = second
        const asked = { ...session, answerId, questionId, run, model: "x", canAsk: true, isAnew: false }
        assert.deepStrictEqual(stopped, { ...asked, wasQueued: true })
        assert.isAbove(number, first.owned!.number)
        assert.deepStrictEqual(yield* answersOf(session), ["streaming", "cancelled", "queued"])
        assert.isTrue(Option.isNone(yield* leases.stop(session.sessionId, second.run)))
        const { runs, used } = yield* record(session)
        assert.strictEqual(used, 2)
        assert.deepStrictEqual([runs.running?.run, runs.queued.map(({ run }) => run)], [first.run, [third.run]])
        yield* (yield* TurnRepository).finish(turnEnd(first.answerId))
        assert.strictEqual(Option.getOrThrow(yield* leases.take(session.sessionId, freshInstance())).run, third.run)
      })
    )

    it.effect("of many who stop a waiting run at once one cancels it", () =>
      Effect.gen(function* () {
        const { stop } = yield* RunLeases
        const session = yield* newSession()
        yield* begun(session)
        const { run } = yield* begun(session)
        const results = yield* atOnce(Array.from({ length: 10 }, () => stop(session.sessionId, run)))
        assert.lengthOf(results.flatMap(Option.toArray), 1)
        assert.strictEqual((yield* record(session)).used, 1)
      })
    )

    it.effect("a run that is over, of another session or of none cannot be stopped, and no other is in its place", () =>
      Effect.gen(function* () {
        const { renew, stop } = yield* RunLeases
        const [session, other] = [yield* newSession(), yield* newSession()]
        const owner = freshInstance()
        const over = yield* begun(session)
        yield* (yield* TurnRepository).finish(turnEnd(over.answerId))
        const [running, waiting] = [yield* begun({ ...session, owner }), yield* begun(session)]
        const before = yield* record(session)
        for (const [sessionId, run] of [
          [session.sessionId, over.run],
          [session.sessionId, freshRun()],
          [other.sessionId, running.run],
          [other.sessionId, waiting.run],
          [freshSession(), running.run]
        ] as const) {
          assert.isTrue(Option.isNone(yield* stop(sessionId, run)))
        }
        assert.deepStrictEqual(yield* record(session), before)
        assert.deepStrictEqual(yield* renew(owner, []), [held(running.run)])
      })
    )

    it.effect("the runs of a session are those that are not over, in their order", () =>
      Effect.gen(function* () {
        const { current, take } = yield* RunLeases
        const session = yield* newSession()
        const nothing = { running: null, queued: [] }
        assert.deepStrictEqual(yield* current(session.sessionId), nothing)
        assert.deepStrictEqual(yield* current(freshSession()), nothing)
        const asked = [yield* begun(session), yield* begun(session), yield* begun(session)]
        const refs = asked.map(({ answerId, run }) => ({ sessionId: session.sessionId, run, answerId }))
        assert.deepStrictEqual(yield* current(session.sessionId), { running: refs[0]!, queued: refs.slice(1) })
        yield* (yield* TurnRepository).finish(turnEnd(asked[0]!.answerId))
        assert.deepStrictEqual(yield* current(session.sessionId), { running: null, queued: refs.slice(1) })
        yield* take(session.sessionId, freshInstance())
        assert.deepStrictEqual(yield* current(session.sessionId), { running: refs[1]!, queued: refs.slice(2) })
      })
    )

    reapLaws(it, elapse)
    inquiryLaws(it)
  })
