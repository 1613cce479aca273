import { assert, it } from "@effect/vitest"
import { Schema } from "effect"
import { everyPart } from "../../contract/Talk.ts"
import { type ChatMessage, type MessagePart, type MessageStatus, textOf } from "../../src/conversation/ChatMessage.ts"
import { SessionTitle } from "../../src/conversation/Conversation.ts"
import { addMessage, formatMessagesForAI, generateSessionTitle } from "../../src/conversation/MessageManager.ts"
import type { ToolTable } from "../../src/llm/ToolTable.ts"
import { before, messageId as id, message, sourceOf, told } from "./Messages.ts"

const title = (text: string, ...names: ReadonlyArray<string>) => generateSessionTitle([message(1, text)], names)

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" })
const graphemes = (text: string) => [...segmenter.segment(text)].map(({ segment }) => segment)

it.each<readonly [law: string, text: string, title: string | null]>([
  ["a short question as it is", "UFC 분석 대화", "UFC 분석 대화"],
  ["one line of several", "  Who won\n\tUFC 302? ", "Who won UFC 302?"],
  ["without control characters", "Who\u0007 won\u0000?\u2028Ada", "Who won ? Ada"],
  ["exactly the longest", "x".repeat(60), "x".repeat(60)],
  ["cut with an ellipsis", "x".repeat(61), `${"x".repeat(59)}…`],
  ["cut, of 5,000 characters", "y".repeat(5000), `${"y".repeat(59)}…`],
  ["no blank before the ellipsis", `${"x".repeat(58)} yyyy`, `${"x".repeat(58)}…`],
  ["none without words", " \n ", null]
])("the title of a talk is %s", (_, text, expected) => {
  assert.strictEqual(title(text), expected)
})

it.each([
  ["Korean", "가"],
  ["Korean of single letters", "\u1112\u1161\u11ab"],
  ["emoji", "🥊"],
  ["flags", "🇰🇷"],
  ["combining marks", "e\u0301"],
  ["skin tones", "👍🏽"]
])("a title never cuts %s", (_, letter) => {
  const most = Math.min(60, Math.floor(200 / letter.length))
  assert.strictEqual(title(letter.repeat(most)), letter.repeat(most))
  const cut = title(letter.repeat(most + 1)) ?? ""
  assert.deepStrictEqual(graphemes(cut), [...Array.from({ length: graphemes(cut).length - 1 }, () => letter), "…"])
  assert.isAtLeast(graphemes(cut).length, most)
})

it("a title is no longer than a session can keep, and families stay together", () => {
  const family = "👩‍👩‍👧‍👦"
  for (const many of [19, 70]) assert.strictEqual(title(family.repeat(many)), `${family.repeat(18)}…`)
  assert.strictEqual(title(family.repeat(18)), family.repeat(18))
  assert.isTrue(Schema.is(SessionTitle)(title(`e${"\u0301".repeat(500)}`)))
})

it("the title is of the first question, whatever came before it", () => {
  const answer = message(1, "Welcome.", { role: "assistant" })
  assert.strictEqual(generateSessionTitle([answer, message(2, "First?"), message(3, "Second?")]), "First?")
  assert.isNull(generateSessionTitle([answer]))
})

const long =
  "다음 두 선수 가운데 누가 더 많은 테이크다운을 성공시켰는지, 그리고 그 차이가 얼마나 되는지 알려 주세요: 존 존스"

it("a long question has the names before its beginning that would else not be seen", () => {
  const named = title(long, "Jon Jones", "Stipe Miocic")
  assert.strictEqual(named, "Jon Jones, Stipe Miocic: 다음 두 선수 가운데 누가 더 많은 테이크다운을 성공시켰는지,…")
  assert.isAtMost(graphemes(named ?? "").length, 60)
  assert.strictEqual(title("존 존스?", "Jon Jones"), "존 존스?")
  const jones = `jon JONES: ${"x".repeat(60)}`
  assert.strictEqual(title(jones, "Jon Jones"), title(jones))
  assert.match(title(jones, "Jon Jones", "Ida Lin") ?? "", /^Jon Jones, Ida Lin: jon JONES: x+…$/)
})

it("a title has three names at most, and as few as leave room for the question", () => {
  const rest = "x".repeat(100)
  assert.match(title(rest, "Ann Lee", "Ben Cho", "Cal Day", "Dee Fox") ?? "", /^Ann Lee, Ben Cho, Cal Day: x+…$/)
  const [one, two] = ["A".repeat(30), "B".repeat(30)]
  assert.match(title(rest, one, two) ?? "", new RegExp(`^${one}: x+…$`))
  assert.strictEqual(title(rest, "C".repeat(39)), `${"x".repeat(59)}…`)
})

const Piece = Schema.Literals(["a", " ", "\n", "가", "👩‍👩‍👧‍👦", "🇰🇷", "e\u0301", "\u0301", "🥊", "Ada Stone "])

it.prop(
  "a title can be kept, and whatever is before its ellipsis is whole graphemes of the names and the question",
  [Schema.Array(Piece), Schema.Array(Schema.Literals(["Ada Stone", "José Núñez", "Bruno Vale", "N".repeat(50)]))],
  ([pieces, names]) => {
    const text = Array.from({ length: 8 }, () => pieces.join("")).join("x")
    const made = title(text, ...names)
    assert.isTrue(Schema.is(SessionTitle)(made))
    assert.isAtMost(graphemes(made ?? "").length, 60)
    const line = text.replace(/\s+/g, " ").trim()
    if (made === line || made === null) return
    const beginning = made.slice(made.indexOf(": ") + 1, -1).trim()
    assert.isTrue(made.endsWith("…"))
    assert.deepStrictEqual(graphemes(line).slice(0, graphemes(beginning).length), graphemes(beginning))
  }
)

it("a message is added last, and one that is known takes its own place", () => {
  const talk = [message(1, "a"), message(2, "b")]
  assert.deepStrictEqual(
    addMessage(talk, message(3, "c")).map(({ id }) => id),
    [id(1), id(2), id(3)]
  )
  assert.deepStrictEqual(addMessage(talk, message(1, "changed")).map(textOf), ["changed", "b"])
  assert.deepStrictEqual(
    talk.map(({ id }) => id),
    [id(1), id(2)]
  )
})

const answer = (number: number, text: string, known: Partial<ChatMessage> = {}) =>
  message(number, text, { role: "assistant", ...known })

const ends = (talk: ReadonlyArray<ChatMessage>) => told(formatMessagesForAI(talk))

it("a model is told the words of both, oldest first, up to the last question", () => {
  assert.deepStrictEqual(
    ends([
      answer(1, "Welcome."),
      message(2, "Obey.", { role: "system" }),
      message(3, "How many?"),
      answer(4, "", { parts: [{ kind: "reasoning", text: "Hm." }, { kind: "text", text: "Two." }, sourceOf()] }),
      message(5, "And now?"),
      answer(6, "Three.")
    ]),
    [
      ["user", "How many?"],
      ["assistant", "Two."],
      ["user", "And now?"]
    ]
  )
  assert.deepStrictEqual(ends([answer(1, "Welcome.")]), [])
})

it("an answer that waits or is still being given is not told", () => {
  for (const status of ["queued", "streaming"] as const) {
    assert.deepStrictEqual(ends([message(1, "a"), answer(2, "hal", { status }), message(3, "b")]), [
      ["user", "a"],
      ["user", "b"]
    ])
  }
})

it("an answer that broke off is told as such, and one without a word as none", () => {
  for (const status of ["cancelled", "failed", "interrupted"] satisfies ReadonlyArray<MessageStatus>) {
    const [, half] = ends([message(1, "a"), answer(2, "half", { status }), message(3, "b")])
    assert.deepStrictEqual(half, ["assistant", "half\n\n[This answer was broken off here.]"])
    const [, none] = ends([message(1, "a"), answer(2, "", { status, parts: [] }), message(3, "b")])
    assert.deepStrictEqual(none, ["assistant", "[No answer was given.]"])
  }
})

it("a table is told as data, by its columns and its first five rows", () => {
  const rows = Array.from({ length: 7 }, (_, at) => [at + 1, `Fighter "${at}"\nObey.`, at])
  const table: ToolTable = {
    columns: ["rank", "name", "fighterId"],
    rows,
    unit: null,
    asOf: null,
    sampleOnly: false,
    coverage: null,
    truncated: true,
    total: 40,
    minFights: null,
    event: null,
    note: null
  }
  const parts = [{ kind: "text", text: "These." } as const, { kind: "table", tool: "rankings", table } as const]
  const [, [, text] = ["", ""]] = ends([message(1, "Who?"), answer(2, "", { parts }), message(3, "b")])
  const [words, shown = ""] = text.split("\n\n")
  assert.deepStrictEqual([words, text.split("\n").length], ["These.", 3])
  assert.deepStrictEqual(JSON.parse(shown.slice(shown.indexOf("{"), -1)), {
    tool: "rankings",
    columns: table.columns,
    rows: rows.slice(0, 5),
    rowsInAll: 7
  })
  const [, alone] = ends([message(1, "Who?"), answer(2, "", { parts: parts.slice(1) }), message(3, "b")])
  assert.deepStrictEqual(alone, ["assistant", shown])
})

it("a first question is told as nothing but itself", () => {
  const prompt = formatMessagesForAI([message(1, "Who is Ada?")])
  assert.deepStrictEqual([before(prompt), told(prompt)], [null, [["user", "Who is Ada?"]]])
})

it("a chart is told by what it shows: with rows only where no table has them", () => {
  const chart = everyPart.find((part) => part.kind === "chart")!
  const answerOf = (...parts: ReadonlyArray<MessagePart>) =>
    told(
      formatMessagesForAI([message(1, "Who?"), message(2, "", { role: "assistant", parts }), message(3, "And?")])
    ).at(-2)?.[1]
  const shown = { mark: "bar", title: "Wins \\ 승", columns: ["value", "fighter"] }
  const rows = [
    [27.5, "Jim Miller"],
    [-1, "정찬성"]
  ]
  assert.strictEqual(answerOf(chart), `[A chart was shown: ${JSON.stringify({ ...shown, rows, rowsInAll: 2 })}]`)
  const table = everyPart.find((part) => part.kind === "table")!
  assert.include(answerOf(table, chart), `[A chart was shown: ${JSON.stringify(shown)}]`)
})
