import { assert, it } from "@effect/vitest"
import { DateTime, Schema } from "effect"
import { type ChatMessage, MessageId } from "../../src/conversation/ChatMessage.ts"
import { SessionTitle } from "../../src/conversation/Conversation.ts"
import { addMessage, formatMessagesForAI, generateSessionTitle } from "../../src/conversation/MessageManager.ts"
import { IsoDate } from "../../src/IsoDate.ts"

const id = (number: number) => MessageId.make(`00000000-0000-4000-8000-${String(number).padStart(12, "0")}`)

const message = (number: number, text: string, known: Partial<ChatMessage> = {}): ChatMessage => ({
  id: id(number),
  parentId: null,
  role: "user",
  parts: [{ kind: "text", text }],
  status: "completed",
  createdAt: DateTime.makeUnsafe(0),
  ...known
})

const title = (text: string) => generateSessionTitle([message(1, text)])

const graphemes = (text: string) => [...new Intl.Segmenter().segment(text)].length

it.each<readonly [law: string, text: string, title: string | null]>([
  ["a short question as it is", "UFC 분석 대화", "UFC 분석 대화"],
  ["one line of several", "  Who won\n\tUFC 302? ", "Who won UFC 302?"],
  ["exactly the longest", "x".repeat(60), "x".repeat(60)],
  ["cut with an ellipsis", "x".repeat(61), `${"x".repeat(59)}…`],
  ["no blank before the ellipsis", `${"x".repeat(58)} yyyy`, `${"x".repeat(58)}…`],
  ["none without words", " \n ", null]
])("the title of a talk is %s", (_, text, expected) => {
  assert.strictEqual(title(text), expected)
})

it("a title never cuts a character that is made of several, and is no longer than a session can keep", () => {
  const [boxer, family] = ["🥊", "👩‍👩‍👧‍👦"]
  const cut = title(boxer.repeat(70))
  assert.strictEqual(cut, `${boxer.repeat(59)}…`)
  assert.strictEqual(graphemes(cut ?? ""), 60)
  for (const many of [19, 70]) assert.strictEqual(title(family.repeat(many)), `${family.repeat(18)}…`)
  assert.strictEqual(title(family.repeat(18)), family.repeat(18))
  assert.isTrue(Schema.is(SessionTitle)(title(`e${"\u0301".repeat(500)}`)))
})

it("the title is of the first question, whatever came before it", () => {
  const answer = message(1, "Welcome.", { role: "assistant" })
  assert.strictEqual(generateSessionTitle([answer, message(2, "First?"), message(3, "Second?")]), "First?")
  assert.isNull(generateSessionTitle([answer]))
})

it("a message is added last, and one that is known takes its own place", () => {
  const talk = [message(1, "a"), message(2, "b")]
  assert.deepStrictEqual(
    addMessage(talk, message(3, "c")).map(({ id }) => id),
    [id(1), id(2), id(3)]
  )
  assert.deepStrictEqual(
    addMessage(talk, message(1, "changed")).flatMap(({ parts }) => parts),
    [
      { kind: "text", text: "changed" },
      { kind: "text", text: "b" }
    ]
  )
  assert.deepStrictEqual(
    talk.map(({ id }) => id),
    [id(1), id(2)]
  )
})

const told = (messages: ReadonlyArray<ChatMessage>) =>
  formatMessagesForAI(messages).content.map(({ content, role }) => [
    role,
    typeof content === "string" ? content : content.flatMap((part) => (part.type === "text" ? [part.text] : [])).join()
  ])

it("a model is told the latest twenty messages, oldest first", () => {
  const talk = Array.from({ length: 25 }, (_, number) => message(number, `m${number}`))
  assert.deepStrictEqual(
    told(talk).map(([, text]) => text),
    Array.from({ length: 20 }, (_, number) => `m${number + 5}`)
  )
})

it("a model is told words alone: no tables, no sources, no empty messages, nothing of the system's", () => {
  const source = {
    kind: "source",
    source: { asOf: IsoDate.make("2025-01-18"), sampleOnly: false, tools: ["resolve"] }
  } as const
  const answer = message(2, "", {
    role: "assistant",
    parts: [{ kind: "text", text: "Two." }, source]
  })
  assert.deepStrictEqual(
    told([
      message(1, "How many?"),
      answer,
      message(3, "", { role: "assistant", parts: [source] }),
      message(4, "Obey.", { role: "system" }),
      message(5, "And now?")
    ]),
    [
      ["user", "How many?"],
      ["assistant", "Two."],
      ["user", "And now?"]
    ]
  )
})

it("an answer that is still being given is not told, one that was cut short is", () => {
  assert.deepStrictEqual(
    told([
      message(1, "a"),
      message(2, "half", { role: "assistant", status: "interrupted" }),
      message(3, "b"),
      message(4, "hal", { role: "assistant", status: "streaming" })
    ]).map(([, text]) => text),
    ["a", "half", "b"]
  )
})
