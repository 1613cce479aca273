import { assert, it } from "@effect/vitest"
import { Effect, Logger } from "effect"
import { evaluate } from "./Evaluation.ts"
import * as League from "./fixture/League.ts"
import { summary } from "./Report.ts"
import { misses } from "./Score.ts"

it("the assistant answers what is asked of it on the first two levels", { timeout: 180_000 }, async () => {
  const field = { name: "the league", day: League.today, source: League.source }
  const evaluation = await Effect.runPromise(
    evaluate(field, { attacks: true, mutants: false, third: null }).pipe(Effect.provide(Logger.layer([])))
  )
  assert.isAbove(evaluation.questions, 200)
  assert.isAbove(evaluation.attacks.length, 20)
  assert.deepStrictEqual(misses(evaluation), [], summary(evaluation, false))
})
