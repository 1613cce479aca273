import { layerBy } from "@mma-savant/adapters/scripted/ScriptedModel"
import { AnsweringModels } from "@mma-savant/core/llm/AnsweringModels"
import { Effect, Layer } from "effect"
import type { Attack } from "./attacks/Attack.ts"
import { calls } from "./attacks/Calls.ts"
import { claims } from "./attacks/Claims.ts"
import { queries } from "./attacks/Queries.ts"
import { Interview } from "./Interview.ts"
import { toolSteps } from "./ToolSteps.ts"

const attacks: ReadonlyArray<Attack> = [...calls, ...claims, ...queries]

const model = layerBy((told) => {
  const { question, steps } = toolSteps(told)
  return attacks.find(({ name }) => name === question)?.script(steps.length, steps.at(-1) ?? [])
})

/** What came of a model that does wrong; null where everything held. */
export interface Attacked {
  readonly name: string
  readonly fault: string | null
}

/** Lets the scripts run through the whole stack. */
export const attacked = Effect.gen(function* () {
  const { ask } = yield* Interview
  return yield* Effect.forEach(attacks, ({ fault, name }) =>
    Effect.map(ask(name), (answer): Attacked => ({ name, fault: fault(answer) }))
  )
}).pipe(Effect.provide(Interview.layer(AnsweringModels.layerOne.pipe(Layer.provide(model))), { local: true }))
