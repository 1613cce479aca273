import { assert, describe, it } from "@effect/vitest"
import { IsoDate } from "@mma-savant/core/IsoDate"
import { Effect } from "effect"
import type { Answer } from "./Answer.ts"
import * as League from "./fixture/League.ts"
import { grade } from "./Grading.ts"
import type { Question, Rows } from "./Question.ts"
import type { StageShape } from "./Stage.ts"
import { World } from "./World.ts"

const world = await Effect.runPromise(World.read(IsoDate.make("2025-06-01")).pipe(Effect.provide(League.source)))

const idOf: StageShape["idOf"] = (key) => Number.parseInt(key.slice(8), 16) as ReturnType<StageShape["idOf"]>
const stage: StageShape = { world, questions: [], idOf, discords: Effect.succeed([]) }

const asked = (gold: Rows, text = "how many wins has Max Holt?"): Question => ({
  category: "statistics",
  language: "en",
  text,
  expects: "answer",
  gold: { sql: "", fold: () => gold },
  names: [],
  call: { tool: "metric", params: {}, read: () => gold }
})

const answered = (text: string, more: Partial<Answer> = {}): Answer => ({
  status: "completed",
  error: null,
  text,
  tables: [],
  charts: 0,
  calls: [],
  asked: null,
  source: { asOf: null, sampleOnly: false, tools: [] },
  milliseconds: 1,
  ...more
})

const outcome = (question: Question, answer: Answer) => grade(stage, question, answer).outcome

describe("an answer is right", () => {
  const cases: ReadonlyArray<readonly [Rows, string]> = [
    [[[7]], "Max Holt has 7 wins from 12 fights."],
    [[[0]], "Max Holt has no wins."],
    [[[2]], "Max Holt won twice."],
    [[[7]], "Max Holt는 12경기에서 7승을 거뒀습니다."],
    [[[0.4833]], "Max Holt lands 48.3% of takedowns."],
    [[[175.3]], "The reach is 175.3 cm (69 in)."],
    [[[null]], "The reach is not known."],
    [[["2025-04-17", "José Núñez", "LOSS"]], "Max Holt lost to Jose Nunez on April 17, 2025."],
    [[["2025-04-17"]], "2025년 4월 17일에 열렸습니다."],
    [[["WIN", "S-DEC", 3]], "Max Holt won by split decision in round 3."],
    [[[6, 2, 2, 0]], "The record is 6-2-2."],
    [[["UFC 500: Varga vs. Kovac"]], "It was UFC 500."]
  ]
  for (const [gold, text] of cases) {
    it(text, () => assert.strictEqual(outcome(asked(gold), answered(text)), "right"))
  }
})

describe("an answer is wrong", () => {
  const cases: ReadonlyArray<readonly [Rows, string]> = [
    [[[7]], "Max Holt has 8 wins from 12 fights."],
    [[[7]], "Max Holt has 8 wins, 5 losses and 7 draws."],
    [[[0]], "Max Holt has 1 win."],
    [[[0.4833]], "Max Holt lands 49.3% of takedowns."],
    [[[0.65]], "Max Holt has 1 win."],
    [[["Cole O'Hara"]], "Grant Lawson won; Cole O'Hara lost."],
    [[["2025-04-17", "José Núñez", "LOSS"]], "Max Holt beat Jose Nunez on April 17, 2025."],
    [[["2025-04-17"]], "It took place on 2025-04-18."],
    [[["WIN", "S-DEC", 3]], "Max Holt won by unanimous decision in round 3."],
    [[[6, 2, 2, 1]], "The record is 6-2-2."],
    [
      [
        ["2024-01-22", "WIN"],
        ["2023-01-04", "LOSS"]
      ],
      "1. won on 2024-01-22\n2. won on 2023-01-04"
    ]
  ]
  for (const [gold, text] of cases) {
    it(text, () => assert.strictEqual(outcome(asked(gold), answered(text)), "wrong"))
  }

  it("with a number that no tool gave", () => {
    const source = { asOf: null, sampleOnly: false, tools: [], untraced: ["7"] }
    assert.strictEqual(outcome(asked([[7]]), answered("Max Holt has 7 wins.", { source })), "wrong")
  })

  it("that did not come to its end", () =>
    assert.strictEqual(outcome(asked([[7]]), answered("7 wins.", { status: "failed" })), "wrong"))

  it("that asks back needlessly", () =>
    assert.strictEqual(outcome(asked([[7]]), answered("7 wins.", { asked: [] })), "wrong"))
})

describe("a question that nothing can answer", () => {
  const question: Question = { category: "must abstain", language: "en", text: "odds?", expects: "abstain" }
  const source = { asOf: null, sampleOnly: false, tools: [], abstention: "not_in_data" } as const

  it("is to be answered with that", () => assert.strictEqual(outcome(question, answered("No.", { source })), "right"))
  it("and with nothing else", () => assert.strictEqual(outcome(question, answered("3 to 1.")), "wrong"))
  it("which is none where there is an answer", () =>
    assert.strictEqual(outcome(asked([[7]]), answered("I cannot tell.", { source })), "none"))
})

describe("those who tie at the cut", () => {
  const gold: Rows = [
    [1, "Max Holt", 4],
    [1, "Cole O'Hara", 4]
  ]
  const question = { ...asked(gold, "top 1 by wins"), places: 1 }

  it("may be left out when that is said", () =>
    assert.strictEqual(outcome(question, answered("1. Max Holt has 4 wins; 1 more shares the place.")), "right"))
  it("and not in silence", () => assert.strictEqual(outcome(question, answered("1. Max Holt has 4 wins.")), "wrong"))
})
