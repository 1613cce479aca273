import { describe, expect, it } from "@effect/vitest"
import * as Pages from "../../src/simulator/StatsMarkup.ts"
import { readFighter } from "../../src/ufcstats/Fighter.ts"
import { faultOf, readable, rules } from "./Reading.ts"

const own = { id: Pages.key("f1"), name: "Ada Stone" }
const url = `http://stats.test/fighter-details/${own.id}`
const night = { id: Pages.key("e1"), name: "Night 12", date: "Nov. 11, 2023" }
const bout: Pages.HistoryBout = {
  id: Pages.key("b1"),
  flag: "loss",
  opponent: { id: Pages.key("f2"), name: "Bea Reed" },
  event: night,
  method: ["SUB", "Rear Naked Choke"],
  round: "3",
  time: "4:35"
}
const items = {
  "Height:": "6' 4\"",
  "Weight:": "205 lbs.",
  "Reach:": '79"',
  "STANCE:": "Orthodox",
  "DOB:": "Jul 07, 1987",
  "SLpM:": "5.11",
  "Str. Acc.:": "62%",
  "SApM:": "3.70",
  "Str. Def:": "51%",
  "TD Avg.:": "0.22",
  "TD Acc.:": "100%",
  "TD Def.:": "70%",
  "Sub. Avg.:": "0.2"
}
const profile: Pages.Profile = { own, record: "8-2-0 (1 NC)", nickname: "The Rock", items, bouts: [bout] }
const read = (changes: Partial<Pages.Profile>) => readable(readFighter(Pages.fighter({ ...profile, ...changes }), url))

describe("a fighter", () => {
  it("has measures, record and averages", () => {
    const { facts, findings } = read({})
    expect(findings).toEqual([])
    expect(facts.fighter).toEqual({
      facts: {
        ufcstatsId: own.id,
        name: "Ada Stone",
        nickname: "The Rock",
        height: 76,
        weight: 205,
        reach: 79,
        stance: "Orthodox",
        birthdate: "1987-07-07",
        belt: null,
        wins: 8,
        losses: 2,
        draws: 0,
        noContests: 1
      },
      aliases: []
    })
    expect(facts.career).toEqual({
      strikesLanded: 5.11,
      strikesAbsorbed: 3.7,
      strikeAccuracy: 62,
      strikeDefence: 51,
      takedowns: 0.22,
      takedownAccuracy: 100,
      takedownDefence: 70,
      submissions: 0.2
    })
  })
  it("has a history with bouts to come, whose cells are broken", () => {
    const next = { ...bout, id: Pages.key("b2"), flag: "next", event: { ...night, date: "May 09, 2026" } }
    const { facts, findings } = read({ bouts: [next, bout] })
    expect(findings).toEqual([])
    const line = {
      eventKey: night.id,
      eventName: "Night 12",
      opponentKey: bout.opponent.id,
      opponentName: "Bea Reed"
    }
    expect(facts.bouts).toEqual([
      {
        ...line,
        matchKey: next.id,
        date: "2026-05-09",
        result: null,
        isScheduled: true,
        method: null,
        methodDetail: null,
        resultRound: null,
        resultTime: null
      },
      {
        ...line,
        matchKey: bout.id,
        date: "2023-11-11",
        result: "LOSS",
        isScheduled: false,
        method: "SUB",
        methodDetail: "Rear Naked Choke",
        resultRound: 3,
        resultTime: 275
      }
    ])
  })
  it.each([
    ["win", "WIN"],
    ["draw", "DRAW"],
    ["nc", "NC"]
  ])("flag %j", (flag, result) => expect(read({ bouts: [{ ...bout, flag }] }).facts.bouts[0]?.result).toBe(result))
  it("a decision elsewhere may be of no kind", () => {
    expect(read({ bouts: [{ ...bout, method: ["Decision", ""] }] }).facts.bouts[0]?.method).toBe("DEC")
  })
  it("what is not known is missing", () => {
    const unknown = { ...items, "Height:": "--", "Weight:": "--", "Reach:": "--", "STANCE:": "", "DOB:": "--" }
    const { facts, findings } = read({ items: unknown, nickname: "", record: "0-1-0", bouts: [] })
    expect(facts.fighter.facts).toMatchObject({
      nickname: null,
      height: null,
      weight: null,
      reach: null,
      stance: null,
      birthdate: null,
      noContests: 0
    })
    expect([facts.bouts, findings]).toEqual([[], []])
  })
  it("malformed cells lose themselves alone", () => {
    const read_ = read({
      items: { ...items, "Height:": "tall", "DOB:": "in spring", "SLpM:": "many" },
      record: "unbeaten",
      bouts: [{ ...bout, flag: "dance", round: "last", event: { ...night, date: "soon" } }]
    })
    expect(read_.facts.fighter.facts).toMatchObject({ height: null, birthdate: null, wins: null, reach: 79 })
    expect(read_.facts.bouts[0]).toMatchObject({ matchKey: bout.id, result: null, date: null, resultRound: null })
    expect(rules(read_)).toHaveLength(7)
  })
  it("a page that lacks a measure has changed", () => {
    const { "Reach:": _, ...rest } = items
    expect(faultOf(readFighter(Pages.fighter({ ...profile, items: rest }), url))).toMatchObject({
      _tag: "PageChanged",
      selector: '.b-list__box-item-title "reach:"'
    })
  })
})
