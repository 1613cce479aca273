import * as Cell from "@mma-savant/core/collection/Cell"
import type { Report } from "@mma-savant/core/collection/Finding"
import type { ScrapedEvent } from "@mma-savant/core/collection/Scraped"
import type { UfcstatsId } from "@mma-savant/core/Identity"
import { finishOf, methodOf } from "@mma-savant/core/match/Finish"
import type { Match } from "@mma-savant/core/match/Match"
import type { Result } from "@mma-savant/core/match/Result"
import { scheduledRounds } from "@mma-savant/core/match/TimeFormat"
import { weightClassIn } from "@mma-savant/core/ranking/WeightClass"
import { Effect } from "effect"
import { required, valueOf } from "./CellReader.ts"
import { isScored, linesOf, plainJudges, scoringOf } from "./Details.ts"
import { type Row, readTable } from "./Table.ts"

/** A bout as the files print it, before its names are anyone's. */
export interface PrintedBout {
  readonly where: string
  /** The event as printed, and as listed. */
  readonly eventName: string
  readonly event: ScrapedEvent | null
  /** "A vs. B", in the order of the fight page: red corner first. */
  readonly bout: string
  readonly names: readonly [red: string, blue: string]
  readonly results: readonly [red: Result | null, blue: Result | null]
  readonly facts: Omit<Match, "id" | "event" | "corners" | "ufcstatsId"> & { readonly ufcstatsId: UfcstatsId }
}

const listColumns = ["EVENT", "BOUT", "URL"] as const
const resultColumns = [
  ...listColumns,
  "OUTCOME",
  "WEIGHTCLASS",
  "METHOD",
  "ROUND",
  "TIME",
  "TIME FORMAT",
  "REFEREE",
  "DETAILS"
] as const
type ListRow = Row<(typeof listColumns)[number]>
type ResultRow = Row<(typeof resultColumns)[number]>

const outcomes: Readonly<Record<string, readonly [Result, Result]>> = {
  "W/L": ["WIN", "LOSS"],
  "L/W": ["LOSS", "WIN"],
  "D/D": ["DRAW", "DRAW"],
  "NC/NC": ["NC", "NC"]
}

const among = <A>(
  row: ResultRow,
  column: "OUTCOME" | "METHOD" | "WEIGHTCLASS",
  report: Report,
  find: (text: string) => A
) => {
  const printed = Cell.text(row.cells[column])
  const found = printed === null ? null : find(printed)
  if (printed !== null && found == null) report("unknown-value", row.where, `${column} "${printed}"`)
  return found ?? null
}

/** A name of one word with a capital inside has lost its blank: "JohnDoe". */
const spaced = (name: string | null): string | null =>
  name === null || name.includes(" ") ? name : name.replace(/(?<=[a-z])(?<!Mc|Mac)(?=[A-Z])/, " ")

const outcomeOf = (row: ResultRow, judges: ReadonlySet<string>, report: Report) => {
  const method = among(row, "METHOD", report, methodOf)
  const said = Cell.text(row.cells.DETAILS)
  const title = Cell.text(row.cells.WEIGHTCLASS)
  const timeFormat = Cell.text(row.cells["TIME FORMAT"])
  return {
    title,
    weightClass: among(row, "WEIGHTCLASS", report, weightClassIn),
    isTitleBout: /title|championship/i.test(title ?? ""),
    method,
    judges: [],
    methodDetail: null,
    details: null,
    ...(said === null ? {} : isScored(said) ? scoringOf(said, judges) : finishOf(method, linesOf(said))),
    resultRound: valueOf(row, "ROUND", Cell.round, report),
    resultTime: valueOf(row, "TIME", Cell.clock, report),
    timeFormat,
    scheduledRounds: scheduledRounds(timeFormat),
    referee: spaced(Cell.text(row.cells.REFEREE))
  }
}

const unknownOutcome = {
  title: null,
  weightClass: null,
  isTitleBout: false,
  method: null,
  judges: [],
  methodDetail: null,
  details: null,
  resultRound: null,
  resultTime: null,
  timeFormat: null,
  scheduledRounds: null,
  referee: null
}

/** Rows by key; of a key that comes twice the one under a listed event stands, else the first. */
const byKey = <R extends ListRow>(
  rows: ReadonlyArray<R>,
  listed: ReadonlyMap<string, ScrapedEvent>,
  report: Report
) => {
  const kept = new Map<UfcstatsId, R>()
  for (const row of rows) {
    const key = required(row, "URL", Cell.key, report)
    if (key === null) continue
    const before = kept.get(key)
    const better = before === undefined || (!listed.has(eventName(before)) && listed.has(eventName(row)))
    if (before !== undefined) {
      report(
        "duplicate",
        (better ? before : row).where,
        `bout ${key} a second time, under "${eventName(better ? before : row)}"`
      )
    }
    if (better) kept.set(key, row)
  }
  return kept
}

/** The highest place on a card that a bout can have. */
const lastPlace = 99

const eventName = (row: ListRow): string => Cell.text(row.cells.EVENT) ?? ""

/** The keys of the one file in its order, and those that only the other has behind their neighbour there. */
const cardOrder = (listed: Iterable<UfcstatsId>, results: Iterable<UfcstatsId>): ReadonlyArray<UfcstatsId> => {
  const order = [...listed]
  const known = new Set(order)
  let before: UfcstatsId | null = null
  for (const key of results) {
    if (!known.has(key)) order.splice(before === null ? 0 : order.indexOf(before) + 1, 0, key)
    before = key
  }
  return order
}

/**
 * The bouts of both files, the last bout of an event first. One whose result is lost stays, without a result. Rows of an
 * event run from the main event down; places on the card count every row.
 */
export const readBouts = Effect.fn("CsvDataset.readBouts")(function* (
  directory: string,
  events: ReadonlyArray<ScrapedEvent>,
  report: Report
) {
  const byName = new Map(events.map((event) => [event.name, event]))
  const list = yield* readTable(directory, "ufc_fight_details.csv", listColumns, report)
  const results = byKey(yield* readTable(directory, "ufc_fight_results.csv", resultColumns, report), byName, report)
  // The two files repeat the same rows: a repetition is news only where the results do not have the bout.
  const listed = byKey(list, byName, (rule, where, what) => rule !== "duplicate" && report(rule, where, what))
  const judges = new Set([...results.values()].flatMap(({ cells }) => plainJudges(cells.DETAILS)))
  const order = cardOrder(listed.keys(), results.keys())
  const rowOf = (key: UfcstatsId): ListRow => results.get(key) ?? listed.get(key)!
  const cards = Map.groupBy(order, (key) => eventName(rowOf(key)))
  const places = new Map([...cards.values()].flatMap((card) => card.map((key, at) => [key, card.length - at] as const)))
  return order.flatMap((ufcstatsId): ReadonlyArray<PrintedBout> => {
    const row = rowOf(ufcstatsId)
    const bout = required(row, "BOUT", Cell.text, report)
    if (bout === null) return []
    const [red, blue, ...more] = bout.split(" vs. ")
    if (!red || !blue || more.length > 0) {
      report("malformed-row", row.where, `BOUT is "${bout}"`)
      return []
    }
    const name = eventName(row)
    const event = byName.get(name) ?? null
    if (event === null) report("unknown-event", row.where, `"${name}" is no listed event`)
    const counted = event === null ? null : places.get(ufcstatsId)!
    const place = counted !== null && counted > lastPlace ? null : counted
    if (place !== counted) report("impossible", row.where, `place ${counted} on the card of "${name}"`)
    const result = results.get(ufcstatsId)
    const outcome = result === undefined ? null : among(result, "OUTCOME", report, (printed) => outcomes[printed])
    return [
      {
        where: row.where,
        eventName: name,
        event,
        bout,
        names: [red, blue],
        results: outcome ?? [null, null],
        facts: {
          ufcstatsId,
          isMainEvent: counted !== null && counted === cards.get(name)!.length,
          cardOrder: place,
          fightOfTheNight: false,
          status: outcome !== null ? "completed" : event?.status === "scheduled" ? "scheduled" : "unknown",
          ...(result === undefined ? unknownOutcome : outcomeOf(result, judges, report))
        }
      }
    ]
  })
})
