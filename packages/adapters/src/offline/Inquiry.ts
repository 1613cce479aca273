import type { Abstention } from "@mma-savant/core/llm/Abstention"
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

/** Tools to be called at once, or the end of the answer: in words, or with why a tool had nothing to give. */
export type Step =
  | { readonly _tag: "Calls"; readonly calls: ReadonlyArray<Call> }
  | { readonly _tag: "Said"; readonly text: string }
  | { readonly _tag: "Failed"; readonly failure: ToolFailure; readonly tool: ToolName }

/**
 * Work that looks facts up on its way to an answer, written as if the facts were at hand. It is pure: given the same
 * findings it asks for the same next ones, so that it can be run again from the start whenever more has been found.
 */
export type Inquiry<A> = Generator<Step, A, ReadonlyArray<Found>>

export const call = <Name extends ToolName>(name: Name, params: Tool.ParametersEncoded<Tools[Name]>): Call<Name> => ({
  name,
  params
})

function* end(step: Step): Inquiry<never> {
  yield step
  throw new Error("an answer went on after its end")
}

/** Ends the answer with these words. */
export const conclude = (text: string): Inquiry<never> => end({ _tag: "Said", text })

/** What the tools answer, called together; in the order of the calls. */
export function* ask(calls: ReadonlyArray<Call>): Inquiry<ReadonlyArray<Found>> {
  return yield { _tag: "Calls", calls }
}

/** Ends the answer with the words that there is none, and tells why in a way that programs know. */
export function* abstain(reason: Abstention, text: string): Inquiry<never> {
  yield* ask([call("abstain", { reason })])
  return yield* conclude(text)
}

const reasons: Partial<Record<ToolFailure["code"], Abstention>> = {
  NOT_FOUND: "not_in_data",
  NOT_INGESTED: "not_ingested"
}

/** Ends the answer with why a tool had nothing to give. */
export function* fail(failure: ToolFailure, tool: ToolName): Inquiry<never> {
  const reason = reasons[failure.code]
  if (reason !== undefined) yield* ask([call("abstain", { reason })])
  return yield* end({ _tag: "Failed", failure, tool })
}

/** The tools' tables; the first failure among them ends the answer. */
export function* lookAll(calls: ReadonlyArray<Call>): Inquiry<ReadonlyArray<ToolTable>> {
  if (calls.length === 0) return []
  const tables: Array<ToolTable> = []
  const found = yield* ask(calls)
  for (const [index, one] of found.entries()) {
    tables.push(isTable(one) ? one : yield* fail(one, calls[index]!.name))
  }
  return tables
}

/** The tool's table; a failure ends the answer. */
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
    if (step._tag !== "Calls") return { step, number }
    const findings = step.calls.flatMap((_, index) => found.get(number + index) ?? [])
    if (findings.length < step.calls.length) return { step, number }
    number += findings.length
    state = inquiry.next(findings)
  }
  return { step: { _tag: "Said", text: state.value }, number }
}
