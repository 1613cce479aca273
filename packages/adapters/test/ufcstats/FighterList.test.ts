import { describe, expect, it } from "@effect/vitest"
import * as Pages from "../../src/simulator/StatsMarkup.ts"
import { readFighterList } from "../../src/ufcstats/FighterList.ts"
import { faultOf, readable, rules } from "./Reading.ts"

const url = "http://stats.test/statistics/fighters?char=p&page=all"
const id = Pages.key("abc")
const cells = ["Alex", "Pereira", "Poatan", "6' 4\"", "205 lbs.", '79.0"', "Orthodox", "12", "3", "0"]
const list = (...rows: ReadonlyArray<ReadonlyArray<string>>) =>
  Pages.fighterList(rows.map((cells, at) => ({ id: at === 0 ? id : Pages.key(`${at}`), cells })))
const one = (...changes: ReadonlyArray<readonly [number, string]>) =>
  readable(readFighterList(list(changes.reduce((row, [at, text]) => row.with(at, text), cells)), url))

describe("a list of fighters", () => {
  it("gives name, measures, record and belt", () => {
    const { facts, findings } = readable(readFighterList(Pages.fighterList([{ id, cells, belt: true }]), url))
    expect(findings).toEqual([])
    expect(facts).toEqual([
      {
        facts: {
          ufcstatsId: id,
          name: "Alex Pereira",
          nickname: "Poatan",
          height: 76,
          weight: 205,
          reach: 79,
          stance: "Orthodox",
          birthdate: null,
          belt: true,
          wins: 12,
          losses: 3,
          draws: 0,
          noContests: null
        },
        aliases: []
      }
    ])
  })
  it("a single name stands alone, and what is not known is missing", () => {
    const { facts, findings } = one([0, ""], [1, "Aoriqileng"], [2, ""], [5, "--"], [6, ""])
    expect(facts[0]?.facts).toMatchObject({
      name: "Aoriqileng",
      nickname: null,
      reach: null,
      stance: null,
      belt: false
    })
    expect(findings).toEqual([])
  })
  it("accents stay", () => expect(one([0, "José"], [1, "Aldo"]).facts[0]?.facts.name).toBe("José Aldo"))
  it("a character that cannot be kept is replaced", () => {
    expect(one([2, "Po\0atan"]).facts[0]?.facts.nickname).toBe("Po\uFFFDatan")
  })
  it("a malformed cell loses the cell and is reported", () => {
    const read = one([4, "heavy"], [7, "x"])
    expect(read.facts[0]?.facts).toMatchObject({ height: 76, weight: null, wins: null, losses: 3 })
    expect(rules(read)).toEqual(["malformed-cell", "malformed-cell"])
  })
  it("a stance outside the set is missing and reported", () => {
    const read = one([6, "Upside Down"])
    expect([read.facts[0]?.facts.stance, rules(read)]).toEqual([null, ["unknown-value"]])
  })
  it("a row with too few columns, without a link, or a second time loses itself alone", () => {
    const html = Pages.fighterList([
      { id, cells },
      { id: Pages.key("2"), cells: cells.slice(1) },
      { id: null, cells },
      { id, cells }
    ])
    const read = readable(readFighterList(html, url))
    expect(read.facts).toHaveLength(1)
    expect(rules(read)).toEqual(["malformed-row", "malformed-row", "duplicate"])
  })
  it("a letter may have no fighters, but a page without the table has changed", () => {
    expect(readable(readFighterList(Pages.fighterList([]), url)).facts).toEqual([])
    for (const html of ["", "<html><body></body></html>"]) {
      expect(faultOf(readFighterList(html, url))).toMatchObject({ _tag: "PageChanged", url })
    }
  })
})
