import type { Result } from "@mma-savant/core/match/Result"
import type { Outcomes, Row } from "../PhraseBook.ts"

/** How often each result stands in the rows. */
export const outcomesOf = (rows: ReadonlyArray<Row>): Outcomes => {
  const count = (result: Result) => rows.filter((row) => row["result"] === result).length
  return { WIN: count("WIN"), LOSS: count("LOSS"), DRAW: count("DRAW"), NC: count("NC") }
}
