import { assert, type Vitest } from "@effect/vitest"
import { Effect } from "effect"
import type { ConversationRepository } from "../src/conversation/ConversationRepository.ts"
import type { RunLeases } from "../src/conversation/RunLeases.ts"
import type { Ask, StoredTurn } from "../src/conversation/Turn.ts"
import type { TurnRepository } from "../src/conversation/TurnRepository.ts"
import type { UserRepository } from "../src/user/UserRepository.ts"
import { answered, begun, freshMessage, newSession, type Place, record, send, sessionOf, turn } from "./Talk.ts"

/** The question and the answer of a turn that is the head, with their parents. */
const placed = Effect.fnUntraced(function* (place: Place, { answerId, parentId, questionId }: StoredTurn) {
  const { messages, session } = yield* record(place)
  assert.strictEqual(session.head, answerId)
  const parent = (id: string) => messages.find((message) => message.id === id)?.parentId
  assert.strictEqual(parent(answerId), questionId)
  assert.strictEqual(parent(questionId), parentId)
  return { above: parentId, count: messages.length }
})

/** Where the questions and answers of turns hang. */
export const branchLaws = (
  it: Vitest.MethodsNonLive<TurnRepository | RunLeases | ConversationRepository | UserRepository>
) => {
  it.effect("a question hangs below the head, and its run has a higher number than those before", () =>
    Effect.gen(function* () {
      const session = yield* newSession()
      const first = yield* answered(session)
      assert.deepStrictEqual(yield* placed(session, first), { above: null, count: 2 })
      const second = yield* answered(session)
      assert.deepStrictEqual(yield* placed(session, second), { above: first.answerId, count: 4 })
      const third = yield* answered({ ...session, ask: { kind: "regenerate", messageId: first.answerId } })
      const numbers = [first, second, third].map(({ owned }) => owned!.number)
      assert.deepStrictEqual(
        numbers,
        [...new Set(numbers)].sort((a, b) => a - b)
      )
    })
  )

  it.effect("a question below the answer of another branch leads back to it", () =>
    Effect.gen(function* () {
      const session = yield* newSession()
      const [first, second] = [yield* answered(session), yield* answered(session)]
      const back = yield* answered({ ...session, ask: send("back", first.answerId) })
      assert.deepStrictEqual(yield* placed(session, back), { above: first.answerId, count: 6 })
      const next = yield* answered(session)
      assert.deepStrictEqual(yield* placed(session, next), { above: back.answerId, count: 8 })
      const over = yield* answered({ ...session, ask: send("over", second.answerId) })
      assert.deepStrictEqual(yield* placed(session, over), { above: second.answerId, count: 10 })
    })
  )

  it.effect("an edited question stands beside the first", () =>
    Effect.gen(function* () {
      const session = yield* newSession()
      const [first, second] = [yield* answered(session), yield* answered(session)]
      const ask = (of: StoredTurn): Ask => ({ kind: "edit", messageId: of.questionId, text: "edited" })
      const edited = yield* answered({ ...session, ask: ask(second) })
      assert.deepStrictEqual(yield* placed(session, edited), { above: first.answerId, count: 6 })
      const { messages } = yield* record(session)
      assert.deepStrictEqual(
        messages.slice(4).map(({ parts, role, status }) => ({ parts: role === "user" ? parts : [], status })),
        [
          { parts: [{ kind: "text", text: "edited" }], status: "completed" },
          { parts: [], status: "completed" }
        ]
      )
      const root = yield* answered({ ...session, ask: ask(first) })
      assert.deepStrictEqual(yield* placed(session, root), { above: null, count: 8 })
    })
  )

  it.effect("another answer stands beside the first, whether the question is given or an answer to it", () =>
    Effect.gen(function* () {
      const session = yield* newSession()
      const [first, second] = [yield* answered(session), yield* answered(session)]
      let count = 4
      for (const messageId of [second.answerId, second.questionId, first.answerId, first.questionId]) {
        const asked = turn({ ...session, ask: { kind: "regenerate", messageId } })
        const anew = yield* answered(asked)
        const [of, above] = count < 6 ? [second, first.answerId] : [first, null]
        assert.strictEqual(anew.questionId, of.questionId)
        assert.deepInclude(anew.owned, { questionId: of.questionId, isAnew: true })
        assert.strictEqual(anew.answerId, asked.answerId)
        assert.deepStrictEqual(yield* placed(session, anew), { above, count: ++count })
      }
    })
  )

  it.effect("a message that is not the session's, or not of the role that is asked for, is not found", () =>
    Effect.gen(function* () {
      const session = yield* newSession()
      const own = yield* begun(session)
      yield* begun(session)
      const others = [yield* answered(yield* sessionOf(session.userId)), yield* answered(yield* newSession())]
      const unknown = [freshMessage(), ...others.flatMap(({ answerId, questionId }) => [questionId, answerId])]
      const below = [own.questionId, ...unknown].map((id) => [id, send("below", id)] as const)
      const edits = [own.answerId, ...unknown].map(
        (messageId) => [messageId, { kind: "edit", messageId, text: "x" }] as const
      )
      const again = unknown.map((messageId) => [messageId, { kind: "regenerate", messageId }] as const)
      const before = yield* record(session)
      for (const [messageId, ask] of [...below, ...edits, ...again]) {
        const error = yield* Effect.flip(begun({ ...session, ask, mode: "interrupt" }))
        assert.deepInclude(error, { _tag: "MessageNotFound", messageId })
      }
      assert.deepStrictEqual(yield* record(session), before)
    })
  )
}
