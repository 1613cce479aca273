import { assert, it } from "@effect/vitest"
import { DateTime, Effect, type Layer, Option } from "effect"
import { TestClock } from "effect/testing"
import { ConversationRepository } from "../src/conversation/ConversationRepository.ts"
import { RunLeases } from "../src/conversation/RunLeases.ts"
import { TurnRepository } from "../src/conversation/TurnRepository.ts"
import { UserRepository } from "../src/user/UserRepository.ts"
import {
  atOnce,
  begun,
  everyPart,
  freshInstance,
  freshMessage,
  freshSession,
  messagesOf,
  newSession,
  type Place,
  send,
  sessionOf,
  turnEnd
} from "./Talk.ts"

const get = ({ sessionId, userId }: Place) =>
  ConversationRepository.use((conversations) => Effect.orDie(conversations.get(sessionId, userId)))

/** So many sessions of a fresh user, the newest first. */
const sessions = Effect.fnUntraced(function* (count: number) {
  const first = yield* newSession()
  const made = [first.sessionId]
  while (made.length < count) {
    yield* TestClock.adjust("1 second")
    made.unshift((yield* sessionOf(first.userId)).sessionId)
  }
  return { userId: first.userId, made }
})

/** What is there of a session that is none. */
const assertGone = Effect.fnUntraced(function* ({ sessionId, userId }: Place) {
  const conversations = yield* ConversationRepository
  const leases = yield* RunLeases
  assert.isTrue(Option.isNone(yield* conversations.find(sessionId, userId)))
  assert.deepStrictEqual(yield* conversations.messages(sessionId, { limit: 10, offset: 0 }), { items: [], total: 0 })
  assert.deepStrictEqual(yield* leases.current(sessionId), { running: null, queued: [] })
  assert.isTrue(Option.isNone(yield* leases.take(sessionId, freshInstance())))
})

/** The laws of {@link ConversationRepository}. The layer gives it, the turns, the runs and the users over one store. */
export const suite = (
  adapter: string,
  layer: Layer.Layer<ConversationRepository | TurnRepository | RunLeases | UserRepository, unknown>
) =>
  it.layer(layer, { timeout: "60 seconds" })(`ConversationRepository / ${adapter}`, (it) => {
    it.effect("a session is found by its user and by nobody else", () =>
      Effect.gen(function* () {
        const conversations = yield* ConversationRepository
        const { userId } = yield* newSession()
        const { userId: stranger } = yield* newSession()
        const asked = { sessionId: freshSession(), userId, title: "UFC 분석 대화" }
        const { createdAt, updatedAt, ...kept } = yield* conversations.create(asked)
        assert.deepStrictEqual({ ...kept }, { ...asked, head: null })
        const found = Option.getOrThrow(yield* conversations.find(asked.sessionId, userId))
        assert.deepStrictEqual({ ...found }, { ...asked, head: null, createdAt, updatedAt })
        assert.deepStrictEqual(yield* conversations.get(asked.sessionId, userId), found)
        for (const [session, user] of [
          [asked.sessionId, stranger],
          [freshSession(), userId]
        ] as const) {
          assert.isTrue(Option.isNone(yield* conversations.find(session, user)))
          assert.deepInclude(yield* Effect.flip(conversations.get(session, user)), {
            _tag: "SessionNotFound",
            sessionId: session
          })
        }
      })
    )

    it.effect("a session made again is the one that is there, and not found where it is somebody else's", () =>
      Effect.gen(function* () {
        const conversations = yield* ConversationRepository
        const session = yield* newSession()
        const { userId: stranger } = yield* newSession()
        yield* begun(session)
        const known = yield* get(session)
        assert.deepStrictEqual(yield* conversations.create({ ...session, title: "Another" }), known)
        const error = yield* Effect.flip(conversations.create({ ...session, userId: stranger, title: null }))
        assert.deepInclude(error, { _tag: "SessionNotFound", sessionId: session.sessionId })
        assert.deepStrictEqual(yield* get(session), known)
      })
    )

    it.effect("a session made many times at once is one", () =>
      Effect.gen(function* () {
        const conversations = yield* ConversationRepository
        const { userId } = yield* newSession()
        const asked = { sessionId: freshSession(), userId, title: null }
        const made = yield* atOnce(Array.from({ length: 10 }, () => conversations.create(asked)))
        for (const one of made) assert.deepStrictEqual(one, made[0])
        assert.strictEqual((yield* conversations.list(userId, { limit: 10, offset: 0 })).total, 2)
      })
    )

    it.effect("sessions are listed page by page, the latest first, and only the user's own", () =>
      Effect.gen(function* () {
        const conversations = yield* ConversationRepository
        const { made, userId } = yield* sessions(5)
        yield* newSession()
        for (const [offset, length] of [
          [0, 2],
          [2, 2],
          [4, 1],
          [5, 0],
          [99, 0]
        ] as const) {
          const { items, total } = yield* conversations.list(userId, { limit: 2, offset })
          assert.strictEqual(total, 5)
          assert.deepStrictEqual(
            items.map(({ sessionId }) => sessionId),
            made.slice(offset, offset + length)
          )
          for (const item of items) assert.deepStrictEqual(item, yield* get(item))
        }
      })
    )

    it.effect("a user without sessions has an empty list", () =>
      Effect.gen(function* () {
        const conversations = yield* ConversationRepository
        const session = yield* newSession()
        yield* conversations.remove(session.sessionId, session.userId)
        assert.deepStrictEqual(yield* conversations.list(session.userId, { limit: 100, offset: 0 }), {
          items: [],
          total: 0
        })
      })
    )

    it.effect("a session comes first when something is asked in it", () =>
      Effect.gen(function* () {
        const conversations = yield* ConversationRepository
        const { made, userId } = yield* sessions(3)
        const oldest = { sessionId: made[2]!, userId }
        const before = yield* get(oldest)
        yield* TestClock.adjust("1 second")
        yield* begun(oldest)
        const { items } = yield* conversations.list(userId, { limit: 10, offset: 0 })
        assert.deepStrictEqual(
          items.map(({ sessionId }) => sessionId),
          [made[2], made[0], made[1]]
        )
        assert.deepStrictEqual(items[0]!.createdAt, before.createdAt)
      })
    )

    it.effect("a session is renamed instead of the title that it has, and of no other", () =>
      Effect.gen(function* () {
        const { rename } = yield* ConversationRepository
        const session = yield* newSession()
        const { sessionId } = session
        const title = Effect.map(get(session), (found) => found.title)
        assert.isFalse(yield* rename(sessionId, "Early", "First"))
        assert.isNull(yield* title)
        const [first, second] = ["First — 제목 \ud800", "Second"]
        assert.isTrue(yield* rename(sessionId, first, null))
        const named = yield* title
        assert.isFalse(yield* rename(sessionId, second, null))
        assert.isFalse(yield* rename(sessionId, second, "Another"))
        assert.strictEqual(yield* title, named)
        assert.isTrue(yield* rename(sessionId, second, first))
        assert.strictEqual(yield* title, second)
        assert.isFalse(yield* rename(sessionId, first, first))
        assert.isFalse(yield* rename(freshSession(), first, null))
        assert.strictEqual(yield* title, second)
      })
    )

    it.effect("a session is renamed whatever its title, and stays as it is but for that", () =>
      Effect.gen(function* () {
        const { rename } = yield* ConversationRepository
        const session = yield* newSession()
        yield* begun(session)
        const { createdAt, head, updatedAt } = yield* get(session)
        for (const title of ["First", "Second"]) {
          assert.isTrue(yield* rename(session.sessionId, title))
          assert.strictEqual((yield* get(session)).title, title)
        }
        const renamed = yield* get(session)
        assert.deepInclude({ ...renamed }, { ...session, createdAt, head })
        assert.isTrue(DateTime.isGreaterThanOrEqualTo(renamed.updatedAt, updatedAt))
        assert.isFalse(yield* rename(freshSession(), "Nowhere"))
      })
    )

    it.effect("a session is deleted with its messages and runs, by its user alone, and once", () =>
      Effect.gen(function* () {
        const conversations = yield* ConversationRepository
        const turns = yield* TurnRepository
        const [gone, stays] = [yield* newSession(), yield* newSession()]
        const owner = freshInstance()
        const [running, waiting] = [yield* begun({ ...gone, owner }), yield* begun(gone)]
        yield* begun(stays)
        assert.isFalse(yield* conversations.remove(gone.sessionId, stays.userId))
        assert.isFalse(yield* conversations.remove(freshSession(), gone.userId))
        assert.lengthOf(yield* messagesOf(gone), 4)
        assert.isTrue(yield* conversations.remove(gone.sessionId, gone.userId))
        yield* assertGone(gone)
        assert.deepStrictEqual(yield* (yield* RunLeases).renew(owner, []), [])
        for (const { answerId } of [running, waiting]) {
          yield* turns.checkpoint(answerId, everyPart)
          assert.isFalse(yield* turns.finish(turnEnd(answerId)))
          assert.deepStrictEqual(yield* conversations.branch(answerId, 10), [])
        }
        assert.isFalse(yield* conversations.remove(gone.sessionId, gone.userId))
        assert.lengthOf(yield* messagesOf(stays), 2)
      })
    )

    it.effect("a session goes with its user, and only with that one", () =>
      Effect.gen(function* () {
        const conversations = yield* ConversationRepository
        const [gone, stays] = [yield* newSession(), yield* newSession()]
        for (const session of [gone, gone, stays]) yield* begun(session)
        assert.isTrue(yield* (yield* UserRepository).remove(gone.userId))
        yield* assertGone(gone)
        assert.strictEqual((yield* conversations.list(gone.userId, { limit: 10, offset: 0 })).total, 0)
        assert.lengthOf(yield* messagesOf(stays), 2)
      })
    )

    it.effect("messages come page by page as they came, or the latest, on whatever branch", () =>
      Effect.gen(function* () {
        const conversations = yield* ConversationRepository
        const session = yield* newSession()
        const first = yield* begun(session)
        const second = yield* begun({ ...session, ask: { kind: "regenerate", messageId: first.answerId } })
        const third = yield* begun({ ...session, ask: send("below the first", first.answerId) })
        const ids = [first.questionId, first.answerId, second.answerId, third.questionId, third.answerId]
        for (const [limit, offset, expected] of [
          [2, 0, ids.slice(0, 2)],
          [2, 2, ids.slice(2, 4)],
          [2, 4, ids.slice(4)],
          [2, 99, []],
          [500, 0, ids],
          [1, null, ids.slice(-1)],
          [3, null, ids.slice(-3)],
          [500, null, ids]
        ] as const) {
          const { items, total } = yield* conversations.messages(session.sessionId, { limit, offset })
          assert.strictEqual(total, 5)
          assert.deepStrictEqual(
            items.map(({ id }) => id),
            expected
          )
        }
      })
    )

    it.effect("a session without messages, or none at all, has none", () =>
      Effect.gen(function* () {
        const conversations = yield* ConversationRepository
        for (const sessionId of [(yield* newSession()).sessionId, freshSession()])
          for (const offset of [0, 7, null])
            assert.deepStrictEqual(yield* conversations.messages(sessionId, { limit: 10, offset }), {
              items: [],
              total: 0
            })
      })
    )

    it.effect("an answer is found by the call of a chart in it, the latest or the one that is named", () =>
      Effect.gen(function* () {
        const { charted } = yield* ConversationRepository
        const turns = yield* TurnRepository
        const session = yield* newSession()
        const { sessionId } = session
        const [first, second, without] = [yield* begun(session), yield* begun(session), yield* begun(session)]
        const other = yield* begun(yield* newSession())
        const of = (callId: string) => everyPart.map((part) => (part.kind === "chart" ? { ...part, callId } : part))
        const strange = `"'}]\\ %_ 정`
        yield* turns.finish(turnEnd(first.answerId, { parts: [...of("a"), ...of(strange)] }))
        yield* turns.finish(turnEnd(second.answerId, { parts: of("a") }))
        yield* turns.finish(turnEnd(without.answerId, { parts: everyPart.filter(({ kind }) => kind !== "chart") }))
        yield* turns.finish(turnEnd(other.answerId, { parts: of("b") }))
        for (const [callId, messageId, expected] of [
          ["a", null, second.answerId],
          ["a", first.answerId, first.answerId],
          ["a", second.answerId, second.answerId],
          ["a", without.answerId, null],
          ["a", freshMessage(), null],
          [strange, null, first.answerId],
          [strange, second.answerId, null],
          ["b", null, null],
          ["b", other.answerId, null],
          ["", null, null]
        ] as const) {
          const found = Option.getOrNull(yield* charted(sessionId, callId, messageId))
          assert.strictEqual(found?.id ?? null, expected, `${callId} ${messageId}`)
          if (found !== null)
            assert.deepStrictEqual(
              [found],
              (yield* messagesOf(session)).filter(({ id }) => id === expected)
            )
        }
        assert.isTrue(Option.isNone(yield* charted(freshSession(), "a", null)))
      })
    )

    it.effect("a branch is the path from the first question to a message, or its end", () =>
      Effect.gen(function* () {
        const { branch } = yield* ConversationRepository
        const session = yield* newSession()
        const first = yield* begun(session)
        const second = yield* begun({ ...session, ask: send("below the first", first.answerId) })
        const edited = yield* begun({ ...session, ask: { kind: "edit", messageId: second.questionId, text: "edited" } })
        const start = [first.questionId, first.answerId]
        for (const [leaf, limit, expected] of [
          [first.questionId, 10, start.slice(0, 1)],
          [second.answerId, 500, [...start, second.questionId, second.answerId]],
          [edited.answerId, 4, [...start, edited.questionId, edited.answerId]],
          [edited.questionId, 2, [first.answerId, edited.questionId]],
          [edited.questionId, 1, [edited.questionId]],
          [freshMessage(), 10, []]
        ] as const) {
          const path = yield* branch(leaf, limit)
          assert.deepStrictEqual(
            path.map(({ id }) => id),
            expected
          )
          const messages = yield* messagesOf(session)
          assert.deepStrictEqual(
            path,
            messages.filter(({ id }) => expected.some((one) => one === id))
          )
        }
      })
    )
  })
