import { assert, it } from "@effect/vitest"
import { Schema } from "effect"
import { type Certainty, certainties } from "../src/Certainty.ts"

it.each<readonly [law: string, scores: ReadonlyArray<number>, meant: ReadonlyArray<Certainty>]>([
  ["a good score alone is sure", [1], ["surely"]],
  ["so is one far above the rest", [0.86, 0.8], ["surely", "hardly"]],
  ["equal scores are all maybes", [1, 1, 0.8], ["maybe", "maybe", "hardly"]],
  ["so are those that differ by little", [0.89, 0.87, 0.86], ["maybe", "maybe", "maybe"]],
  ["a poor score is never sure", [0.72], ["maybe"]],
  ["the order is of no matter", [0.8, 1], ["hardly", "surely"]],
  ["nothing means nothing", [], []]
])("%s", (_, scores, meant) => {
  assert.deepStrictEqual(certainties(scores.map((score) => ({ score }))), meant)
})

it.prop(
  "one is sure at most, and then nobody is a maybe",
  [Schema.Array(Schema.Finite.pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: 1 }))))],
  ([scores]) => {
    const meant = certainties(scores.map((score) => ({ score })))
    const sure = meant.filter((one) => one === "surely").length
    assert.isTrue(sure === 0 || (sure === 1 && !meant.includes("maybe")))
    assert.strictEqual(
      meant.length === 0,
      meant.every((one) => one === "hardly")
    )
  }
)
