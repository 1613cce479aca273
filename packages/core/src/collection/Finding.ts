import { Schema } from "effect"

/** What may be wrong with something a source said. */
export const FindingRule = Schema.Literals([
  /** A row has too few or too many columns, or a cell that is no such value; the row or the cell was left out. */
  "malformed-row",
  "malformed-cell",
  /** The same key a second time; the first stands. */
  "duplicate",
  /** Nobody known. A side of a bout is kept under its printed name; a place of the rankings is left out. */
  "unknown-fighter",
  /** A name that several fighters share and nothing in the bout tells apart. */
  "ambiguous-fighter",
  /** A bout under an event that the source does not list. It is kept, without an event. */
  "unknown-event",
  /** Statistics of a bout that the source does not list, or that fits several. */
  "unknown-bout",
  /** Text of a closed set with a value outside it: the weight class, stance, method or result stays empty. */
  "unknown-value",
  /** Figures that contradict each other, or that are hardly true; stored as printed. */
  "inconsistent",
  /** Figures that cannot be. A page that has any is rejected; of a file the round, or the place on the card, is left out. */
  "impossible"
])
export type FindingRule = typeof FindingRule.Type

/** Something a source said that could not be used as it stands: where, and why. */
export const Finding = Schema.Struct({
  rule: FindingRule,
  /** File and line, or address. */
  where: Schema.String,
  what: Schema.String
})
export type Finding = typeof Finding.Type

/** Notes what cannot be used as it stands. */
export type Report = (rule: FindingRule, where: string, what: string) => void
