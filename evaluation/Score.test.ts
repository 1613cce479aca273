import { assert, describe, it } from "@effect/vitest"
import { IsoDate } from "@mma-savant/core/IsoDate"
import type { Evaluation } from "./Evaluation.ts"
import type { Outcome } from "./Grading.ts"
import { misses, scoreOf } from "./Score.ts"
import type { Graded } from "./SecondLevel.ts"

const question = { category: "must abstain", language: "en", text: "odds?", expects: "abstain" } as const

const graded = (outcome: Outcome): Graded => ({ question, outcome, reason: null, text: "", milliseconds: 3 })

const answers = (right: number, wrong: number, none: number): ReadonlyArray<Graded> => [
  ...Array.from({ length: right }, () => graded("right")),
  ...Array.from({ length: wrong }, () => graded("wrong")),
  ...Array.from({ length: none }, () => graded("none"))
]

const perfect: Evaluation = {
  field: "a field",
  day: IsoDate.make("2025-06-01"),
  facts: { fighters: 1, events: 1, fights: 1 },
  questions: 1,
  discords: [],
  first: [{ question, fault: null, milliseconds: 1 }],
  attacks: [{ name: "a lie", fault: null }],
  second: answers(99, 1, 60),
  mutants: Array.from({ length: 10 }, (_, index) => ({
    name: "broken",
    question: index === 0 ? null : "odds?",
    fault: null
  })),
  third: null
}

describe("a threshold", () => {
  it("that is just reached is not missed", () => assert.deepStrictEqual(misses(perfect), []))

  const missed: ReadonlyArray<readonly [string, Partial<Evaluation>]> = [
    ["gold answers differ", { discords: [{ text: "odds?", sql: [[1]], fold: [[2]] }] }],
    ["questions fail", { first: [{ question, fault: "no table", milliseconds: 1 }] }],
    ["scripts get through", { attacks: [{ name: "a lie", fault: "it passed" }] }],
    ["of the answers are right", { second: answers(98, 2, 10) }],
    ["of the questions are answered", { second: answers(59, 0, 41) }],
    ["of the mutants are caught", { mutants: perfect.mutants.slice(0, 9) }]
  ]
  for (const [words, change] of missed) {
    it(`is missed when too few or many ${words}`, () => {
      const [first, ...others] = misses({ ...perfect, ...change })
      assert.include(first, words)
      assert.deepStrictEqual(others, [])
    })
  }
})

it("an answer that is none counts against coverage, not against precision", () => {
  const { coverage, medianMs, precision } = scoreOf(answers(3, 1, 4))
  assert.deepStrictEqual([coverage, precision, medianMs], [0.5, 0.75, 3])
})
