import { describe, expect, it } from "@effect/vitest"
import * as Cell from "@mma-savant/core/collection/Cell"
import { centimetres, kilograms } from "@mma-savant/core/fighter/Measure"
import { IsoDate } from "@mma-savant/core/IsoDate"
import { inSingular, methodOf } from "@mma-savant/core/match/Finish"
import { methodFamily } from "@mma-savant/core/match/Method"
import { weightClassIn } from "@mma-savant/core/ranking/WeightClass"
import * as Pages from "../../src/simulator/StatsMarkup.ts"
import { readEvent } from "../../src/ufcstats/Event.ts"
import { readFight } from "../../src/ufcstats/Fight.ts"
import { readFighterList } from "../../src/ufcstats/FighterList.ts"
import { figures, line, oneRound } from "./Bout.ts"
import { faultOf, readable, rules } from "./Reading.ts"

// The numbers are those of the project's acceptance cases.

const { malformed } = Cell

describe("scalars", () => {
  const metric = (cell: string) => {
    const inches = Cell.height(cell)
    return typeof inches === "number" ? [inches, centimetres(inches)] : inches
  }
  const heavy = (cell: string) => {
    const pounds = Cell.weight(cell)
    return typeof pounds === "number" ? [pounds, kilograms(pounds)] : pounds
  }
  const far = (cell: string) => {
    const inches = Cell.reach(cell)
    return typeof inches === "number" ? [inches, centimetres(inches)] : inches
  }
  const ofMethod = (method: string, detail = "") => [
    methodOf(method) ?? null,
    detail === "" ? null : inSingular(detail)
  ]
  const family = (printed: string) => {
    const method = methodOf(printed)
    return method === undefined ? null : methodFamily(method)
  }
  it.each<readonly [id: string, cell: string, read: (cell: string) => unknown, expected: unknown]>([
    ["G-01", "5' 11\"", metric, [71, 180.3]],
    ["G-02", "6' 0\"", metric, [72, 182.9]],
    ["G-02", "5' 1\"", metric, [61, 154.9]],
    ["G-02", "6'4\"", metric, [76, 193]],
    ["G-02", "5' 10", metric, [70, 177.8]],
    ["G-03", "--", metric, null],
    ["G-03", "", metric, null],
    ["G-03", "5 ft", metric, null],
    ["G-04", "155 lbs.", heavy, [155, 70.3]],
    ["G-04", "265 lbs.", heavy, [265, 120.2]],
    ["G-05", "135 lbs", heavy, [135, 61.2]],
    ["G-05", "--", heavy, null],
    ["G-06", '72.0"', far, [72, 182.9]],
    ["G-06", '84.5"', far, [84.5, 214.6]],
    ["G-06", '71"', far, [71, 180.3]],
    ["G-06", "--", far, null],
    ["G-07", "17 of 37", Cell.landed, { landed: 17, attempted: 37 }],
    ["G-07", "0 of 0", Cell.landed, { landed: 0, attempted: 0 }],
    ["G-07", "  17 of 37\n", Cell.landed, { landed: 17, attempted: 37 }],
    ["G-08", "---", Cell.landed, null],
    ["G-09", "4:35", Cell.clock, 275],
    ["G-09", "10:05", Cell.clock, 605],
    ["G-09", "0:00", Cell.clock, 0],
    ["G-09", "--", Cell.clock, null],
    ["G-09", "---", Cell.clock, null],
    ["G-09", "", Cell.clock, null],
    ["G-10", "August 20, 2026", Cell.day, "2026-08-20"],
    ["G-10", "  March   12 ,2022 ", Cell.day, "2022-03-12"],
    ["G-10", "May 17 1996", Cell.day, "1996-05-17"],
    ["G-11", "", Cell.day, null],
    ["G-11", "some day", Cell.day, malformed],
    ["G-11", "Aug 20, 2026", Cell.day, "2026-08-20"],
    ["G-11", "2026-08-20", Cell.day, "2026-08-20"],
    ["G-12", "12", Cell.bouts, 12],
    ["G-12", "0", Cell.bouts, 0],
    ["G-12", "x", Cell.bouts, malformed],
    ["G-13", "Punches", (detail) => ofMethod("KO/TKO", detail), ["KO/TKO", "Punch"]],
    ["G-13", "Spinning Back Kicks", (detail) => ofMethod("KO/TKO", detail), ["KO/TKO", "Spinning Back Kick"]],
    ["G-13", "Illegal Knees", (detail) => ofMethod("DQ", detail), ["DQ", "Illegal Knee"]],
    ["G-13", "Elbows", inSingular, "Elbow"],
    ["G-13", "Headbutts", inSingular, "Headbutt"],
    ["G-13", "Slams", inSingular, "Slam"],
    ["G-14", "Rear Naked Choke", (detail) => ofMethod("SUB", detail), ["SUB", "Rear Naked Choke"]],
    ["G-14", "U-DEC", ofMethod, ["U-DEC", null]],
    ["G-14", "CNC", ofMethod, ["CNC", null]],
    ["G-14", "Overturned", ofMethod, ["Overturned", null]],
    ["G-14", "DQ", ofMethod, ["DQ", null]],
    ["G-14", "", ofMethod, [null, null]],
    ["G-15", "Lightweight", weightClassIn, "lightweight"],
    ["G-15", "Women's Strawweight", weightClassIn, "womens-strawweight"],
    ["G-15", "Catch Weight", weightClassIn, "catch-weight"],
    ["G-15", "Super Heavyweight", weightClassIn, null],
    ["G-17", "2:45", Cell.clock, 165],
    ["G-17", "5:00", Cell.clock, 300],
    ["G-17", "0:30", Cell.clock, 30],
    ["G-17", "15:00", Cell.clock, 900],
    ["G-17", "invalid", Cell.clock, malformed],
    ["G-17", "abc:def", Cell.clock, malformed],
    ["G-18", "KO/TKO", family, "KO/TKO"],
    ["G-18", "SUB", family, "SUB"],
    ["G-18", "Submission", family, "SUB"],
    ["G-18", "M-DEC", family, "DEC"],
    ["G-18", "Decision - Split", family, "DEC"],
    ["G-18", "DQ", family, "DQ"],
    ["G-18", "Overturned", family, "OTHER"],
    ["G-18", "", family, null]
  ])("%s %j", (_, cell, read, expected) => expect(read(cell)).toEqual(expected))
})

describe("a row of the list of fighters", () => {
  const url = "http://stats.test/statistics/fighters?char=p&page=all"
  const id = Pages.key("abc")
  const pereira = ["Alex", "Pereira", "Poatan", "6' 4\"", "205 lbs.", '79.0"', "Orthodox", "12", "3", "0"]
  const read = (rows: ReadonlyArray<Pages.ListedFighter>) => readable(readFighterList(Pages.fighterList(rows), url))

  it("G-20", () => {
    const [fighter] = read([{ id, cells: pereira, belt: true }]).facts
    expect(fighter?.facts).toMatchObject({
      ufcstatsId: id,
      name: "Alex Pereira",
      nickname: "Poatan",
      belt: true,
      wins: 12,
      losses: 3,
      draws: 0
    })
    const { height = 0, reach = 0, weight = 0 } = fighter?.facts ?? {}
    expect([centimetres(height), kilograms(weight), centimetres(reach)]).toEqual([193, 93, 200.7])
  })
  it("G-21", () => {
    const cells = ["", "Aoriqileng", "", "5' 7\"", "135 lbs.", "--", "", "1", "0", "0"]
    expect(read([{ id, cells }]).facts[0]?.facts).toMatchObject({ name: "Aoriqileng", reach: null, stance: null })
  })
  it("G-22 keeps accents", () => {
    const cells = pereira.with(0, "José").with(1, "Aldo").with(3, "--").with(4, "--")
    expect(read([{ id, cells }]).facts[0]?.facts).toMatchObject({ name: "José Aldo", height: null, weight: null })
  })
  it("G-23 a separator is skipped, and a wrong count of columns loses the row", () => {
    const { facts, findings } = read([
      { id, cells: pereira },
      { id: Pages.key("b"), cells: pereira.slice(1) }
    ])
    expect([facts.length, findings.map(({ rule }) => rule)]).toEqual([1, ["malformed-row"]])
  })
  it("G-24 an empty body is an empty list, and a page without a table has changed", () => {
    expect(read([]).facts).toEqual([])
    expect(faultOf(readFighterList("", url))._tag).toBe("PageChanged")
  })
})

describe("an event", () => {
  const id = Pages.key("e1")
  const [a, b] = [
    { id: "294aa73dbf37d281", name: "Bruno Silva" },
    { id: Pages.key("f2"), name: "Bea Reed" }
  ]
  const bout: Pages.CardBout = {
    id: Pages.key("b1"),
    sides: [a, b],
    flags: ["win"],
    method: ["U-DEC", ""],
    round: "3",
    time: "5:00"
  }
  const read = (bouts: ReadonlyArray<Pages.CardBout>, date = "September 19, 2026") =>
    readable(
      readEvent(
        Pages.event({ name: "Night 12", date, location: "Oslo", bouts }),
        `http://stats.test/event-details/${id}`,
        IsoDate.make("2026-10-05")
      )
    )
  const only = (known: Partial<Pages.CardBout>, date?: string) => {
    const page = read([{ ...bout, ...known }], date)
    const match = page.facts.matches[0]!
    return { match, rules: rules(page), results: match.corners.map(({ result }) => result) }
  }

  it.each<readonly [id: string, known: Partial<Pages.CardBout>, date: string, results: unknown, rules: unknown]>([
    ["G-30", {}, "September 19, 2026", ["WIN", "LOSS"], []],
    ["G-31", { flags: ["draw", "draw"] }, "September 19, 2026", ["DRAW", "DRAW"], []],
    ["G-31", { flags: ["nc", "nc"] }, "September 19, 2026", ["NC", "NC"], []],
    ["G-32", { flags: [], icons: ["perf"] }, "January 1, 2999", [null, null], []],
    ["G-33", { flags: [] }, "September 19, 2026", [null, null], ["malformed-cell"]],
    ["G-34", { flags: ["dance"] }, "September 19, 2026", [null, null], ["unknown-value"]]
  ])("%s %j", (_, known, date, results, found) => {
    const page = only(known, date)
    expect([page.results, page.rules]).toEqual([results, found])
    expect(page.match.corners.some(({ performanceOfTheNight }) => performanceOfTheNight)).toBe(false)
  })
  it("G-34 an unknown flag takes nothing from the row above", () => {
    const { matches } = read([bout, { ...bout, id: Pages.key("b2"), flags: ["dance"] }]).facts
    expect(matches.map(({ corners }) => corners[0]?.result)).toEqual(["WIN", null])
  })
  it.each<readonly [id: string, icons: ReadonlyArray<string>, title: boolean, fight: boolean, performance: unknown]>([
    ["G-35", ["belt", "fight"], true, true, [false, false]],
    ["G-36", ["perf"], false, false, [true, false]],
    ["G-37", ["mystery"], false, false, [false, false]]
  ])("%s %j", (id, icons, title, fight, performance) => {
    const { match, rules } = only({ icons })
    expect([match.isTitleBout, match.fightOfTheNight]).toEqual([title, fight])
    expect(match.corners.map(({ performanceOfTheNight }) => performanceOfTheNight)).toEqual(performance)
    expect(rules).toEqual(id === "G-37" ? ["unknown-value"] : [])
  })
  it("G-38 the link decides which of two of a name it is", () => {
    const { match } = only({ sides: [{ ...a, id: "12ebd7d157e91701" }, b] })
    expect(match.corners[0]?.fighterKey).toBe("12ebd7d157e91701")
  })
  it("G-39 without a link nobody is guessed", () => {
    const { match, rules } = only({ sides: [{ ...a, id: null }, b] })
    expect([match.corners[0]?.fighterKey, match.corners[0]?.name, rules]).toEqual([
      null,
      "Bruno Silva",
      ["unknown-fighter"]
    ])
  })
  it.each([
    ["G-40", [{ id: null, name: "Late Notice" }, b]],
    ["G-41", [a, b]]
  ])("%s the order counts every row, and only the first is the main event", (_, sides) => {
    const { matches } = read([
      { ...bout, sides },
      { ...bout, id: Pages.key("b2") },
      { ...bout, id: Pages.key("b3") }
    ]).facts
    expect(matches.map(({ cardOrder, isMainEvent }) => [cardOrder, isMainEvent])).toEqual([
      [3, true],
      [2, false],
      [1, false]
    ])
  })
  it("G-42 a row with one fighter is left out", () => {
    const { facts, findings } = read([
      { ...bout, sides: [a] },
      { ...bout, id: Pages.key("b2") }
    ])
    expect(facts.matches.map(({ cardOrder, isMainEvent }) => [cardOrder, isMainEvent])).toEqual([[1, false]])
    expect(findings.map(({ rule }) => rule)).toEqual(["malformed-row"])
  })
  it("G-45 nothing at all is a changed page and no exception", () => {
    expect(faultOf(readEvent("", `http://x/event-details/${id}`, IsoDate.make("2026-10-05")))._tag).toBe("PageChanged")
  })
})

describe("a fight", () => {
  const url = `http://stats.test/fight-details/${Pages.key("b1")}`
  const read = (facts: Pages.FightFacts) => readable(readFight(Pages.fight(facts), url))

  it("G-50 one round", () => {
    const [first, second] = read(oneRound).facts.match.corners.map(({ rounds }) => rounds)
    const of = (landed: number, attempted: number) => ({ landed, attempted })
    expect(first).toMatchObject([
      { round: 1, knockdowns: 0, sigStrikes: of(17, 37), totalStrikes: of(20, 40), takedowns: of(0, 0) }
    ])
    expect(first).toMatchObject([{ submissionAttempts: 0, controlSeconds: 12 }])
    expect(second).toMatchObject([
      { round: 1, knockdowns: 1, sigStrikes: of(4, 9), totalStrikes: of(5, 10), takedowns: of(1, 2) }
    ])
    expect(second).toMatchObject([{ submissionAttempts: 2, controlSeconds: 275 }])
  })
  it("G-51 two rounds are four records", () => {
    const lines = [...oneRound.lines, [line({}), line({})] as const]
    const rounds = read({ ...oneRound, lines }).facts.match.corners.map((side) => side.rounds.map(({ round }) => round))
    expect(rounds).toEqual([
      [1, 2],
      [1, 2]
    ])
  })
  it.each([
    ["G-52", "--"],
    ["G-53", "---"]
  ])("%s control %j is missing", (_, ctrl) => {
    const { facts, findings } = read(figures({ ctrl, kd: "--" }, { ctrl }))
    expect(facts.match.corners.map(({ rounds }) => rounds[0]?.controlSeconds)).toEqual([null, null])
    expect(facts.match.corners[0]?.rounds[0]).toMatchObject({ knockdowns: null, sigStrikes: { landed: 17 } })
    expect(findings).toEqual([])
  })
  it("G-54 nothing at all is a changed page and no exception", () => {
    expect(faultOf(readFight("", url))._tag).toBe("PageChanged")
  })
  it("G-55 whoever does not fight in the bout has no row of it", () => {
    const html = Pages.fight(oneRound)
    const at = html.indexOf('<section class="b-fight-details__section"')
    const strange = html.slice(0, at) + html.slice(at).replaceAll(oneRound.people[0]!.id!, Pages.key("f9"))
    const { facts, findings } = readable(readFight(strange, url))
    expect(facts.match.corners.map(({ rounds }) => rounds.length)).toEqual([0, 1])
    expect(new Set(findings.map(({ rule }) => rule))).toEqual(new Set(["unknown-fighter"]))
  })
  it("G-56 by target and by position", () => {
    const [, second] = read(oneRound).facts.match.corners.map(({ rounds }) => rounds[0]!)
    const sum = (...parts: ReadonlyArray<{ landed: number; attempted: number } | null>) =>
      parts.reduce((all, part) => all + (part?.landed ?? 0) * 1000 + (part?.attempted ?? 0), 0)
    const { body, clinch, distance, ground, head, leg, sigStrikes } = second!
    expect([sum(head, body, leg), sum(distance, clinch, ground)]).toEqual([sum(sigStrikes), sum(sigStrikes)])
  })
})
