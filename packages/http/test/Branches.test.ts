import { assert, layer } from "@effect/vitest"
import { textOf } from "@mma-savant/core/conversation/ChatMessage"
import { Effect } from "effect"
import * as Test from "./TestServer.ts"
import { entered, type TestSocket } from "./TestSocket.ts"

const asked = (socket: TestSocket, t: string, d: object) =>
  Effect.gen(function* () {
    const { messageId, run } = yield* socket.taken(t, { cid: crypto.randomUUID(), ...d })
    const end = yield* socket.awaitFrame("run.end", (frame) => frame.run === run)
    return { question: messageId!, answer: end.d.messageId, run: run! }
  })

layer(Test.layer, { excludeTestServices: true })("the branches of a talk", (it) => {
  it.effect("an answer given anew stands beside the first, an edited question beside its first, both seen by all", () =>
    Effect.gen(function* () {
      const { enter, socket } = yield* entered("a")
      const first = yield* asked(socket, "send", { text: "one" })
      const again = yield* asked(socket, "regenerate", { messageId: first.answer })
      const byQuestion = yield* asked(socket, "regenerate", { messageId: first.question })
      const edited = yield* asked(socket, "edit", { messageId: first.question, text: "two" })
      const below = yield* asked(socket, "send", { text: "three" })
      const back = yield* asked(socket, "send", { text: "four", parentId: first.answer })
      for (const { question } of [again, byQuestion]) assert.strictEqual(question, first.question)
      assert.notStrictEqual(edited.question, first.question)

      const late = yield* enter
      late.hello()
      const { d } = yield* late.awaitFrame("snapshot")
      assert.deepStrictEqual(
        d.messages.map(({ id, parentId, role }) => [id, parentId, role]),
        [
          [first.question, null, "user"],
          [first.answer, first.question, "assistant"],
          [again.answer, first.question, "assistant"],
          [byQuestion.answer, first.question, "assistant"],
          [edited.question, null, "user"],
          [edited.answer, edited.question, "assistant"],
          [below.question, edited.answer, "user"],
          [below.answer, below.question, "assistant"],
          [back.question, first.answer, "user"],
          [back.answer, back.question, "assistant"]
        ]
      )
      assert.strictEqual(d.leaf, back.answer)
      assert.deepStrictEqual(d.messages.filter(({ role }) => role === "user").map(textOf), [
        "one",
        "two",
        "three",
        "four"
      ])

      // Whoever was there was told of the same tree.
      const told = socket.log.flatMap((frame) => {
        if (frame.t === "message") return [[frame.d.id, frame.d.parentId]]
        return frame.t === "run.start" ? [[frame.d.messageId, frame.d.parentId]] : []
      })
      assert.sameDeepMembers(
        told,
        d.messages.map(({ id, parentId }) => [id, parentId])
      )
    })
  )

  it.effect("a branch can be taken up below an answer that was not the last", () =>
    Effect.gen(function* () {
      const { socket } = yield* entered("b")
      const first = yield* asked(socket, "send", { text: "one" })
      const other = yield* asked(socket, "edit", { messageId: first.question, text: "two" })
      const deeper = yield* asked(socket, "edit", { messageId: other.question, text: "three" })
      assert.lengthOf(new Set([first.question, other.question, deeper.question]), 3)
      for (const [{ run }, words] of [
        [first, "one"],
        [other, "two"],
        [deeper, "three"]
      ] as const) {
        assert.strictEqual(socket.wordsOf(run), words)
      }
    })
  )
})
