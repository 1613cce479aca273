import * as Cell from "@mma-savant/core/collection/Cell"
import { type PrintedPercentages, roundContradictions } from "@mma-savant/core/collection/Invariants"
import type { PageChanged } from "@mma-savant/core/collection/PageFault"
import type { UfcstatsId } from "@mma-savant/core/Identity"
import { type Landed, type RoundCounts, type RoundStats, uncounted } from "@mma-savant/core/match/MatchStats"
import { Result } from "effect"
import { paragraphs } from "./Markup.ts"
import { type Page, sides, type Table } from "./Page.ts"

// The table by round heads its takedowns "Td %", too. Until October 2020 passes stood where control stands now.
const totalHeadings =
  /^fighter\|kd\|sig\. str\.\|sig\. str\. %\|total str\.\|td(?: %)?\|td %\|sub\. att\|(?:rev\.\|ctrl|pass\|rev\.)$/
const strikeHeadings = /^fighter\|sig\. str\.?\|sig\. str\. %\|head\|body\|leg\|distance\|clinch\|ground$/

/** Both sides' figures: of the whole bout as round 0, and by round; null and none for a bout without statistics. */
export interface Statistics {
  readonly totals: readonly [RoundStats | null, RoundStats | null]
  readonly rounds: readonly [ReadonlyArray<RoundStats>, ReadonlyArray<RoundStats>]
}

export type Fighters = readonly [UfcstatsId | null, UfcstatsId | null]

/** One side of a row: its figures so far, and the percentages that they must give. */
interface Line {
  readonly where: string
  readonly round: number
  readonly figures: Partial<RoundCounts>
  readonly percentages: PrintedPercentages
}

/** Reads one side's cells of a row by column. */
const reader = (
  page: Page,
  where: string,
  headings: ReadonlyArray<string>,
  texts: ReadonlyArray<ReadonlyArray<string>>,
  paragraph: number
) => {
  return <A>(at: number, parse: (cell: string) => Cell.Cell<A>): A | null => {
    const printed = texts[at]?.[paragraph]
    if (at >= 0 && printed === undefined) page.report("malformed-cell", where, `${headings[at]} has no second line`)
    return printed === undefined ? null : page.value(where, headings[at] ?? "", printed, parse)
  }
}

type Value = ReturnType<typeof reader>

const totalFigures = (value: Value, headings: ReadonlyArray<string>): Pick<Line, "figures" | "percentages"> => ({
  figures: {
    knockdowns: value(1, Cell.count),
    sigStrikes: value(2, Cell.landed),
    totalStrikes: value(4, Cell.landed),
    takedowns: value(5, Cell.landed),
    submissionAttempts: value(7, Cell.count),
    reversals: value(headings.indexOf("rev."), Cell.count),
    controlSeconds: value(headings.indexOf("ctrl"), Cell.clock)
  },
  percentages: { sigStrikes: value(3, Cell.percent), takedowns: value(6, Cell.percent) }
})

const strikeFigures = (value: Value): Pick<Line, "figures" | "percentages"> => ({
  figures: {
    sigStrikes: value(1, Cell.landed),
    head: value(3, Cell.landed),
    body: value(4, Cell.landed),
    leg: value(5, Cell.landed),
    distance: value(6, Cell.landed),
    clinch: value(7, Cell.landed),
    ground: value(8, Cell.landed)
  },
  percentages: { sigStrikes: value(2, Cell.percent), takedowns: null }
})

type Lines = readonly [Map<number, Line>, Map<number, Line>]

/** The lines of a table by side and round. A row names its fighters; whoever does not fight in the bout is left out. */
const linesOf = (
  page: Page,
  table: Table,
  fighters: Fighters,
  figuresOf: (value: Value, headings: ReadonlyArray<string>) => Pick<Line, "figures" | "percentages">,
  isByRound: boolean
): Lines => {
  const lines: Lines = [new Map(), new Map()]
  for (const row of page.rows(table)) {
    if (row === null) continue
    const { heading, where } = row
    const round = isByRound ? page.value(where, "round", heading ?? "", Cell.round) : 0
    if (round === null) {
      page.report("malformed-row", where, "a row of no round")
      continue
    }
    const texts = row.cells.map(paragraphs)
    for (const [paragraph, { key, name }] of sides(row.cells[0]!).entries()) {
      const side = fighters.indexOf(key)
      const own = lines[side === 0 ? 0 : 1]
      if (key === null || side === -1) page.report("unknown-fighter", where, `"${name}" does not fight in this bout`)
      else if (own.has(round)) page.report("duplicate", where, `round ${round} of "${name}" a second time`)
      else {
        const value = reader(page, where, table.headings, texts, paragraph)
        own.set(round, { where, round, ...figuresOf(value, table.headings) })
      }
    }
  }
  return lines
}

const same = (a: Landed, b: Landed): boolean => a.landed === b.landed && a.attempted === b.attempted

/** The two lines of a side and round as one; null, and reported, where the figures cannot be. */
const united = (page: Page, totals: Line, strikes: Line | undefined): RoundStats | null => {
  const [sigStrikes, again] = [totals.figures.sigStrikes ?? null, strikes?.figures.sigStrikes ?? null]
  if (strikes === undefined) page.report("malformed-row", totals.where, `no strikes by target of round ${totals.round}`)
  if (sigStrikes !== null && again !== null && !same(sigStrikes, again)) {
    page.report("inconsistent", totals.where, "two tables give other significant strikes")
  }
  const stats = {
    round: totals.round,
    ...uncounted,
    ...strikes?.figures,
    ...totals.figures,
    sigStrikes: sigStrikes ?? again
  }
  const contradictions = roundContradictions(stats, totals.percentages)
  for (const { rule, what } of contradictions) page.report(rule, totals.where, what)
  return contradictions.some(({ rule }) => rule === "impossible") ? null : stats
}

const noLines: Lines = [new Map(), new Map()]

/**
 * The four tables of a fight page, in their order: totals and significant strikes, each in all and by round. Without both
 * tables by round the totals stay, which is reported.
 */
export const readStatistics = (page: Page, fighters: Fighters): Result.Result<Statistics, PageChanged> => {
  const under = (pattern: RegExp) => page.tables().filter(({ headings }) => pattern.test(headings.join("|")))
  const [totals, totalsByRound, ...moreTotals] = under(totalHeadings)
  const [strikes, strikesByRound, ...moreStrikes] = under(strikeHeadings)
  if (!totals || moreTotals.length > 0) return page.lacks("two tables th Fighter, KD, Sig. str.")
  if (!strikes || moreStrikes.length > 0) return page.lacks("two tables th Fighter, Sig. str, Head")
  if (!totalsByRound !== !strikesByRound) return page.lacks("two tables th Fighter by round")
  if (!totalsByRound) page.report("malformed-row", page.url, "no statistics by round")
  const read = (table: Table | undefined, figuresOf: typeof totalFigures, isByRound: boolean) =>
    table === undefined ? noLines : linesOf(page, table, fighters, figuresOf, isByRound)
  const all = read(totals, totalFigures, false)
  const allStrikes = read(strikes, strikeFigures, false)
  const byRound = read(totalsByRound, totalFigures, true)
  const roundStrikes = read(strikesByRound, strikeFigures, true)
  for (const lines of [all, allStrikes, ...(totalsByRound ? [byRound, roundStrikes] : [])]) {
    if (lines[0].size + lines[1].size === 0) return page.lacks('tr td p a[href*="/fighter-details/"]')
  }
  const total = (side: 0 | 1): RoundStats | null => {
    const line = all[side].get(0)
    return line === undefined ? null : united(page, line, allStrikes[side].get(0))
  }
  const rounds = (side: 0 | 1): ReadonlyArray<RoundStats> =>
    [...byRound[side].values()]
      .sort((a, b) => a.round - b.round)
      .flatMap((line) => united(page, line, roundStrikes[side].get(line.round)) ?? [])
  return Result.succeed({ totals: [total(0), total(1)], rounds: [rounds(0), rounds(1)] })
}
