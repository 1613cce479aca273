import { assert, it } from "@effect/vitest"
import { DateTime, Duration, Effect, type Layer, Option } from "effect"
import { ConversationRepository } from "../src/conversation/ConversationRepository.ts"
import { UserRepository } from "../src/user/UserRepository.ts"
import { everyPart, freshSession, newUser, turn, turnEnd } from "./Talk.ts"

/** A session of a fresh user. */
const newSession = Effect.gen(function* () {
  const users = yield* UserRepository
  const conversations = yield* ConversationRepository
  const { id: userId } = yield* users.create(newUser())
  const { sessionId } = yield* conversations.create({ sessionId: freshSession(), userId, title: null })
  return { sessionId, userId }
})

/** The laws of {@link ConversationRepository}. The layer gives it and the users over one store. */
export const suite = (adapter: string, layer: Layer.Layer<ConversationRepository | UserRepository, unknown>) =>
  it.layer(layer, { timeout: "60 seconds", excludeTestServices: true })(`ConversationRepository / ${adapter}`, (it) => {
    it.effect("a session is found by its user and by nobody else", () =>
      Effect.gen(function* () {
        const conversations = yield* ConversationRepository
        const { userId } = yield* newSession
        const { userId: stranger } = yield* newSession
        const asked = { sessionId: freshSession(), userId, title: "A title — 제목" }
        const { createdAt, updatedAt, ...kept } = yield* conversations.create(asked)
        assert.deepStrictEqual({ ...kept }, asked)
        const found = Option.getOrThrow(yield* conversations.find(asked.sessionId, userId))
        assert.deepStrictEqual({ ...found }, { ...asked, createdAt, updatedAt })
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

    it.effect("a turn is a question and an empty answer below it, below the latest message", () =>
      Effect.gen(function* () {
        const conversations = yield* ConversationRepository
        const session = yield* newSession
        assert.deepStrictEqual(yield* conversations.messages(session.sessionId, 10), [])
        const [first, second] = [turn(session), turn({ ...session, text: ' and\nthe "fewest" \\ 🥊? ' })]
        for (const asked of [first, second]) {
          const { answerId, questionId, run } = asked
          assert.deepStrictEqual(yield* conversations.startTurn(asked), { answerId, questionId, run, repeated: false })
        }
        const messages = yield* conversations.messages(session.sessionId, 10)
        assert.deepStrictEqual(
          messages.map(({ createdAt: _, ...message }) => message),
          [first, second].flatMap(({ answerId, questionId, text }, index) => [
            {
              id: questionId,
              parentId: index === 0 ? null : first.answerId,
              role: "user" as const,
              parts: [{ kind: "text" as const, text }],
              status: "completed" as const
            },
            { id: answerId, parentId: questionId, role: "assistant" as const, parts: [], status: "streaming" as const }
          ])
        )
      })
    )

    it.effect("a turn touches its session", () =>
      Effect.gen(function* () {
        const conversations = yield* ConversationRepository
        const session = yield* newSession
        const find = Effect.map(conversations.find(session.sessionId, session.userId), Option.getOrThrow)
        const before = yield* find
        yield* Effect.sleep("20 millis")
        yield* conversations.startTurn(turn(session))
        const after = yield* find
        assert.isTrue(DateTime.isGreaterThan(after.updatedAt, before.updatedAt))
        assert.deepStrictEqual(after.createdAt, before.createdAt)
      })
    )

    it.effect("a turn in no session, or in somebody else's, is refused and enters nothing", () =>
      Effect.gen(function* () {
        const conversations = yield* ConversationRepository
        const session = yield* newSession
        const { userId: stranger } = yield* newSession
        const known = turn(session)
        yield* conversations.startTurn(known)
        for (const asked of [
          turn({ sessionId: freshSession(), userId: session.userId }),
          turn({ ...session, userId: stranger }),
          turn({ ...session, userId: stranger, cid: known.cid })
        ]) {
          assert.strictEqual((yield* Effect.flip(conversations.startTurn(asked)))._tag, "SessionNotFound")
        }
        assert.strictEqual((yield* conversations.messages(session.sessionId, 10)).length, 2)
      })
    )

    it.effect("the same cid and text again is the first turn, with another text a conflict, elsewhere a new turn", () =>
      Effect.gen(function* () {
        const conversations = yield* ConversationRepository
        const session = yield* newSession
        const { answerId, cid, questionId, run, text } = turn(session)
        const asked = turn({ ...session, answerId, cid, questionId, run, text })
        const { sessionId } = session
        assert.isTrue(Option.isNone(yield* conversations.findTurn({ sessionId, cid, text })))
        yield* conversations.startTurn(asked)
        const repeated = { answerId, questionId, run, repeated: true }
        assert.deepStrictEqual(yield* conversations.startTurn(turn({ ...session, cid, text })), repeated)
        assert.deepStrictEqual(yield* conversations.findTurn({ sessionId, cid, text }), Option.some(repeated))
        const other = { sessionId, cid, text: `${text}?` }
        assert.strictEqual((yield* Effect.flip(conversations.findTurn(other)))._tag, "CidConflict")
        assert.strictEqual(
          (yield* Effect.flip(conversations.startTurn(turn({ ...session, ...other }))))._tag,
          "CidConflict"
        )
        assert.strictEqual((yield* conversations.messages(sessionId, 10)).length, 2)
        const elsewhere = yield* newSession
        assert.isTrue(Option.isNone(yield* conversations.findTurn({ ...elsewhere, cid, text })))
        assert.isFalse((yield* conversations.startTurn(turn({ ...elsewhere, cid, text }))).repeated)
      })
    )

    it.effect("a cid sent many times at once begins one turn", () =>
      Effect.gen(function* () {
        const conversations = yield* ConversationRepository
        const session = yield* newSession
        const { cid } = turn(session)
        const turns = yield* Effect.all(
          Array.from({ length: 10 }, () => conversations.startTurn(turn({ ...session, cid }))),
          { concurrency: "unbounded" }
        )
        assert.strictEqual(turns.filter(({ repeated }) => !repeated).length, 1)
        assert.strictEqual(new Set(turns.map(({ run }) => run)).size, 1)
        const ids = (yield* conversations.messages(session.sessionId, 10)).map(({ id }) => id)
        assert.deepStrictEqual(ids, [turns[0]!.questionId, turns[0]!.answerId])
      })
    )

    it.effect("turns begun at once follow one another", () =>
      Effect.gen(function* () {
        const conversations = yield* ConversationRepository
        const session = yield* newSession
        yield* Effect.all(
          Array.from({ length: 10 }, () => conversations.startTurn(turn(session))),
          { concurrency: "unbounded" }
        )
        const messages = yield* conversations.messages(session.sessionId, 100)
        assert.strictEqual(messages.length, 20)
        assert.deepStrictEqual(
          messages.map(({ parentId }) => parentId),
          [null, ...messages.slice(0, -1).map(({ id }) => id)]
        )
      })
    )

    it.effect("messages gives the latest, oldest first", () =>
      Effect.gen(function* () {
        const conversations = yield* ConversationRepository
        const session = yield* newSession
        const turns = Array.from({ length: 4 }, () => turn(session))
        yield* Effect.forEach(turns, (asked) => conversations.startTurn(asked))
        const ids = turns.flatMap(({ answerId, questionId }) => [questionId, answerId])
        for (const limit of [1, 3, 8, 500]) {
          const messages = yield* conversations.messages(session.sessionId, limit)
          assert.deepStrictEqual(
            messages.map(({ id }) => id),
            ids.slice(-limit)
          )
        }
        assert.deepStrictEqual(yield* conversations.messages(freshSession(), 10), [])
      })
    )

    it.effect("an answer keeps its parts as they come, and once ended it never changes", () =>
      Effect.gen(function* () {
        const conversations = yield* ConversationRepository
        const session = yield* newSession
        const [asked, other] = [turn(session), turn(session)]
        const { answerId } = asked
        yield* conversations.startTurn(asked)
        yield* conversations.startTurn(other)
        const answer = Effect.map(conversations.messages(session.sessionId, 10), (messages) =>
          messages.filter(({ role }) => role === "assistant").map(({ id, parts, status }) => ({ id, parts, status }))
        )
        const untouched = { id: other.answerId, parts: [], status: "streaming" as const }
        yield* conversations.checkpoint(answerId, everyPart.slice(0, 1))
        yield* conversations.checkpoint(answerId, everyPart.slice(0, 2))
        const streaming = { id: answerId, parts: everyPart.slice(0, 2), status: "streaming" as const }
        assert.deepStrictEqual(yield* answer, [streaming, untouched])
        yield* conversations.finishTurn(turnEnd(answerId, { status: "interrupted" }))
        const ended = { id: answerId, parts: everyPart, status: "interrupted" as const }
        assert.deepStrictEqual(yield* answer, [ended, untouched])
        yield* conversations.finishTurn(turnEnd(answerId, { status: "completed", parts: [] }))
        yield* conversations.checkpoint(answerId, [])
        assert.deepStrictEqual(yield* answer, [ended, untouched])
      })
    )

    it.effect("an answer that nobody touched for so long is interrupted with what it has, and no other", () =>
      Effect.gen(function* () {
        const conversations = yield* ConversationRepository
        const session = yield* newSession
        const [left, ended, given] = [turn(session), turn(session), turn(session)]
        for (const asked of [left, ended, given]) yield* conversations.startTurn(asked)
        yield* conversations.checkpoint(left.answerId, everyPart.slice(0, 1))
        yield* conversations.finishTurn(turnEnd(ended.answerId))
        const answers = Effect.map(conversations.messages(session.sessionId, 10), (messages) =>
          messages.filter(({ role }) => role === "assistant").map(({ parts, status }) => ({ parts, status }))
        )
        const before = yield* answers
        yield* conversations.interruptAbandoned(Duration.minutes(1))
        assert.deepStrictEqual(yield* answers, before)

        yield* Effect.sleep("1500 millis")
        yield* conversations.checkpoint(given.answerId, [])
        assert.isAtLeast(yield* conversations.interruptAbandoned(Duration.seconds(1)), 1)
        const interrupted = { parts: everyPart.slice(0, 1), status: "interrupted" as const }
        assert.deepStrictEqual(yield* answers, [interrupted, before[1]!, before[2]!])

        yield* conversations.finishTurn(turnEnd(left.answerId))
        yield* conversations.interruptAbandoned(Duration.zero)
        assert.deepStrictEqual(yield* answers, [interrupted, before[1]!, { parts: [], status: "interrupted" }])
        assert.strictEqual(yield* conversations.interruptAbandoned(Duration.zero), 0)
      })
    )

    it.effect("a session is named instead of the title that it has, and of no other", () =>
      Effect.gen(function* () {
        const conversations = yield* ConversationRepository
        const { sessionId, userId } = yield* newSession
        const title = Effect.map(conversations.find(sessionId, userId), (found) => Option.getOrThrow(found).title)
        assert.isNull(yield* title)
        assert.isFalse(yield* conversations.nameSession(sessionId, "Early", "First"))
        assert.isNull(yield* title)
        const [first, second] = ["First — 제목 \ud800", "Second"]
        assert.isTrue(yield* conversations.nameSession(sessionId, first, null))
        const named = yield* title
        assert.isFalse(yield* conversations.nameSession(sessionId, second, null))
        assert.isFalse(yield* conversations.nameSession(sessionId, second, "Another"))
        assert.strictEqual(yield* title, named)
        assert.isTrue(yield* conversations.nameSession(sessionId, second, first))
        assert.strictEqual(yield* title, second)
        assert.isFalse(yield* conversations.nameSession(sessionId, first, first))
        assert.isFalse(yield* conversations.nameSession(freshSession(), first, null))
        assert.strictEqual(yield* title, second)
      })
    )

    it.effect("a session goes with its user, and only with that one", () =>
      Effect.gen(function* () {
        const users = yield* UserRepository
        const conversations = yield* ConversationRepository
        const [gone, stays] = [yield* newSession, yield* newSession]
        const asked = turn(gone)
        yield* conversations.startTurn(asked)
        yield* conversations.startTurn(turn(stays))
        yield* conversations.finishTurn(turnEnd(asked.answerId))
        assert.isTrue(yield* users.remove(gone.userId))
        assert.isTrue(Option.isNone(yield* conversations.find(gone.sessionId, gone.userId)))
        assert.deepStrictEqual(yield* conversations.messages(gone.sessionId, 10), [])
        assert.lengthOf(yield* conversations.messages(stays.sessionId, 10), 2)
      })
    )
  })
