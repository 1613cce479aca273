import type { SavantTools } from "@mma-savant/core/llm/SavantTools"
import { isTable, type ToolFailure, type ToolTable } from "@mma-savant/core/llm/ToolTable"
import type { Tool } from "effect/ai"

type Tools = typeof SavantTools.tools
export type ToolName = keyof Tools

/** A tool to be called, with its parameters as they are sent. */
export interface Call<Name extends ToolName = ToolName> {
  readonly name: Name
  readonly params: unknown
}

export type Found = ToolTable | ToolFailure

/** Tools to be called at once, or the end of the answer. */
export type Step =
  | { readonly _tag: "Calls"; readonly calls: ReadonlyArray<Call> }
  | { readonly _tag: "Said"; readonly text: string }

/**
 * Work that looks facts up on its way to an answer, written as if the facts were at hand. It is pure: given the same
 * findings it asks for the same next ones, so that it can be run again from the start whenever more has been found.
 */
export type Inquiry<A> = Generator<Step, A, ReadonlyArray<Found>>

export const call = <Name extends ToolName>(name: Name, params: Tool.ParametersEncoded<Tools[Name]>): Call<Name> => ({
  name,
  params
})

/** Ends the answer with these words. */
export function* conclude(text: string): Inquiry<never> {
  yield { _tag: "Said", text }
  throw new Error("an answer went on after its end")
}

/** What the tools answer, called together; in the order of the calls. */
export function* ask(calls: ReadonlyArray<Call>): Inquiry<ReadonlyArray<Found>> {
  return yield { _tag: "Calls", calls }
}

/** The tools' tables; the first failure among them ends the answer with its message. */
export function* lookAll(calls: ReadonlyArray<Call>): Inquiry<ReadonlyArray<ToolTable>> {
  const tables: Array<ToolTable> = []
  for (const found of yield* ask(calls)) tables.push(isTable(found) ? found : yield* conclude(found.message))
  return tables
}

/** The tool's table; a failure ends the answer with its message. */
export function* look<Name extends ToolName>(
  name: Name,
  params: Tool.ParametersEncoded<Tools[Name]>
): Inquiry<ToolTable> {
  return (yield* lookAll([call(name, params)]))[0]!
}

/**
 * Where an inquiry stands, given what its calls so far have found, by their number. `number` is that of the first call
 * of the step.
 */
export const resume = (
  inquiry: Inquiry<string>,
  found: ReadonlyMap<number, Found>
): { readonly step: Step; readonly number: number } => {
  let number = 0
  let state = inquiry.next([])
  while (state.done !== true) {
    const step = state.value
    if (step._tag === "Said") return { step, number }
    const findings = step.calls.flatMap((_, index) => found.get(number + index) ?? [])
    if (findings.length < step.calls.length) return { step, number }
    number += findings.length
    state = inquiry.next(findings)
  }
  return { step: { _tag: "Said", text: state.value }, number }
}
