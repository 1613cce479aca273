import { Schema } from "effect"

/** How a bout was decided. `DEC` is a decision of which no kind was given. */
export const Method = Schema.Literals([
  "KO/TKO",
  "TKO - Doctor's Stoppage",
  "SUB",
  "U-DEC",
  "S-DEC",
  "M-DEC",
  "DEC",
  "DQ",
  "CNC",
  "Overturned",
  "Other"
])
export type Method = typeof Method.Type

/** What the methods are counted by. A doctor's stoppage is a knockout; a disqualification is neither finish nor decision. */
export const MethodFamily = Schema.Literals(["KO/TKO", "SUB", "DEC", "DQ", "OTHER"])
export type MethodFamily = typeof MethodFamily.Type

const families: Readonly<Record<Method, MethodFamily>> = {
  "KO/TKO": "KO/TKO",
  "TKO - Doctor's Stoppage": "KO/TKO",
  SUB: "SUB",
  "U-DEC": "DEC",
  "S-DEC": "DEC",
  "M-DEC": "DEC",
  DEC: "DEC",
  DQ: "DQ",
  CNC: "OTHER",
  Overturned: "OTHER",
  Other: "OTHER"
}

export const methodFamily = (method: Method): MethodFamily => families[method]

/** Whether the bout ended before the judges were asked, by knockout or submission. */
export const isFinish = (method: Method): boolean => families[method] === "KO/TKO" || families[method] === "SUB"

/** The methods of a family, for a store that filters by them. */
export const methodsOf = (family: MethodFamily): ReadonlyArray<Method> =>
  Method.literals.filter((method) => families[method] === family)
