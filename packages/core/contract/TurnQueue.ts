import { assert, type Vitest } from "@effect/vitest"
import { Effect } from "effect"
import type { ConversationRepository } from "../src/conversation/ConversationRepository.ts"
import { RunLeases } from "../src/conversation/RunLeases.ts"
import { mostQueued } from "../src/conversation/Turn.ts"
import { TurnRepository } from "../src/conversation/TurnRepository.ts"
import type { UserRepository } from "../src/user/UserRepository.ts"
import {
  answersOf,
  assertRefused,
  atOnce,
  begun,
  freshInstance,
  messagesOf,
  newSession,
  record,
  turnEnd,
  usedBy
} from "./Talk.ts"

/** Which turns run and which wait. */
export const queueLaws = (
  it: Vitest.MethodsNonLive<TurnRepository | RunLeases | ConversationRepository | UserRepository>
) => {
  it.effect("turns begun at once stand in one line: one runs, three wait, the rest is refused", () =>
    Effect.gen(function* () {
      const session = yield* newSession()
      const results = yield* atOnce(Array.from({ length: 10 }, () => Effect.result(begun(session))))
      const stored = results.flatMap((one) => (one._tag === "Success" ? [one.success] : []))
      const line = stored.toSorted((a, b) => a.ahead - b.ahead)
      assert.deepStrictEqual(
        line.map(({ ahead, owned }) => [ahead, owned !== null]),
        [
          [0, true],
          [1, false],
          [2, false],
          [3, false]
        ]
      )
      for (const one of results) if (one._tag === "Failure") assert.strictEqual(one.failure._tag, "QueueFull")
      const messages = yield* messagesOf(session)
      assert.deepStrictEqual(
        messages.map(({ id }) => id),
        line.flatMap(({ answerId, questionId }) => [questionId, answerId])
      )
      assert.deepStrictEqual(
        messages.map(({ parentId }) => parentId),
        [null, ...messages.slice(0, -1).map(({ id }) => id)]
      )
      assert.strictEqual(yield* usedBy(session), 1 + mostQueued)
    })
  )

  it.effect("three wait in a session, a fifth is refused, and room is made by an end", () =>
    Effect.gen(function* () {
      const session = yield* newSession()
      const first = yield* begun(session)
      for (const ahead of [1, 2, 3])
        assert.deepInclude(yield* begun(session), { ahead, owned: null, cancelled: [], stopping: null })
      assert.deepStrictEqual(yield* answersOf(session), ["streaming", "queued", "queued", "queued"])
      const { runs } = yield* record(session)
      assert.deepStrictEqual([runs.running?.run, runs.queued.length], [first.run, mostQueued])
      yield* assertRefused(session, "QueueFull")
      yield* (yield* TurnRepository).finish(turnEnd(first.answerId))
      yield* assertRefused(session, "QueueFull")
      yield* (yield* RunLeases).take(session.sessionId, freshInstance())
      assert.deepInclude(yield* begun(session), { ahead: 3, owned: null })
    })
  )

  it.effect("a run waits where nobody is named to answer it, and whoever comes after it waits too", () =>
    Effect.gen(function* () {
      const session = yield* newSession()
      const first = yield* begun({ ...session, owner: null })
      assert.deepInclude(first, { ahead: 0, owned: null })
      const second = yield* begun(session)
      assert.deepInclude(second, { ahead: 1, owned: null })
      const { runs } = yield* record(session)
      assert.isNull(runs.running)
      assert.deepStrictEqual(
        runs.queued,
        [first, second].map(({ answerId, run }) => ({ sessionId: session.sessionId, run, answerId }))
      )
      assert.deepStrictEqual(yield* answersOf(session), ["queued", "queued"])
    })
  )

  it.effect("an interrupting turn cancels those that wait, uncounted, and waits for the running one to stop", () =>
    Effect.gen(function* () {
      const leases = yield* RunLeases
      const session = yield* newSession()
      const owner = freshInstance()
      const running = yield* begun({ ...session, owner })
      const waiting = [yield* begun(session), yield* begun(session)]
      const { answerId, questionId, run } = yield* begun({ ...session, model: "x", canAsk: true })
      const last = yield* begun({ ...session, mode: "interrupt" })
      assert.deepInclude(last, { owned: null, ahead: 1, stopping: running.run })
      const { number, ...asked } = last.cancelled[2]!
      assert.deepStrictEqual(asked, { ...session, answerId, questionId, run, model: "x", canAsk: true, isAnew: false })
      assert.isAbove(number, running.owned!.number)
      assert.deepStrictEqual(
        last.cancelled.slice(0, 2).map(({ run }) => run),
        waiting.map(({ run }) => run)
      )
      assert.deepStrictEqual(yield* answersOf(session), ["streaming", "cancelled", "cancelled", "cancelled", "queued"])
      assert.deepInclude(last.quota, { used: 2 })
      assert.deepStrictEqual(yield* leases.renew(owner, []), [{ run: running.run, isStopped: true, choice: null }])
      const { runs } = yield* record(session)
      assert.deepStrictEqual([runs.running?.run, runs.queued.map(({ run }) => run)], [running.run, [last.run]])
    })
  )

  it.effect("an interrupting turn runs at once where none is running, and waits where it has no owner", () =>
    Effect.gen(function* () {
      const session = yield* newSession()
      const first = yield* begun({ ...session, mode: "interrupt", owner: null })
      assert.deepInclude(first, { owned: null, ahead: 0, cancelled: [], stopping: null })
      const second = yield* begun({ ...session, mode: "interrupt" })
      assert.deepInclude(second, { ahead: 0, stopping: null })
      assert.strictEqual(second.owned?.run, second.run)
      assert.deepStrictEqual(
        second.cancelled.map(({ run }) => run),
        [first.run]
      )
      assert.deepStrictEqual(yield* answersOf(session), ["cancelled", "streaming"])
    })
  )
}
