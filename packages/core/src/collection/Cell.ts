import { Schema } from "effect"
import { UfcstatsId } from "../Identity.ts"
import { IsoDate, monthNames } from "../IsoDate.ts"
import type { Landed } from "../match/MatchStats.ts"

/** The text of a cell is no such value: the cell is lost and reported, the row is not. */
export const malformed: unique symbol = Symbol("malformed")

/** What a cell says: a value, nothing (null), or something that is no such value. */
export type Cell<A> = A | null | typeof malformed

/** The text with every run of blanks as one; null for an empty cell and for the dashes that stand for one. */
export const text = (cell: string): string | null => {
  const trimmed = cell.replace(/\s+/g, " ").trim()
  return /^-*$/.test(trimmed) ? null : trimmed
}

/** A name or a place, which has at most so many characters. */
export const label =
  (maximum: number) =>
  (cell: string): Cell<string> => {
    const printed = text(cell)
    return printed !== null && printed.length > maximum ? malformed : printed
  }

const parser =
  <A>(pattern: RegExp, value: (...groups: ReadonlyArray<string | undefined>) => A | null | undefined) =>
  (cell: string): Cell<A> => {
    const printed = text(cell)
    if (printed === null) return null
    const groups = pattern.exec(printed)
    if (groups === null) return malformed
    const parsed = value(...groups.slice(1))
    return parsed === undefined ? malformed : parsed
  }

const between =
  (minimum: number, maximum: number) =>
  (value: number): number | undefined =>
    value >= minimum && value <= maximum ? value : undefined

const bodyInches = between(20, 100)
const armInches = between(20, 120)
const bodyPounds = between(50, 1000)

/** `5' 11"` is 71 inches; `5 ft` is only half a height, and missing. */
export const height = parser(/^(\d)(?: ?ft\.?|' ?(\d{1,2})"?)$/, (feet, inches) => {
  if (inches === undefined) return null
  return Number(inches) < 12 ? bodyInches(Number(feet) * 12 + Number(inches)) : undefined
})

/** `155 lbs.` is 155 pounds. */
export const weight = parser(/^(\d+(?:\.\d+)?) ?lbs\.?$/i, (pounds) => bodyPounds(Number(pounds)))

/** `72"` and `72.0"` are 72 inches. */
export const reach = parser(/^(\d+(?:\.\d+)?)"?$/, (inches) => armInches(Number(inches)))

const isDay = Schema.is(IsoDate)

const written = /^([A-Za-z]{3,9})\.? (\d{1,2})(?: ?, ?| )(\d{4})$/

/** `August 01, 2026`, `Aug 1, 2026`, `Aug. 1 2026`, `2026-08-01`. */
export const day = parser(/^(.{4,40})$/, (printed = "") => {
  const [, name = "", date = "", year = ""] = written.exec(printed) ?? []
  const month = monthNames.findIndex((full) => full.toLowerCase().startsWith(name.toLowerCase())) + 1
  const iso = name === "" ? printed : `${year}-${String(month).padStart(2, "0")}-${date.padStart(2, "0")}`
  return isDay(iso) ? iso : undefined
})

/** `17 of 37`. More landed than attempted is read as it stands: what to make of it is for the row to decide. */
export const landed = parser(
  /^(\d{1,4}) of (\d{1,4})$/,
  (hits, tries): Landed => ({ landed: Number(hits), attempted: Number(tries) })
)

/** `3`, also as `3.0`. */
export const count = parser(/^(\d{1,4})(?:\.0+)?$/, Number)

/** `12` wins, losses or draws: 999 at most. */
export const bouts = parser(/^(\d{1,3})$/, Number)

/** `3.44`. */
export const decimal = parser(/^(\d{1,3}(?:\.\d{1,3})?)$/, Number)

/** `8-2-0` and `7-2-0 (1 NC)`, also with `Record:` before it: wins, losses, draws and no contests. `Record: --` is missing. */
export const record = parser(
  /^(?:Record: ?)?(?:(\d{1,3})-(\d{1,3})-(\d{1,3})(?: \((\d{1,3}) NC\))?|-+)$/,
  (wins, losses, draws, noContests = "0") =>
    wins === undefined
      ? null
      : { wins: Number(wins), losses: Number(losses), draws: Number(draws), noContests: Number(noContests) }
)

/** `29%`. */
export const percent = parser(/^(\d{1,3})%$/, Number)

/** `4:35` is 275 seconds. */
export const clock = parser(/^(\d{1,3}):([0-5]\d)$/, (minutes, seconds) =>
  between(0, 7200)(Number(minutes) * 60 + Number(seconds))
)

/** `3` and `Round 3`: 1 to 10. */
export const round = parser(/^(?:Round )?(\d{1,2})(?:\.0+)?$/, (number) => between(1, 10)(Number(number)))

/** The 16 digits at the end of an address's path. */
export const key = parser(/\/([0-9a-f]{16})\/?(?:[?#].*)?$/, (digits) => UfcstatsId.make(digits ?? ""))
