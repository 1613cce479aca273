import * as Cell from "@mma-savant/core/collection/Cell"
import { careerContradictions, measureContradictions } from "@mma-savant/core/collection/Plausibility"
import type { CareerAverages, FighterPage, ReadPage, ScrapedAppearance } from "@mma-savant/core/collection/ScrapedPage"
import { inSingular, methodOf } from "@mma-savant/core/match/Finish"
import type { Result as BoutResult } from "@mma-savant/core/match/Result"
import { Result } from "effect"
import { stanceOf } from "./FighterList.ts"
import { below, paragraphs, textOf } from "./Markup.ts"
import { fightOf, links, Page, type Row, sides } from "./Page.ts"

const headings = ["w/l", "fighter", "kd", "str", "td", "sub", "event", "method", "round", "time"]
const label = Cell.label(200)
const eventLabel = Cell.label(300)

const measures = ["height", "weight", "reach", "stance", "dob"]
const averages = ["slpm", "str. acc.", "sapm", "str. def", "td avg.", "td acc.", "td def.", "sub. avg."]

const results: Readonly<Record<string, BoutResult | "next">> = {
  win: "WIN",
  loss: "LOSS",
  draw: "DRAW",
  nc: "NC",
  next: "next"
}

/** A bout to come has broken cells: its links alone can be trusted. */
const appearanceOf = (page: Page, row: Row): ScrapedAppearance | null => {
  const { cells, element, where } = row
  const matchKey = fightOf(row)
  if (matchKey === null) {
    page.report("malformed-row", where, "no link to a bout")
    return null
  }
  const flag = page.among(where, "result", paragraphs(cells[0]!)[0] ?? "", (text) => results[text.toLowerCase()])
  if (flag === null && Cell.text(textOf(cells[0]!)) === null) page.report("malformed-cell", where, "result is missing")
  const isScheduled = flag === "next"
  const event = links(element, "event")[0]
  const days = below(element, "p").flatMap((paragraph) => {
    const day = Cell.day(textOf(paragraph))
    return day === null || day === Cell.malformed ? [] : [day]
  })
  if (days.length === 0) page.report("malformed-cell", where, "no date of the event")
  const opponent = sides(cells[1]!)[1]
  const method = isScheduled ? [] : paragraphs(cells[7]!)
  const technique = Cell.text(method[1] ?? "")
  return {
    matchKey,
    eventKey: event?.key ?? null,
    eventName: page.value(where, "event", event?.text ?? "", eventLabel),
    date: days[0] ?? null,
    opponentKey: opponent?.key ?? null,
    opponentName: page.value(where, "opponent", opponent?.name ?? "", label),
    result: flag === "next" ? null : flag,
    isScheduled,
    method: page.among(where, "method", method[0] ?? "", methodOf),
    methodDetail: technique === null ? null : inSingular(technique),
    resultRound: isScheduled ? null : page.value(where, "round", textOf(cells[8]!), Cell.round),
    resultTime: isScheduled ? null : page.value(where, "time", textOf(cells[9]!), Cell.clock)
  }
}

const careerOf = (page: Page, about: ReadonlyMap<string, string>): CareerAverages => {
  const value = (name: string, parse: (cell: string) => Cell.Cell<number>) =>
    page.value(page.url, name, about.get(name) ?? "", parse)
  return {
    strikesLanded: value("slpm", Cell.decimal),
    strikesAbsorbed: value("sapm", Cell.decimal),
    strikeAccuracy: value("str. acc.", Cell.percent),
    strikeDefence: value("str. def", Cell.percent),
    takedowns: value("td avg.", Cell.decimal),
    takedownAccuracy: value("td acc.", Cell.percent),
    takedownDefence: value("td def.", Cell.percent),
    submissions: value("sub. avg.", Cell.decimal)
  }
}

/** A fighter with measures, record, career averages and history. */
export const readFighter = (html: string, url: string): ReadPage<FighterPage> =>
  Page.read(html, url, (page) =>
    Result.gen(function* () {
      const ufcstatsId = yield* page.key("fighter")
      const name = page.value(url, "name", textOf(yield* page.one(".b-content__title-highlight")), label)
      if (name === null) return yield* page.lacks(".b-content__title-highlight with a name")
      const printedRecord = textOf(yield* page.one(".b-content__title-record"))
      const nickname = textOf(yield* page.one(".b-content__Nickname"))
      const about = yield* page.labelled(".b-list__box-item-title", [...measures, ...averages])
      const table = yield* page.table(headings)
      if (below(table.element, "td").length === 0) return yield* page.lacks("table.js-fight-table td")
      const rows = page.rows(table)
      const bouts = rows.flatMap((row) => (row && appearanceOf(page, row)) ?? [])
      if (rows.length > 0 && bouts.length === 0) return yield* page.lacks('tr[data-link*="/fight-details/"]')
      const record = page.value(url, "record", printedRecord, Cell.record)
      const value = <A>(label: string, parse: (cell: string) => Cell.Cell<A>) =>
        page.value(url, label, about.get(label) ?? "", parse)
      const facts = {
        ufcstatsId,
        name,
        nickname: page.value(url, "nickname", nickname, label),
        height: value("height", Cell.height),
        weight: value("weight", Cell.weight),
        reach: value("reach", Cell.reach),
        stance: page.among(url, "stance", about.get("stance") ?? "", stanceOf),
        birthdate: value("dob", Cell.day),
        belt: null,
        wins: record?.wins ?? null,
        losses: record?.losses ?? null,
        draws: record?.draws ?? null,
        noContests: record?.noContests ?? null
      }
      const fighter = { facts, aliases: [] }
      for (const { rule, what } of [...measureContradictions(facts), ...careerContradictions({ fighter, bouts })]) {
        page.report(rule, url, what)
      }
      return { fighter, career: careerOf(page, about), bouts }
    })
  )
