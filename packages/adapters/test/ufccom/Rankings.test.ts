import { describe, expect, it } from "@effect/vitest"
import type { RankingsPage, ReadPage } from "@mma-savant/core/collection/ScrapedPage"
import { load } from "cheerio"
import { Result } from "effect"
import { type Division, rankings } from "../../src/simulator/RankingsMarkup.ts"
import { readRankings } from "../../src/ufccom/Rankings.ts"

const url = "https://www.rankings.test/rankings"
const flyweight: Division = {
  heading: "Flyweight",
  card: "Joshua Van",
  rows: [
    ["1", "Alexandre Pantoja"],
    ["2", "Tatsuro Taira", '<span class="athlete-rankings--rank-increase">Rank increased by</span> 1']
  ]
}
const read = (...media: ReadonlyArray<Division>) => Result.getOrThrow(readRankings(rankings({ media }), url))
const places = ({ facts }: { readonly facts: RankingsPage }) =>
  facts.entries.map(({ name, rank, weightClass }) => [weightClass, rank, name])
const rules = ({ findings }: ReturnType<typeof read>) => findings.map(({ rule }) => rule)

describe("the rankings page", () => {
  it("has the champion at 0, the contenders, and the day of the update", () => {
    const page = read(flyweight)
    expect(page.findings).toEqual([])
    expect(page.facts).toEqual({
      date: "2026-09-22",
      entries: [
        { weightClass: "flyweight", rank: 0, name: "Joshua Van", slug: "joshua-van" },
        { weightClass: "flyweight", rank: 1, name: "Alexandre Pantoja", slug: "alexandre-pantoja" },
        { weightClass: "flyweight", rank: 2, name: "Tatsuro Taira", slug: "tatsuro-taira" }
      ]
    })
  })
  it.each([
    ["Flyweight", "flyweight"],
    ["플라이급", "flyweight"],
    ["Light Heavyweight", "light-heavyweight"],
    ["Women&#039;s Bantamweight", "womens-bantamweight"],
    ["Women’s Strawweight", "womens-strawweight"],
    ["Women's Pound-for-Pound <span>Top Rank</span>", "womens-pound-for-pound"]
  ])("heading %j", (heading, weightClass) => {
    expect(places(read({ ...flyweight, heading })).at(-1)?.[0]).toBe(weightClass)
  })
  it("pound for pound has no champion, and ties keep their rank", () => {
    const page = read({
      heading: "Men's Pound-for-Pound <span>Top Rank</span>",
      card: "Islam Makhachev",
      rows: [
        ["1", "Islam Makhachev"],
        ["14", "Magomed Ankalaev"],
        ["14", "Carlos Ulberg"]
      ]
    })
    expect(places(page)).toEqual([
      ["mens-pound-for-pound", 1, "Islam Makhachev"],
      ["mens-pound-for-pound", 14, "Magomed Ankalaev"],
      ["mens-pound-for-pound", 14, "Carlos Ulberg"]
    ])
    expect(page.findings).toEqual([])
  })
  it("the panel of the media is read, and the other is not", () => {
    const other = { ...flyweight, card: "Somebody Else" }
    const page = Result.getOrThrow(readRankings(rankings({ media: [flyweight], meta: [other] }), url))
    expect(places(page)[0]).toEqual(["flyweight", 0, "Joshua Van"])
    expect(page.facts.entries).toHaveLength(3)
    expect(Result.isFailure(readRankings(rankings({ meta: [other] }), url))).toBe(true)
  })
  it("a fighter twice in a class keeps the first place", () => {
    const page = read({ ...flyweight, rows: [...flyweight.rows, ["3", "Tatsuro Taira"], ["4", "Joshua Van"]] })
    expect([places(page).length, rules(page)]).toEqual([3, ["duplicate", "duplicate"]])
  })
  it("a fighter may stand in two classes", () => {
    expect(places(read(flyweight, { ...flyweight, heading: "Bantamweight" }))).toHaveLength(6)
  })
  it("an unknown division is left out and reported", () => {
    const page = read({ ...flyweight, heading: "Peso-mosca" }, { ...flyweight, heading: "Bantamweight" })
    expect([places(page).length, rules(page)]).toEqual([3, ["unknown-value"]])
  })
  it.each(["", "x", "0", "16", "1.5"])("a row of rank %j loses itself alone", (rank) => {
    const page = read({ ...flyweight, rows: [[rank, "Nobody Ranked"], ...flyweight.rows] })
    expect([places(page).length, rules(page)]).toEqual([3, ["malformed-row"]])
  })
  it("a row without a name loses itself alone", () => {
    const page = read({
      ...flyweight,
      rows: [
        ["1", ""],
        ["2", "Tatsuro Taira"]
      ]
    })
    expect([places(page).length, rules(page)]).toEqual([2, ["malformed-row"]])
  })
  it("a vacant title has no champion, and a missing card is reported", () => {
    const vacant = read({ ...flyweight, card: "" })
    expect([places(vacant)[0]?.[1], rules(vacant)]).toEqual([1, []])
    expect(rules(read({ ...flyweight, card: null }))).toEqual(["malformed-row"])
  })
  it.each([
    ["nothing", "", "PageChanged"],
    ["no panel", rankings({}), "SourceBlocked"],
    ["no divisions", "<div class='block-views-blockathlete-rankings-block-1'></div>", "PageChanged"],
    ["a refusal", "<h1>403 Forbidden</h1><p>Varnish cache server</p>", "SourceBlocked"]
  ])("with %s is not read", (_, html, tag) => {
    const page: ReadPage<unknown> = readRankings(html, url)
    expect(Result.isFailure(page) && page.failure._tag).toBe(tag)
  })
})

describe("a changed rankings page", () => {
  const html = rankings({ media: [flyweight, { ...flyweight, heading: "Bantamweight" }] })
  const whole = Result.getOrThrow(readRankings(html, url))
  const isSafe = (changed: string) => {
    const page = readRankings(changed, url)
    if (Result.isFailure(page)) return true
    return page.success.findings.length > 0 || JSON.stringify(page.success.facts) === JSON.stringify(whole.facts)
  }
  const classes = [...new Set([...html.matchAll(/class="([^"]*)"/g)].flatMap(([, names = ""]) => names.split(" ")))]
  it.each(classes)("with the class %s renamed is refused, reported or the same", (name) => {
    const changed = html.replace(/class="([^"]*)"/g, (_, names: string) => {
      return `class="${names
        .split(" ")
        .map((each) => (each === name ? "renamed" : each))
        .join(" ")}"`
    })
    expect(isSafe(changed)).toBe(true)
  })
  it.each([0, 1, 2])("without the column %i is refused, reported or the same", (at) => {
    const $ = load(html)
    $("tr").each((_, row) => void $(row).children().eq(at).remove())
    expect(isSafe($.html())).toBe(true)
  })
  it("with an empty table is reported", () => {
    const $ = load(html)
    $("tbody").first().empty()
    expect(isSafe($.html())).toBe(true)
  })
})
