import { assert, type Vitest } from "@effect/vitest"
import { Effect } from "effect"
import { ConversationRepository } from "../src/conversation/ConversationRepository.ts"
import { RunLeases } from "../src/conversation/RunLeases.ts"
import { TurnRepository } from "../src/conversation/TurnRepository.ts"
import { UserRepository } from "../src/user/UserRepository.ts"
import { day } from "./Facts.ts"
import { answered, assertRefused, begun, firstDay, newSession, sessionOf, turnEnd, usedBy } from "./Talk.ts"

const nextDay = day("2026-11-24")

/** What turns count. */
export const quotaLaws = (
  it: Vitest.MethodsNonLive<TurnRepository | RunLeases | ConversationRepository | UserRepository>
) => {
  it.effect("of 200 turns at once, in many sessions, with 10 left, 10 begin", () =>
    Effect.gen(function* () {
      const first = yield* newSession({ dailyRequestLimit: 15 })
      for (let spent = 0; spent < 5; spent++) yield* answered(first)
      const sessions = yield* Effect.forEach(Array.from({ length: 20 }), () => sessionOf(first.userId))
      const results = yield* Effect.forEach(
        Array.from({ length: 200 }, (_, index) => sessions[index % sessions.length]!),
        (session) => Effect.result(begun(session)),
        { concurrency: "unbounded" }
      )
      const left = results.flatMap((one) => (one._tag === "Success" ? [one.success.quota?.remaining] : []))
      assert.deepStrictEqual(left.sort(), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
      for (const one of results) if (one._tag === "Failure") assert.strictEqual(one.failure._tag, "QuotaExceeded")
      assert.strictEqual(yield* usedBy(first), 15)
    })
  )

  it.effect("what is left is told, and a refusal tells it and takes nothing", () =>
    Effect.gen(function* () {
      const turns = yield* TurnRepository
      const session = yield* newSession({ dailyRequestLimit: 3 })
      const resetAt = "2026-11-24T00:00:00.000Z"
      for (const used of [0, 1, 2]) {
        const left = { limit: 3, used, remaining: 3 - used, resetAt }
        assert.deepStrictEqual(yield* turns.quota(session.userId, firstDay), left)
        const { quota } = yield* answered(session)
        assert.deepStrictEqual(quota, { ...left, used: used + 1, remaining: 2 - used })
      }
      for (const mode of ["queue", "interrupt"] as const) {
        const error = yield* assertRefused({ ...session, mode }, "QuotaExceeded")
        assert.deepInclude(error, { quota: { limit: 3, used: 3, remaining: 0, resetAt } })
      }
    })
  )

  it.effect("a limit of 0 is none at all, and a limit that changes counts at once", () =>
    Effect.gen(function* () {
      const turns = yield* TurnRepository
      const users = yield* UserRepository
      const session = yield* newSession({ dailyRequestLimit: 0 })
      yield* assertRefused(session, "QuotaExceeded")
      yield* users.update(session.userId, { dailyRequestLimit: 2 })
      for (let spent = 0; spent < 2; spent++) yield* answered(session)
      yield* assertRefused(session, "QuotaExceeded")
      yield* users.update(session.userId, { dailyRequestLimit: 1 })
      assert.deepInclude(yield* turns.quota(session.userId, firstDay), { limit: 1, used: 2, remaining: 0 })
      yield* assertRefused(session, "QuotaExceeded")
      yield* users.update(session.userId, { dailyRequestLimit: 3 })
      assert.deepInclude((yield* begun(session)).quota, { limit: 3, used: 3, remaining: 0 })
    })
  )

  it.effect("an answer that is charged stays counted, and one that is not is given back, once", () =>
    Effect.gen(function* () {
      const turns = yield* TurnRepository
      const session = yield* newSession()
      for (const [isCharged, used] of [
        [true, 1],
        [false, 1],
        [true, 2]
      ] as const) {
        const { answerId } = yield* begun(session)
        yield* turns.finish(turnEnd(answerId, { isCharged }))
        assert.strictEqual(yield* usedBy(session), used)
        for (const again of [true, false]) yield* turns.finish(turnEnd(answerId, { isCharged: again }))
        assert.strictEqual(yield* usedBy(session), used)
      }
    })
  )

  it.effect("every user has requests of their own, in whatever session", () =>
    Effect.gen(function* () {
      const session = yield* newSession({ dailyRequestLimit: 2 })
      const other = yield* newSession({ dailyRequestLimit: 2 })
      for (const place of [session, yield* sessionOf(session.userId)]) yield* begun(place)
      yield* assertRefused(session, "QuotaExceeded")
      assert.deepInclude((yield* begun(other)).quota, { used: 1 })
    })
  )

  it.effect("every day counts anew, and what is given back is given back to the day it was taken from", () =>
    Effect.gen(function* () {
      const turns = yield* TurnRepository
      const session = yield* newSession({ dailyRequestLimit: 2 })
      const other = yield* sessionOf(session.userId)
      const [late] = [yield* begun(session), yield* begun(other)]
      yield* assertRefused(session, "QuotaExceeded")
      assert.deepStrictEqual(yield* turns.quota(session.userId, nextDay), {
        ...{ limit: 2, used: 0, remaining: 2, resetAt: "2026-11-25T00:00:00.000Z" }
      })
      assert.deepInclude((yield* begun({ ...other, day: nextDay })).quota, { used: 1, remaining: 1 })
      yield* turns.finish(turnEnd(late.answerId, { isCharged: false }))
      assert.strictEqual(yield* usedBy(session, nextDay), 1)
    })
  )

  it.effect("requests of turns that are cancelled are there for the turn that cancels them", () =>
    Effect.gen(function* () {
      const session = yield* newSession({ dailyRequestLimit: 3 })
      for (let asked = 0; asked < 3; asked++) yield* begun(session)
      yield* assertRefused(session, "QuotaExceeded")
      assert.deepInclude((yield* begun({ ...session, mode: "interrupt" })).quota, { used: 2, remaining: 1 })
    })
  )

  it.effect("nothing is given back with a session that is deleted", () =>
    Effect.gen(function* () {
      const session = yield* newSession()
      yield* answered(session)
      yield* begun(session)
      yield* (yield* ConversationRepository).remove(session.sessionId, session.userId)
      assert.strictEqual(yield* usedBy(session), 2)
    })
  )

  it.effect("a turn that waits is counted, and uncounted when it is stopped", () =>
    Effect.gen(function* () {
      const leases = yield* RunLeases
      const session = yield* newSession()
      yield* begun(session)
      const { quota, run } = yield* begun(session)
      assert.deepInclude(quota, { used: 2 })
      for (const stop of [leases.stop, leases.stop]) yield* stop(session.sessionId, run)
      assert.strictEqual(yield* usedBy(session), 1)
    })
  )
}
