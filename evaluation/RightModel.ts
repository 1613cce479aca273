import { layerBy, type Step, type Told } from "@mma-savant/adapters/scripted/ScriptedModel"
import { AnsweringModels } from "@mma-savant/core/llm/AnsweringModels"
import { Layer } from "effect"
import type { Named, Question, Rows } from "./Question.ts"
import { inWords, sameRows } from "./SameRows.ts"
import type { StageShape } from "./Stage.ts"
import { rowsOf, tableOf, toolSteps } from "./ToolSteps.ts"

const meant = (result: unknown, certainty: "surely" | "maybe"): ReadonlyArray<unknown> =>
  rowsOf(result).flatMap((row) => (row["meant"] === certainty ? [row["fighterId"]] : []))

/** Who a name means, and so whom the model goes on about. */
type Looked = { readonly ids: ReadonlyArray<unknown> } | { readonly fault: string }

/**
 * A model that does what is right for each question: it looks up the names, asks the user where one means several, calls
 * the tool that has the answer, and tells the gold answer in words. Where a tool gives something else than the gold
 * answer, it keeps that as a fault and says so.
 */
export class RightModel {
  /** By the text of the question: why the tools did not give what they should. */
  readonly faults = new Map<string, string>()
  private readonly questions: ReadonlyMap<string, Question>
  private readonly stage: StageShape

  constructor(stage: StageShape) {
    this.stage = stage
    this.questions = new Map(stage.questions.map((question) => [question.text, question]))
  }

  get layer(): Layer.Layer<AnsweringModels> {
    return AnsweringModels.layerOne.pipe(Layer.provide(layerBy((told) => this.step(told))))
  }

  private step(told: Told): Step {
    const { question: text, steps } = toolSteps(told)
    const question = this.questions.get(text)
    if (question === undefined) return [{ text: "This is none of the questions." }]
    if (question.expects === "abstain") {
      return steps.length === 0
        ? [{ tool: "abstain", params: { reason: "not_in_data" } }]
        : [{ text: "That is not in the data." }]
    }
    const { call, names } = question
    const lookups = names.length === 0 ? 0 : question.expects === "ask" ? 2 : 1
    if (steps.length === 0 && lookups > 0)
      return names.map((name) => ({ tool: "resolve", params: { text: name.text } }))
    if (question.expects === "ask" && steps.length === 1) {
      const looked = this.asking(question, steps[0]![0])
      return "fault" in looked
        ? this.fault(text, looked.fault)
        : [{ tool: "askUser", params: { fighterIds: looked.ids } }]
    }
    if (steps.length === lookups) {
      const fault = question.expects === "ask" ? this.choice(question, steps[1]![0]) : this.found(names, steps[0] ?? [])
      return fault === null ? [{ tool: call.tool, params: call.params }] : this.fault(text, fault)
    }
    const table = tableOf(steps[lookups]![0])
    if (table === null) return this.fault(text, `${call.tool} gives no table: ${JSON.stringify(steps[lookups]![0])}`)
    const gold: Rows = question.gold.fold(this.stage.world)
    const rows = call.read(table)
    if (!sameRows(rows, gold))
      return this.fault(text, `${call.tool} gives ${inWords(rows)} where ${inWords(gold)} is right`)
    return [{ text: `${inWords(gold)}.` }]
  }

  private found(names: ReadonlyArray<Named>, results: ReadonlyArray<unknown>): string | null {
    for (const [index, { key, text }] of names.entries()) {
      const [id, ...others] = meant(results[index], "surely")
      if (id !== this.stage.idOf(key) || others.length > 0)
        return `"${text}" is not found to be ${this.stage.world.nameOf(key)}`
    }
    return null
  }

  private asking({ fighters, names }: Extract<Question, { expects: "ask" }>, result: unknown): Looked {
    const ids = [...meant(result, "maybe")].sort()
    const wanted = fighters.map((key): unknown => this.stage.idOf(key)).sort()
    return JSON.stringify(ids) === JSON.stringify(wanted)
      ? { ids }
      : { fault: `"${names[0]?.text}" does not mean the ${wanted.length} who bear the name` }
  }

  private choice({ names }: Extract<Question, { expects: "ask" }>, result: unknown): string | null {
    return rowsOf(result)[0]?.["fighterId"] === this.stage.idOf(names[0]!.key)
      ? null
      : "the answer to the question back did not arrive"
  }

  private fault(text: string, fault: string): Step {
    this.faults.set(text, fault)
    return [{ text: "The tools say something else." }]
  }
}
