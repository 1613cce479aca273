import * as Cell from "@mma-savant/core/collection/Cell"
import { apart, boutContradictions } from "@mma-savant/core/collection/Invariants"
import type { ScrapedCorner, ScrapedMatch } from "@mma-savant/core/collection/Scraped"
import type { EventPage, ReadPage } from "@mma-savant/core/collection/ScrapedPage"
import type { EventStatus } from "@mma-savant/core/event/Event"
import type { UfcstatsId } from "@mma-savant/core/Identity"
import type { IsoDate } from "@mma-savant/core/IsoDate"
import { inSingular, methodOf } from "@mma-savant/core/match/Finish"
import type { Result as BoutResult } from "@mma-savant/core/match/Result"
import { weightClassIn } from "@mma-savant/core/ranking/WeightClass"
import { Result } from "effect"
import { bonusesOf } from "./Bonuses.ts"
import { icons, paragraphs, textOf } from "./Markup.ts"
import { fightOf, Page, type Row, sides } from "./Page.ts"

const headings = ["w/l", "fighter", "kd", "str", "td", "sub", "weight class", "method", "round", "time"]
const label = Cell.label(300)

/** The highest place on a card that a bout can have. */
const lastPlace = 99

type Results = readonly [BoutResult | null, BoutResult | null]

const nobodys: Results = [null, null]

const outcomes: Readonly<Record<string, Results>> = {
  win: ["WIN", "LOSS"],
  draw: ["DRAW", "DRAW"],
  nc: ["NC", "NC"]
}

/** A flag says how the first-listed fighter fared; of two, both say the same. A bout to come has none. */
const resultsOf = (page: Page, { cells, where }: Row, date: IsoDate | null, today: IsoDate): Results => {
  const flags = paragraphs(cells[0]!).flatMap((flag) => Cell.text(flag)?.toLowerCase() ?? [])
  const isPast = date === null || date < today
  if (flags.length === 0) {
    if (isPast) page.report("malformed-cell", where, `no result of a bout of ${date ?? "an unknown day"}`)
    return nobodys
  }
  if (date !== null && date > today) {
    page.report("inconsistent", where, `"${flags.join(", ")}" for a bout to come on ${date}`)
    return nobodys
  }
  const results = new Set(flags).size === 1 ? outcomes[flags[0]!] : undefined
  if (results === undefined) page.report("unknown-value", where, `result "${flags.join(", ")}"`)
  return results ?? nobodys
}

const matchOf = (
  page: Page,
  row: Row,
  card: {
    readonly eventKey: UfcstatsId
    readonly date: IsoDate | null
    readonly today: IsoDate
    readonly place: number
  }
): Omit<ScrapedMatch, "isMainEvent"> | null => {
  const { cells, where } = row
  const ufcstatsId = fightOf(row)
  const [first, second] = sides(cells[1]!)
  if (ufcstatsId === null || first?.name == null || second?.name == null) {
    page.report("malformed-row", where, ufcstatsId === null ? "no link to a bout" : "a bout without two fighters")
    return null
  }
  const results = resultsOf(page, row, card.date, card.today)
  const isFought = results[0] !== null
  const bonuses = bonusesOf(page, where, icons(cells[6]!), results)
  const corner = (at: 0 | 1): ScrapedCorner => {
    const { key, name } = at === 0 ? first : second
    if (key === null) page.report("unknown-fighter", where, `"${name}" has no link`)
    return {
      fighterKey: key,
      name: name ?? "",
      corner: null,
      result: results[at],
      performanceOfTheNight: bonuses.performance[at],
      rounds: []
    }
  }
  const [method = "", detail = ""] = paragraphs(cells[7]!)
  const technique = Cell.text(detail)
  if (card.place > lastPlace) page.report("impossible", where, `place ${card.place} on the card`)
  return {
    ufcstatsId,
    eventKey: card.eventKey,
    weightClass: page.among(where, "weight class", textOf(cells[6]!), weightClassIn),
    title: null,
    isTitleBout: bonuses.isTitleBout,
    cardOrder: card.place > lastPlace ? null : card.place,
    fightOfTheNight: bonuses.fightOfTheNight,
    method: page.among(where, "method", method, methodOf),
    methodDetail: technique === null ? null : inSingular(technique),
    details: null,
    resultRound: page.value(where, "round", textOf(cells[8]!), Cell.round),
    resultTime: page.value(where, "time", textOf(cells[9]!), Cell.clock),
    timeFormat: null,
    scheduledRounds: null,
    referee: null,
    judges: [],
    status: isFought ? "completed" : card.date !== null && card.date >= card.today ? "scheduled" : "unknown",
    corners: [corner(0), corner(1)]
  }
}

const statusOf = (date: IsoDate | null, today: IsoDate, bouts: ReadonlyArray<ScrapedMatch>): EventStatus => {
  const fought = bouts.filter(({ status }) => status === "completed").length
  if (date === null) return fought > 0 ? "completed" : "unknown"
  if (date < today) return fought > 0 ? "completed" : "unknown"
  return fought > 0 && fought === bouts.length ? "completed" : "scheduled"
}

/**
 * An event and its bouts, as of `today`: without a flag a bout is still to come, and on a past day it is reported. A row of
 * which no bout can be made counts on the card all the same.
 */
export const readEvent = (html: string, url: string, today: IsoDate): ReadPage<EventPage> =>
  Page.read(html, url, (page) =>
    Result.gen(function* () {
      const eventKey = yield* page.key("event")
      const heading = yield* page.one(".b-content__title-highlight")
      const name = page.value(url, "name", textOf(heading), label)
      if (name === null) return yield* page.lacks(".b-content__title-highlight with a name")
      const about = yield* page.labelled(".b-list__box-item-title", ["date", "location"])
      const date = page.value(url, "date", about.get("date") ?? "", Cell.day)
      if (Cell.text(about.get("date") ?? "") === null) page.report("malformed-cell", url, "date is missing")
      const table = yield* page.table(headings)
      const rows = page.rows(table)
      const matches = new Map<UfcstatsId, ScrapedMatch>()
      for (const [index, row] of rows.entries()) {
        const bout = row && matchOf(page, row, { eventKey, date, today, place: rows.length - index })
        if (row === null || bout === null) continue
        const match = { ...bout, isMainEvent: index === 0 }
        for (const { rule, what } of boutContradictions(match)) page.report(rule, row.where, what)
        if (!matches.has(match.ufcstatsId)) matches.set(match.ufcstatsId, apart(match))
        else page.report("duplicate", row.where, `bout ${match.ufcstatsId} a second time`)
      }
      if (matches.size === 0 && (rows.length > 0 || date === null || date < today)) {
        return yield* page.lacks('tr[data-link*="/fight-details/"] with two fighters')
      }
      const bouts = [...matches.values()]
      const location = page.value(url, "location", about.get("location") ?? "", label)
      const status = statusOf(date, today, bouts)
      return { event: { ufcstatsId: eventKey, name, date, location, venue: null, status }, matches: bouts }
    })
  )
