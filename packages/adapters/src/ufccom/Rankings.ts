import * as Cell from "@mma-savant/core/collection/Cell"
import type { Finding, FindingRule } from "@mma-savant/core/collection/Finding"
import { keepable, pageFault } from "@mma-savant/core/collection/PageFault"
import type { RankedName, RankingsPage, ReadPage } from "@mma-savant/core/collection/ScrapedPage"
import type { IsoDate } from "@mma-savant/core/IsoDate"
import { Rank } from "@mma-savant/core/ranking/Ranking"
import { isPoundForPound, type WeightClass } from "@mma-savant/core/ranking/WeightClass"
import { weightClassesNamed } from "@mma-savant/core/ranking/WeightClassName"
import { type CheerioAPI, load } from "cheerio/slim"
import { Result, Schema } from "effect"

/** The panel of the media, which the rankings are; the page also has one of another count, "meta". */
const panel = ".block-views-blockathlete-rankings-block-1"
const footer = '.list-denotions__updated[data-rankings-footer="media"]'

const isRank = Schema.is(Rank)
const label = Cell.label(200)

/** "Women's Bantamweight", "Men's Pound-for-Pound Top Rank", "플라이급". */
const weightClassOf = (heading: string): WeightClass | null => {
  const named = weightClassesNamed(heading.replaceAll("’", "'").replace(/\s*Top Rank$/, ""))
  const certain = named.filter(({ score }) => score === 1)
  return certain.length === 1 ? certain[0]!.weightClass : null
}

type Athlete = Omit<RankedName, "weightClass" | "rank">

/** A page while it is read. */
class Reading {
  readonly findings: Array<Finding> = []
  private readonly $: CheerioAPI
  private readonly url: string

  constructor(html: string, url: string) {
    this.$ = load(keepable(html))
    this.url = url
  }

  report(rule: FindingRule, where: string, what: string) {
    this.findings.push({ rule, where: `${this.url} ${where}`, what })
  }

  /** The day of the update. */
  date(): IsoDate | null {
    const printed = this.$(footer).first().text()
    const date = Cell.day(/[A-Z][a-z]+\.? \d{1,2},? \d{4}/.exec(printed)?.[0] ?? "")
    if (date !== null && date !== Cell.malformed) return date
    this.report("malformed-cell", "footer", "no day of the update")
    return null
  }

  /** The divisions of the panel. */
  groups() {
    return this.$(panel)
      .find(".view-grouping")
      .toArray()
      .map((group) => this.$(group))
  }

  private athlete(cell: ReturnType<CheerioAPI>, where: string): Athlete | null {
    const anchor = cell.find('a[href*="/athlete/"]').first()
    const name = label(anchor.text())
    if (name === null || name === Cell.malformed) {
      this.report("malformed-row", where, "no link to an athlete with a name")
      return null
    }
    return { name, slug: /\/athlete\/([^/?#]+)/.exec(anchor.attr("href") ?? "")?.[1] ?? null }
  }

  /** The places of a division, its champion first. */
  places(group: ReturnType<CheerioAPI>): ReadonlyArray<RankedName> {
    const heading = Cell.text(group.find(".view-grouping-header").first().text()) ?? ""
    const weightClass = weightClassOf(heading)
    if (weightClass === null) {
      this.report("unknown-value", "heading", `division "${heading}"`)
      return []
    }
    const places = new Map<string, RankedName>()
    const place = (athlete: Athlete, rank: number) => {
      const known = athlete.slug ?? athlete.name
      if (!places.has(known)) places.set(known, { ...athlete, weightClass, rank })
      else this.report("duplicate", heading, `${athlete.name} a second time, at ${rank}`)
    }
    // Pound for pound, the card repeats the first place; where a title is vacant, it names nobody.
    if (!isPoundForPound(weightClass)) {
      const card = group.find(".rankings--athlete--champion")
      const champion = card.find("h5").first()
      if (card.length === 0) this.report("malformed-row", heading, "no card of the champion")
      const athlete = champion.text().trim() === "" ? null : this.athlete(champion, heading)
      if (athlete !== null) place(athlete, 0)
    }
    const rows = group.find("tbody tr").toArray()
    if (rows.length === 0) this.report("malformed-row", heading, "no places")
    for (const [index, element] of rows.entries()) {
      const row = this.$(element)
      const where = `${heading} row ${index + 1}`
      const rank = Cell.count(row.find("td.views-field-weight-class-rank").text())
      const athlete = this.athlete(row.find("td.views-field-title"), where)
      if (rank === null || rank === Cell.malformed || rank === 0 || !isRank(rank)) {
        this.report("malformed-row", where, "no rank")
      } else if (athlete !== null) place(athlete, rank)
    }
    return [...places.values()]
  }
}

/** The rankings of the media, division by division; names and slugs are the site's own. */
export const readRankings = (html: string, url: string): ReadPage<RankingsPage> => {
  const reading = new Reading(html, url)
  const divisions = reading.groups().map((group) => reading.places(group))
  const entries = divisions.flat()
  if (entries.length === 0) return Result.fail(pageFault(html, url, `${panel} .view-grouping tbody tr`))
  const date = reading.date()
  return Result.succeed({ facts: { date, entries }, findings: reading.findings })
}
