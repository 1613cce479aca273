import type { Step } from "@mma-savant/adapters/scripted/ScriptedModel"
import type { Answer } from "../Answer.ts"

/** A script of a model that does wrong, and what has to hold all the same. */
export interface Attack {
  /** What goes wrong; no two are alike. */
  readonly name: string
  /** What the model does in each of its calls, of which there were `number` before; `results` is what tools last gave. */
  readonly script: (number: number, results: ReadonlyArray<unknown>) => Step
  /** What is wrong with what came of it; null when all holds. */
  readonly fault: (answer: Answer) => string | null
}

/** Steps in their order, the last of them again and again. */
export const steps =
  (...all: readonly [Step, ...ReadonlyArray<Step>]) =>
  (number: number): Step =>
    all[Math.min(number, all.length - 1)] ?? all[0]

type Check = (answer: Answer) => string | null

/** The first of the checks that fails. */
export const all =
  (...checks: ReadonlyArray<Check>): Check =>
  (answer) =>
    checks.map((check) => check(answer)).find((fault) => fault !== null) ?? null

export const ended =
  (...allowed: ReadonlyArray<Answer["status"]>): Check =>
  ({ error, status }) =>
    allowed.includes(status) ? null : `it ended as ${status} (${error})`

export const failedWith =
  (code: string): Check =>
  ({ error, status }) =>
    status === "failed" && error === code ? null : `it ended as ${status} (${error})`

/** The call of that number was not carried out, and the model was told why. */
export const refused =
  (why: RegExp, number = 0): Check =>
  ({ calls }) => {
    const call = calls[number]
    if (call === undefined) return `there is no call ${number}`
    if (call.ok) return `${call.name} was carried out`
    return why.test(call.message ?? "") ? null : `${call.name} was refused for another reason: ${call.message}`
  }

/** These numbers of the answer are marked as traced to nothing. */
export const flagged =
  (...numbers: ReadonlyArray<string>): Check =>
  ({ source }) => {
    const missed = numbers.filter((number) => source?.untraced?.includes(number) !== true)
    return missed.length === 0 ? null : `${missed.join(", ")} passed for a number of the data`
  }

export const unflagged: Check = ({ source }) =>
  source?.untraced === undefined ? null : `${source.untraced.join(", ")} are said to be traced to nothing`

export const tells =
  (text: string): Check =>
  (answer) =>
    answer.text.includes(text) ? null : `it does not say "${text}"`
