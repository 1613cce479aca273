import { describe, expect, it } from "@effect/vitest"
import type { ReadPage } from "@mma-savant/core/collection/ScrapedPage"
import { IsoDate } from "@mma-savant/core/IsoDate"
import { load } from "cheerio"
import { Result } from "effect"
import * as Pages from "../../src/simulator/StatsMarkup.ts"
import { readEvent } from "../../src/ufcstats/Event.ts"
import { readEventList } from "../../src/ufcstats/EventList.ts"
import { readFight } from "../../src/ufcstats/Fight.ts"
import { readFighter } from "../../src/ufcstats/Fighter.ts"
import { readFighterList } from "../../src/ufcstats/FighterList.ts"
import { oneRound, reed, stone } from "./Bout.ts"

const today = IsoDate.make("2026-10-05")
const id = Pages.key("a1")
const night = { id, name: "Night 12", date: "June 06, 2026", location: "Oslo, Norway" }
const card: Pages.CardBout = {
  id: Pages.key("b1"),
  sides: [stone, reed],
  flags: ["win"],
  icons: ["belt", "perf", "fight"],
  method: ["KO/TKO", "Punch"],
  round: "2",
  time: "0:30"
}
const history: Pages.HistoryBout = { ...card, id: Pages.key("b1"), flag: "win", opponent: reed, event: night }
const measures = ["Height:", "Weight:", "Reach:", "STANCE:", "DOB:"]
const averages = ["SLpM:", "Str. Acc.:", "SApM:", "Str. Def:", "TD Avg.:", "TD Acc.:", "TD Def.:", "Sub. Avg.:"]
const values = ["6' 4\"", "205 lbs.", '79"', "Orthodox", "Jul 07, 1987"]
const numbers = ["5.11", "62%", "3.70", "51%", "0.22", "100%", "70%", "0.2"]
const items = Object.fromEntries([
  ...measures.map((label, at) => [label, values[at]!]),
  ...averages.map((label, at) => [label, numbers[at]!])
])
const { ending: _, cards: __, ...rest } = oneRound
const matchup: Pages.FightFacts = {
  ...rest,
  people: oneRound.people.map((person) => ({ ...person, status: "" })),
  lines: [],
  tape: ["Wins/Losses/Draws", "Height", "Weight", "Reach", "Stance", "DOB"].map((label, at) => {
    const value = ["8-2-0", ...values][at]!
    return [label, value, value]
  })
}
const listed = { id, cells: ["Ada", "Stone", "The Rock", ...values.slice(0, 4), "8", "2", "0"], belt: true }
const profile = { own: stone, record: "8-2-0", nickname: "The Rock", items, bouts: [history] }

const kinds: ReadonlyArray<readonly [kind: string, html: string, read: (html: string) => ReadPage<unknown>]> = [
  [
    "events",
    Pages.eventList([
      { ...night, isNext: true },
      { ...night, id: Pages.key("a2") }
    ]),
    (html) => readEventList(html, "/completed")
  ],
  [
    "an event",
    Pages.event({ ...night, bouts: [card, { ...card, id: Pages.key("b2") }] }),
    (html) => readEvent(html, `/event-details/${id}`, today)
  ],
  ["fighters", Pages.fighterList([listed]), (html) => readFighterList(html, "/statistics/fighters")],
  ["a fighter", Pages.fighter(profile), (html) => readFighter(html, `/fighter-details/${stone.id}`)],
  [
    "a fight",
    Pages.fight({ ...oneRound, icons: ["belt", "perf"], words: ["Remark"] }),
    (html) => readFight(html, `/fight-details/${id}`)
  ],
  [
    "a fight without statistics",
    Pages.fight({ ...oneRound, lines: [] }),
    (html) => readFight(html, `/fight-details/${id}`)
  ],
  ["a fight to come", Pages.fight(matchup), (html) => readFight(html, `/fight-details/${id}`)]
]

const isRefused = (read: ReadPage<unknown>) => Result.isFailure(read) && read.failure._tag === "PageChanged"

const edited = (html: string, edit: ($: ReturnType<typeof load>) => void) => {
  const $ = load(html, { xml: { xmlMode: false } })
  edit($)
  return $.html()
}

describe.each(kinds)("%s on a changed page", (_, html, read) => {
  const whole = Result.getOrThrow(read(html))
  /** Refused, or reported, or without a difference to what is stored. */
  const isSafe = (changed: string) => {
    const page = read(changed)
    if (isRefused(page)) return true
    const { facts, findings } = Result.getOrThrow(page)
    return findings.length > whole.findings.length || JSON.stringify(facts) === JSON.stringify(whole.facts)
  }
  const tables = load(html)("table").length

  it("is read without findings as it stands", () => expect(whole.findings).toEqual([]))

  const classes = [
    ...new Set([...html.matchAll(/class=["']([^"']*)["']/g)].flatMap(([, names = ""]) => names.split(" ")))
  ]
  it.each(classes)("with the class %s renamed", (name) => {
    const changed = html.replace(/class=(["'])([^"']*)\1/g, (_, quote: string, names: string) => {
      const renamed = names.split(" ").map((each) => (each === name ? "renamed" : each))
      return `class=${quote}${renamed.join(" ")}${quote}`
    })
    expect(isSafe(changed)).toBe(true)
  })

  it.each(Array.from({ length: tables }, (_, at) => at))("without the table %i", (at) => {
    const page = read(edited(html, ($) => $("table").eq(at).remove()))
    expect(isRefused(page) || Result.getOrThrow(page).findings.length > 0).toBe(true)
  })

  it.each(Array.from({ length: tables }, (_, at) => at))("with the table %i empty", (at) => {
    const page = read(edited(html, ($) => $("table").eq(at).find("tr:has(td)").remove()))
    expect(isRefused(page) || Result.getOrThrow(page).findings.length > 0).toBe(true)
  })

  const columns = load(html)("table").first().find("thead").first().find("th").length
  it.each(Array.from({ length: columns }, (_, at) => at))("without the column %i", (at) => {
    const inRow = ($: ReturnType<typeof load>, cells: string) =>
      $("tr").each((_, row) => void $(row).children(cells).eq(at).remove())
    const both = edited(html, ($) => {
      inRow($, "td")
      inRow($, "th")
    })
    expect(isSafe(both)).toBe(true)
    expect(isSafe(edited(html, ($) => inRow($, "td")))).toBe(true)
  })

  it.each([
    ["Checking your browser", "<!doctype html><p>Checking your browser…</p><script>work()</script>"],
    ["captcha", `<form><div class="g-recaptcha"></div></form>`],
    ["type=password", "<form><input name=user><input type=password></form>"],
    ["403 Forbidden", "<html><head><title>403 Forbidden</title></head><body>Varnish cache server</body></html>"]
  ])("with %s in its place is blocked", (sign, blocked) => {
    const page = read(blocked)
    expect(Result.isFailure(page) && page.failure).toMatchObject({ _tag: "SourceBlocked", sign })
  })
})
