import { expect, it } from "@effect/vitest"
import { FighterIndex } from "@mma-savant/core/fighter/FighterIndex"
import { FighterId } from "@mma-savant/core/Identity"
import { Result } from "effect"
import { type Division, rankings } from "../../src/simulator/RankingsMarkup.ts"
import { readRankings } from "../../src/ufccom/Rankings.ts"

// The numbers are those of the project's acceptance cases.

const url = "https://www.rankings.test/rankings"
const flyweight: Division = { heading: "플라이급", card: "Joshua Van", rows: [["1", "Alexandre Pantoja"]] }
const read = (media: ReadonlyArray<Division>, meta?: ReadonlyArray<Division>) => {
  const page = Result.getOrThrow(readRankings(rankings({ media, ...(meta === undefined ? {} : { meta }) }), url))
  return {
    places: page.facts.entries.map(({ name, rank, weightClass }) => [weightClass, rank, name]),
    rules: page.findings.map(({ rule }) => rule)
  }
}
const places = [
  ["flyweight", 0, "Joshua Van"],
  ["flyweight", 1, "Alexandre Pantoja"]
]

it("G-60 a champion and a contender", () => expect(read([flyweight])).toEqual({ places, rules: [] }))

it("G-61 pound for pound has no rank 0, and ties stay", () => {
  const rows = [
    ["1", "Islam Makhachev"],
    ["14", "Magomed Ankalaev"],
    ["14", "Carlos Ulberg"]
  ] as const
  const page = read([{ heading: "Men's Pound-for-Pound <span>Top Rank</span>", card: "Islam Makhachev", rows }])
  expect(page.places).toEqual(rows.map(([rank, name]) => ["mens-pound-for-pound", Number(rank), name]))
})

it("G-62 the media's panel alone", () => {
  expect(read([flyweight], [{ ...flyweight, card: "Somebody Else" }]).places).toEqual(places)
})

it("G-63 a fighter twice in a class", () => {
  const twice = { ...flyweight, rows: [...flyweight.rows, ["2", "Alexandre Pantoja"]] as const }
  expect(read([twice])).toEqual({ places, rules: ["duplicate"] })
})

it.each([
  ["G-66", "Michael Venom Page", "Michael Page"],
  ["G-66", 'Michael "Venom" Page', "Michael Page"],
  ["G-66", "Venom Michael Page", "Michael Page"],
  ["G-66", "Michael Page Venom", "Michael Page"],
  ["G-67", "Michael Another Page", undefined],
  ["G-67", "Song Yadong", "Yadong Song"],
  ["G-67", "Patricio Pitbull", "Patricio Freire"]
])("%s %j", (_, printed, name) => {
  const names = [
    ["Michael Page", "Venom"],
    ["Yadong Song", null],
    ["Patricio Freire", "Pitbull"]
  ] as const
  const index = new FighterIndex(
    names.map(([name, nickname], at) => ({ id: FighterId.make(at + 1), name, nickname, aliases: [] }))
  )
  expect(index.find(printed)[0]?.name).toBe(name)
})

it("G-68 a refusal in place of the page is a block", () => {
  const read = readRankings("<h1>403 Forbidden</h1><p>Varnish cache server</p>", url)
  expect(Result.isFailure(read) && read.failure._tag).toBe("SourceBlocked")
})

it("G-70 an unknown heading is left out, and the others stay", () => {
  expect(read([{ ...flyweight, heading: "Cruiserweight" }, flyweight])).toEqual({ places, rules: ["unknown-value"] })
})
