import { assert, it } from "@effect/vitest"
import { Effect, type Layer } from "effect"
import type { ConversationRepository } from "../src/conversation/ConversationRepository.ts"
import type { RunLeases } from "../src/conversation/RunLeases.ts"
import { type Ask, mostQueued, type TurnMode } from "../src/conversation/Turn.ts"
import { TurnRepository } from "../src/conversation/TurnRepository.ts"
import type { UserRepository } from "../src/user/UserRepository.ts"
import { freshKey } from "./Facts.ts"
import {
  answered,
  assertRefused,
  atOnce,
  begun,
  everyPart,
  freshMessage,
  freshSession,
  messagesOf,
  newSession,
  record,
  send,
  turn,
  turnEnd,
  usedBy
} from "./Talk.ts"
import { branchLaws } from "./TurnBranches.ts"
import { queueLaws } from "./TurnQueue.ts"
import { quotaLaws } from "./TurnQuota.ts"

const repeated = { repeated: true, owned: null, cancelled: [], stopping: null, quota: null }

/** The laws of {@link TurnRepository}. The layer gives it, the sessions, the runs and the users over one store. */
export const suite = (
  adapter: string,
  layer: Layer.Layer<TurnRepository | RunLeases | ConversationRepository | UserRepository, unknown>
) =>
  it.layer(layer, { timeout: "60 seconds" })(`TurnRepository / ${adapter}`, (it) => {
    it.effect("a turn is a question and an empty answer below it, and its owner's to answer", () =>
      Effect.gen(function* () {
        const session = yield* newSession()
        const text = ' and\nthe "fewest" \\ 🥊? '
        const asked = turn({ ...session, ask: send(text), model: "openai/test-1", canAsk: true })
        const { answerId, canAsk, model, questionId, run } = asked
        const { owned, ...stored } = yield* (yield* TurnRepository).begin(asked)
        const { quota, ...rest } = stored
        assert.deepStrictEqual(rest, {
          ...{ questionId, parentId: null, answerId, run, repeated: false, ahead: 0, cancelled: [], stopping: null }
        })
        assert.deepInclude(quota, { limit: 1000, used: 1, remaining: 999 })
        const { number, ...mine } = owned!
        assert.deepStrictEqual(mine, { ...session, questionId, answerId, run, model, canAsk, isAnew: false })
        assert.isAtLeast(number, 1)
        const messages = (yield* messagesOf(session)).map(({ createdAt: _, ...message }) => message)
        const question = { id: questionId, parentId: null, role: "user", status: "completed" } as const
        const answer = { id: answerId, parentId: questionId, role: "assistant", status: "streaming" } as const
        assert.deepStrictEqual(messages, [
          { ...question, parts: [{ kind: "text", text }] },
          { ...answer, parts: [] }
        ])
        const { runs, session: kept } = yield* record(session)
        assert.strictEqual(kept.head, answerId)
        assert.deepStrictEqual(runs, { running: { sessionId: session.sessionId, run, answerId }, queued: [] })
      })
    )

    it.effect("a turn in no session, or in somebody else's, is refused", () =>
      Effect.gen(function* () {
        const [session, stranger] = [yield* newSession(), yield* newSession()]
        const cid = freshKey()
        yield* begun({ ...session, cid })
        const foreign = { ...session, userId: stranger.userId }
        for (const mode of ["queue", "interrupt"] satisfies ReadonlyArray<TurnMode>) {
          yield* assertRefused({ ...foreign, mode }, "SessionNotFound", session)
          yield* assertRefused({ ...foreign, mode, cid }, "SessionNotFound", session)
          yield* assertRefused({ ...foreign, mode, sessionId: freshSession() }, "SessionNotFound", stranger)
        }
        assert.strictEqual(yield* usedBy(stranger), 0)
      })
    )

    it.effect("the same cid and ask again is the first turn, whatever else is said and whatever came between", () =>
      Effect.gen(function* () {
        const session = yield* newSession({ dailyRequestLimit: 4 })
        const cid = freshKey()
        const { answerId, parentId, questionId, run } = yield* begun({ ...session, cid })
        const known = { questionId, parentId, answerId, run, ...repeated }
        for (let waiting = 0; waiting < mostQueued; waiting++) yield* begun(session)
        const before = yield* record(session)
        for (const again of [{}, { owner: null }, { mode: "interrupt", model: "x", canAsk: true }] as const)
          assert.deepInclude(yield* begun({ ...session, cid, ...again }), known)
        assert.deepStrictEqual(yield* record(session), before)
        yield* (yield* TurnRepository).finish(turnEnd(answerId))
        assert.deepInclude(yield* begun({ ...session, cid }), known)
        assert.isFalse((yield* begun({ ...(yield* newSession()), cid })).repeated)
      })
    )

    it.effect("a cid is of one text, kind and target, and everything else a conflict", () =>
      Effect.gen(function* () {
        const session = yield* newSession()
        const [first, second] = [yield* answered(session), yield* answered(session)]
        yield* answered(session)
        const asks: ReadonlyArray<Ask> = [
          send("a"),
          send("b"),
          send("a", first.answerId),
          send("a", second.answerId),
          { kind: "edit", messageId: first.questionId, text: "a" },
          { kind: "edit", messageId: first.questionId, text: "b" },
          { kind: "edit", messageId: second.questionId, text: "a" },
          { kind: "regenerate", messageId: first.questionId },
          { kind: "regenerate", messageId: second.questionId }
        ]
        for (const [index, ask] of asks.entries()) {
          const cid = freshKey()
          const { run } = yield* answered({ ...session, cid, ask })
          const before = yield* record(session)
          for (const other of asks.slice(index)) {
            if (other === ask) assert.strictEqual((yield* begun({ ...session, cid, ask })).run, run)
            else
              assert.deepInclude(yield* Effect.flip(begun({ ...session, cid, ask: other })), {
                _tag: "CidConflict",
                cid
              })
          }
          assert.deepStrictEqual(yield* record(session), before)
        }
      })
    )

    it.effect("a cid sent many times at once is one turn, one run and one request", () =>
      Effect.gen(function* () {
        const session = yield* newSession()
        const { answerId } = yield* answered(session)
        for (const ask of [send("again"), { kind: "regenerate", messageId: answerId }] satisfies ReadonlyArray<Ask>) {
          const [cid, used] = [freshKey(), yield* usedBy(session)]
          const before = yield* messagesOf(session)
          const turns = yield* atOnce(Array.from({ length: 10 }, () => begun({ ...session, cid, ask })))
          assert.lengthOf(
            turns.filter(({ repeated }) => !repeated),
            1
          )
          assert.isFalse(turns.some(({ owned, repeated }) => repeated && owned !== null))
          assert.strictEqual(new Set(turns.map((one) => one.run + one.questionId + one.answerId)).size, 1)
          assert.lengthOf(yield* messagesOf(session), before.length + (ask.kind === "send" ? 2 : 1))
          assert.strictEqual(yield* usedBy(session), used + 1)
        }
      })
    )

    it.effect("an answer keeps its parts as they come, and once ended it never changes", () =>
      Effect.gen(function* () {
        const turns = yield* TurnRepository
        const [session, other] = [yield* newSession(), yield* newSession()]
        const [{ answerId }, elsewhere] = [yield* begun(session), yield* begun(other)]
        const answer = Effect.map(messagesOf(session), (messages) => {
          const { parts, status } = messages.find(({ id }) => id === answerId)!
          return { parts, status }
        })
        for (const count of everyPart.keys()) {
          const parts = everyPart.slice(0, count + 1)
          yield* turns.checkpoint(answerId, parts)
          assert.deepStrictEqual(yield* answer, { parts, status: "streaming" })
        }
        const parts = everyPart.toReversed()
        assert.isTrue(yield* turns.finish(turnEnd(answerId, { parts, status: "interrupted" })))
        assert.isFalse(yield* turns.finish(turnEnd(answerId, { parts: [], status: "completed" })))
        yield* turns.checkpoint(answerId, [])
        assert.deepStrictEqual(yield* answer, { parts, status: "interrupted" })
        assert.isFalse(yield* turns.finish(turnEnd(freshMessage())))
        assert.deepStrictEqual((yield* messagesOf(other)).at(-1)?.parts, [])
        assert.isTrue(yield* turns.finish(turnEnd(elsewhere.answerId)))
      })
    )

    it.effect("of many ends at once one is true, and the session is free", () =>
      Effect.gen(function* () {
        const { finish } = yield* TurnRepository
        const session = yield* newSession()
        const { answerId } = yield* begun(session)
        const ends = Array.from({ length: 10 }, () => finish(turnEnd(answerId, { isCharged: false })))
        assert.lengthOf((yield* atOnce(ends)).filter(Boolean), 1)
        assert.deepInclude((yield* record(session)).runs, { running: null, queued: [] })
        assert.strictEqual(yield* usedBy(session), 0)
        assert.isNotNull((yield* begun(session)).owned)
      })
    )

    queueLaws(it)
    branchLaws(it)
    quotaLaws(it)
  })
