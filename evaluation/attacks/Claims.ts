import { type Attack, all, ended, flagged, steps } from "./Attack.ts"

const status = [{ tool: "dataStatus", params: {} }] as const

const claimed = (name: string, text: string, ...numbers: ReadonlyArray<string>): Attack => ({
  name,
  script: steps(status, [{ text }]),
  fault: all(ended("completed"), flagged(...numbers))
})

/** Numbers that no tool gave. */
export const claims: ReadonlyArray<Attack> = [
  claimed("a lied count", "Max Holt has won 9999 fights.", "9999"),
  claimed("a lied percentage", "Max Holt defends 97.31% of takedowns.", "97.31"),
  claimed("a lied clock", "It ended at 17:59 of round one.", "17:59"),
  claimed("a lied year", "Max Holt became champion in 1871.", "1871"),
  claimed("a lied count in Korean", "Max Holt는 통산 8888승입니다.", "8888"),
  claimed("a lie in a table of its own", "| name | wins |\n| --- | --- |\n| Max Holt | 7777 |", "7777"),
  {
    name: "an answer from memory",
    script: steps([{ text: "Max Holt is 6543-21." }]),
    fault: all(ended("completed"), flagged("6543", "21"))
  }
]
