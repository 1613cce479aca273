import { assert, type Vitest } from "@effect/vitest"
import { Effect, Option } from "effect"
import type { ConversationRepository } from "../src/conversation/ConversationRepository.ts"
import { AskId, type Inquiry } from "../src/conversation/Inquiry.ts"
import { RunLeases } from "../src/conversation/RunLeases.ts"
import { TurnRepository } from "../src/conversation/TurnRepository.ts"
import { FighterId } from "../src/Identity.ts"
import type { UserRepository } from "../src/user/UserRepository.ts"
import { begun, freshInstance, newSession, turnEnd } from "./Talk.ts"

const freshAsk = (): AskId => AskId.make(crypto.randomUUID())

const inquiry = (): Inquiry => ({
  askId: freshAsk(),
  kind: "disambiguate",
  options: [
    { fighterId: FighterId.make(7), label: 'Bruno "Blindado" Silva \\ 1990' },
    { fighterId: FighterId.make(2_147_483_647), label: "브루노 실바 🥊" }
  ]
})

/** A run that asks back. */
const asking = Effect.gen(function* () {
  const session = yield* newSession()
  const owner = freshInstance()
  const { answerId, run } = yield* begun({ ...session, owner })
  const asked = inquiry()
  yield* (yield* RunLeases).inquire(run, asked)
  return { ...session, owner, answerId, run, asked }
})

/** What runs ask back. */
export const inquiryLaws = (
  it: Vitest.MethodsNonLive<RunLeases | TurnRepository | ConversationRepository | UserRepository>
) => {
  it.effect("what a run asks back is found in its session by its id, and nowhere else", () =>
    Effect.gen(function* () {
      const leases = yield* RunLeases
      const [one, other] = [yield* asking, yield* asking]
      for (const { asked, run, sessionId } of [one, other])
        assert.deepStrictEqual(yield* leases.inquiry(sessionId, asked.askId), Option.some({ run, inquiry: asked }))
      assert.isTrue(Option.isNone(yield* leases.inquiry(other.sessionId, one.asked.askId)))
      assert.isTrue(Option.isNone(yield* leases.inquiry(one.sessionId, freshAsk())))
    })
  )

  it.effect("of many choices at once one counts, its owner is told it, and there is no second", () =>
    Effect.gen(function* () {
      const { choose, renew } = yield* RunLeases
      const { asked, owner, run } = yield* asking
      assert.deepStrictEqual(yield* renew(owner, []), [{ run, isStopped: false, choice: null }])
      const choices = Array.from({ length: 10 }, (_, index) => index + 1)
      const results = yield* Effect.forEach(choices, (choice) => choose(run, asked.askId, choice), {
        concurrency: "unbounded"
      })
      assert.lengthOf(results.filter(Boolean), 1)
      const choice = choices[results.indexOf(true)]!
      assert.isFalse(yield* choose(run, asked.askId, 99))
      assert.deepStrictEqual(yield* renew(owner, []), [{ run, isStopped: false, choice }])
    })
  )

  it.effect("a choice for another question, or another run, is none", () =>
    Effect.gen(function* () {
      const { choose, renew } = yield* RunLeases
      const [one, other] = [yield* asking, yield* asking]
      assert.isFalse(yield* choose(one.run, freshAsk(), 7))
      assert.isFalse(yield* choose(other.run, one.asked.askId, 7))
      for (const { owner, run } of [one, other])
        assert.deepStrictEqual(yield* renew(owner, []), [{ run, isStopped: false, choice: null }])
      assert.isTrue(yield* choose(one.run, one.asked.askId, 7))
    })
  )

  it.effect("a question that is withdrawn is asked no more", () =>
    Effect.gen(function* () {
      const { choose, inquire, inquiry } = yield* RunLeases
      const { asked, run, sessionId } = yield* asking
      yield* inquire(run, null)
      assert.isTrue(Option.isNone(yield* inquiry(sessionId, asked.askId)))
      assert.isFalse(yield* choose(run, asked.askId, 7))
    })
  )

  it.effect("a question that is answered waits no longer", () =>
    Effect.gen(function* () {
      const { choose, inquiry } = yield* RunLeases
      const { asked, run, sessionId } = yield* asking
      yield* choose(run, asked.askId, 7)
      assert.isTrue(Option.isNone(yield* inquiry(sessionId, asked.askId)))
    })
  )

  it.effect("another question takes the place of the first, answered or not, and waits for a choice of its own", () =>
    Effect.gen(function* () {
      const leases = yield* RunLeases
      for (const isAnswered of [false, true]) {
        const { asked, owner, run, sessionId } = yield* asking
        if (isAnswered) yield* leases.choose(run, asked.askId, 7)
        const next = inquiry()
        yield* leases.inquire(run, next)
        assert.isTrue(Option.isNone(yield* leases.inquiry(sessionId, asked.askId)))
        assert.isFalse(yield* leases.choose(run, asked.askId, 7))
        assert.deepStrictEqual(yield* leases.renew(owner, []), [{ run, isStopped: false, choice: null }])
        assert.isTrue(yield* leases.choose(run, next.askId, 2_147_483_647))
        assert.deepStrictEqual(yield* leases.renew(owner, []), [{ run, isStopped: false, choice: 2_147_483_647 }])
      }
    })
  )

  it.effect("a run that is over asks nothing", () =>
    Effect.gen(function* () {
      const { choose, inquire, inquiry: find } = yield* RunLeases
      const { answerId, asked, run, sessionId } = yield* asking
      yield* (yield* TurnRepository).finish(turnEnd(answerId))
      const late = inquiry()
      yield* inquire(run, late)
      for (const { askId } of [asked, late]) {
        assert.isTrue(Option.isNone(yield* find(sessionId, askId)))
        assert.isFalse(yield* choose(run, askId, 7))
      }
    })
  )
}
