import * as Cell from "@mma-savant/core/collection/Cell"
import { measureContradictions } from "@mma-savant/core/collection/Plausibility"
import type { ScrapedFighter } from "@mma-savant/core/collection/Scraped"
import type { ReadPage } from "@mma-savant/core/collection/ScrapedPage"
import type { UfcstatsId } from "@mma-savant/core/Identity"
import { Stance } from "@mma-savant/core/Stance"
import { Result, Schema } from "effect"
import { below, icons, textOf } from "./Markup.ts"
import { links, Page, type Row } from "./Page.ts"

const headings = ["first", "last", "nickname", "ht.", "wt.", "reach", "stance", "w", "l", "d", "belt"]
const label = Cell.label(200)
const isStance = Schema.is(Stance)

/** The stance that a text names. */
export const stanceOf = (printed: string): Stance | null => (isStance(printed) ? printed : null)

const fighterOf = (page: Page, { cells, element, where }: Row): ScrapedFighter | null => {
  const texts = cells.map(textOf)
  const value = <A>(at: number, parse: (cell: string) => Cell.Cell<A>) =>
    page.value(where, headings[at]!, texts[at]!, parse)
  const ufcstatsId = links(element, "fighter")[0]?.key
  const name = page.value(where, "name", `${texts[0]} ${texts[1]}`, label)
  if (ufcstatsId === undefined || name === null) {
    page.report("malformed-row", where, "no link to a fighter with a name")
    return null
  }
  const facts = {
    ufcstatsId,
    name,
    nickname: value(2, label),
    height: value(3, Cell.height),
    weight: value(4, Cell.weight),
    reach: value(5, Cell.reach),
    stance: page.among(where, "stance", texts[6]!, stanceOf),
    birthdate: null,
    belt: icons(cells[10]!).includes("belt"),
    wins: value(7, Cell.bouts),
    losses: value(8, Cell.bouts),
    draws: value(9, Cell.bouts),
    noContests: null
  }
  for (const { rule, what } of measureContradictions(facts)) page.report(rule, where, what)
  return { facts, aliases: [] }
}

/** The fighters of `/statistics/fighters?char=a&page=all`, in the order of the page; none twice. */
export const readFighterList = (html: string, url: string): ReadPage<ReadonlyArray<ScrapedFighter>> =>
  Page.read(html, url, (page) =>
    Result.gen(function* () {
      const table = yield* page.table(headings)
      if (below(table.element, "td").length === 0) return yield* page.lacks("table.b-statistics__table td")
      const fighters = new Map<UfcstatsId, ScrapedFighter>()
      const rows = page.rows(table)
      for (const row of rows) {
        const fighter = row === null ? null : fighterOf(page, row)
        if (fighter === null) continue
        const key = fighter.facts.ufcstatsId
        if (fighters.has(key)) page.report("duplicate", row?.where ?? page.url, `fighter ${key} a second time`)
        else fighters.set(key, fighter)
      }
      if (rows.length > 0 && fighters.size === 0) return yield* page.lacks('tr a[href*="/fighter-details/"]')
      return [...fighters.values()]
    })
  )
