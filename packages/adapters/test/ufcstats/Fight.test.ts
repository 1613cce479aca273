import { describe, expect, it } from "@effect/vitest"
import * as Pages from "../../src/simulator/StatsMarkup.ts"
import { readFight } from "../../src/ufcstats/Fight.ts"
import { ending, figures, line, oneRound, reed, stone } from "./Bout.ts"
import { faultOf, readable, rules } from "./Reading.ts"

const id = Pages.key("b1")
const url = `http://stats.test/fight-details/${id}`
const read = (facts: Pages.FightFacts) => {
  const page = readable(readFight(Pages.fight(facts), url))
  const { match } = page.facts
  return { ...page, match, rounds: match.corners.map(({ rounds }) => rounds) }
}
const of = (landed: number, attempted: number) => ({ landed, attempted })

describe("a fight", () => {
  it("is read with title, ending, referee, cards and both corners", () => {
    const { facts, findings, match } = read(oneRound)
    expect(findings).toEqual([])
    expect({ ...match, corners: match.corners.map(({ rounds: _, ...corner }) => corner) }).toEqual({
      ufcstatsId: id,
      eventKey: oneRound.event.id,
      weightClass: "lightweight",
      title: "UFC Lightweight Title Bout",
      isTitleBout: true,
      isMainEvent: false,
      cardOrder: null,
      fightOfTheNight: false,
      method: "U-DEC",
      methodDetail: null,
      details: null,
      resultRound: 1,
      resultTime: 300,
      timeFormat: "3 Rnd (5-5-5)",
      scheduledRounds: 3,
      referee: "Kim Late",
      judges: [
        { judge: "Sal D'Amico", points: [28, 29] },
        { judge: "Ron McCord", points: [27, 30] },
        { judge: "Kim Best", points: [28, 29] }
      ],
      status: "completed",
      corners: [
        { fighterKey: stone.id, name: "Ada Stone", corner: "red", result: "LOSS", performanceOfTheNight: false },
        { fighterKey: reed.id, name: "Bea Reed", corner: "blue", result: "WIN", performanceOfTheNight: false }
      ]
    })
    expect(facts.fighters.map(({ facts: { name, nickname } }) => [name, nickname])).toEqual([
      ["Ada Stone", null],
      ["Bea Reed", "The Reaper"]
    ])
  })
  it("gives both sides' figures of a round and of the whole bout", () => {
    const { facts, rounds } = read(oneRound)
    const red = {
      round: 1,
      knockdowns: 0,
      sigStrikes: of(17, 37),
      totalStrikes: of(20, 40),
      takedowns: of(0, 0),
      submissionAttempts: 0,
      reversals: 0,
      controlSeconds: 12,
      head: of(17, 37),
      body: of(0, 0),
      leg: of(0, 0),
      distance: of(17, 37),
      clinch: of(0, 0),
      ground: of(0, 0)
    }
    const blue = {
      round: 1,
      knockdowns: 1,
      sigStrikes: of(4, 9),
      totalStrikes: of(5, 10),
      takedowns: of(1, 2),
      submissionAttempts: 2,
      reversals: 0,
      controlSeconds: 275,
      head: of(1, 3),
      body: of(2, 4),
      leg: of(1, 2),
      distance: of(2, 6),
      clinch: of(1, 2),
      ground: of(1, 1)
    }
    expect(rounds).toEqual([[red], [blue]])
    expect(facts.totals).toEqual([
      { ...red, round: 0 },
      { ...blue, round: 0 }
    ])
  })
  it("two rounds are two rounds of each side", () => {
    const [all, round] = [line({ sig: "10 of 20", kd: "2" }), line({ sig: "5 of 10", kd: "1" })]
    const { findings, rounds } = read({
      ...oneRound,
      ending: { ...ending, Round: "2" },
      lines: [
        [all, all],
        [round, round],
        [round, round]
      ]
    })
    expect(rounds.map((side) => side.map(({ round, knockdowns }) => [round, knockdowns]))).toEqual([
      [
        [1, 1],
        [2, 1]
      ],
      [
        [1, 1],
        [2, 1]
      ]
    ])
    expect(findings).toEqual([])
  })
  it.each([
    ["--", "--"],
    ["---", "---"]
  ])("control %j is missing, and nothing else", (one, other) => {
    const { findings, rounds } = read(figures({ ctrl: one }, { ctrl: other }))
    expect(rounds.map(([round]) => [round?.controlSeconds, round?.totalStrikes?.landed])).toEqual([
      [null, 20],
      [null, 5]
    ])
    expect(findings).toEqual([])
  })
  it("a missing cell is that cell alone", () => {
    const { findings, rounds } = read(figures({ kd: "--" }, { td: "---" }))
    expect(rounds[0]?.[0]).toMatchObject({ knockdowns: null, sigStrikes: of(17, 37) })
    expect(rounds[1]?.[0]).toMatchObject({ takedowns: null, knockdowns: 1 })
    expect(findings).toEqual([])
  })
  it("a malformed cell is that cell alone, and reported", () => {
    const page = read(figures({ total: "many" }, {}))
    expect(page.rounds[0]?.[0]).toMatchObject({ totalStrikes: null, sigStrikes: of(17, 37) })
    expect(rules(page)).toEqual(["malformed-cell", "malformed-cell"])
  })
  it("more landed than attempted loses the round, and is reported as impossible", () => {
    const page = read(figures({ td: "2 of 1" }, {}))
    expect(page.rounds.map(({ length }) => length)).toEqual([0, 1])
    expect([...new Set(rules(page))]).toEqual(["impossible"])
  })
  it("figures that contradict each other are kept, and reported", () => {
    const page = read(figures({ targets: ["16 of 37", "0 of 0", "0 of 0"], tdPercent: "5%", td: "1 of 2" }, {}))
    expect(page.rounds[0]).toHaveLength(1)
    expect(new Set(page.findings.map(({ what }) => what))).toEqual(
      new Set(["17 of 37 significant strikes, 16 of 37 by target", "5% of takedowns, not 50%"])
    )
  })
  it("rounds that do not add up to the totals are reported", () => {
    const [[red, blue]] = figures({}, {}).lines as [readonly [Pages.Line, Pages.Line]]
    const page = read({
      ...oneRound,
      lines: [
        [line({ sig: "18 of 37", total: "20 of 40", ctrl: "0:12" }), blue],
        [red, blue]
      ]
    })
    expect(page.findings.map(({ what }) => what)).toContain(
      "Ada Stone: 17 of 37 significant strikes in the rounds, 18 of 37 in all"
    )
  })
  it("lines of somebody who does not fight in the bout are left out and reported", () => {
    const html = Pages.fight(oneRound)
    const last = html.lastIndexOf(stone.id)
    const page = readable(readFight(html.slice(0, last) + Pages.key("f9") + html.slice(last + 16), url))
    expect(rules(page)).toContain("unknown-fighter")
  })
  it("sides are told apart by links: their order in a table may be another", () => {
    const swapped = Pages.fight({ ...oneRound, people: oneRound.people.toReversed() })
    const persons = /<div class="b-fight-details__persons">.*?<\/h3>.*?<\/h3>.*?<\/div><\/div><\/div>/s
    const html = swapped.replace(persons, persons.exec(Pages.fight(oneRound))![0])
    const { match } = readable(readFight(html, url)).facts
    expect(match.corners.map(({ name, rounds }) => [name, rounds[0]?.knockdowns])).toEqual([
      ["Ada Stone", 1],
      ["Bea Reed", 0]
    ])
  })
  it("totals without rounds stay, as round 0, and are reported", () => {
    const html = Pages.fight(oneRound).replace(
      /<table class="b-fight-details__table js-fight-table">.*?<\/table>/gs,
      ""
    )
    const { facts, findings } = readable(readFight(html, url))
    expect(facts.match.corners.map(({ rounds }) => rounds)).toEqual(facts.totals.map((total) => [total]))
    expect(findings.map(({ what }) => what)).toEqual(["no statistics by round"])
  })
  it("significant strikes that two tables give otherwise are reported", () => {
    const html = Pages.fight(oneRound)
    const strikes = html.indexOf("17 of 37", html.indexOf("Head"))
    const page = readable(readFight(`${html.slice(0, strikes)}16${html.slice(strikes + 2)}`, url))
    expect(page.findings.map(({ what }) => what)).toEqual(["two tables give other significant strikes"])
  })
  it("a bout without statistics has none", () => {
    const { facts, findings, rounds } = read({ ...oneRound, lines: [] })
    expect([rounds, facts.totals, findings]).toEqual([[[], []], [null, null], []])
  })
  it("until 2020 passes stood where control stands now", () => {
    const columns = oneRound.lines.map(([a, b]) => [
      { ...a, totals: a.totals.with(7, "3").with(8, "1") },
      { ...b, totals: b.totals.with(7, "4").with(8, "2") }
    ]) as unknown as Pages.FightFacts["lines"]
    const page = read({ ...oneRound, lines: columns, lastColumns: ["Sub. att", "Pass", "Rev."] })
    expect(page.rounds[0]?.[0]).toMatchObject({ reversals: 1, controlSeconds: null, submissionAttempts: 0 })
    expect(page.findings).toEqual([])
  })
})

describe("the ending of a fight", () => {
  const ended = (Method: string, words: ReadonlyArray<string>, more: Partial<Pages.FightFacts> = {}) =>
    read({ ...oneRound, ending: { ...ending, Method }, cards: [], words, ...more })
  it.each([
    ["KO/TKO", ["Punches to Head From Mount"], "KO/TKO", "Punch", "Punches to Head From Mount"],
    ["Submission", ["Rear Naked Choke"], "SUB", "Rear Naked Choke", null],
    [
      "Submission",
      ["Armbar On Ground", "Technical Submission"],
      "SUB",
      "Armbar",
      "Armbar On Ground; Technical Submission"
    ],
    ["KO/TKO", ["to", "Knee Injury"], "KO/TKO", null, "Knee Injury"],
    ["TKO - Doctor's Stoppage", ["Facial Cuts"], "TKO - Doctor's Stoppage", null, "Facial Cuts"],
    ["Could Not Continue", [], "CNC", null, null]
  ])("%s, %j", (printed, words, method, methodDetail, details) => {
    expect(ended(printed, words).match).toMatchObject({ method, methodDetail, details, judges: [] })
  })
  it("a remark before the cards is kept", () => {
    const { match } = read({ ...oneRound, words: ["Point Deducted: Eye Poke by Stone"] })
    expect([match.details, match.judges.length, match.methodDetail]).toEqual([
      "Point Deducted: Eye Poke by Stone",
      3,
      null
    ])
  })
  it("a judge may be nameless, and a card malformed", () => {
    const page = read({
      ...oneRound,
      cards: [
        ["", "28 - 29."],
        ["Kim Best", "many"],
        ["Ron McCord", "28 - 29"]
      ]
    })
    expect(page.match.judges).toEqual([
      { judge: "", points: [28, 29] },
      { judge: "Ron McCord", points: [28, 29] }
    ])
    expect(rules(page)).toEqual(["malformed-cell"])
  })
  it.each([
    ["D", ["DRAW", "DRAW"]],
    ["NC", ["NC", "NC"]]
  ])("%s is both sides' result", (status, results) => {
    const people = oneRound.people.map((person) => ({ ...person, status }))
    const { match } = ended("Overturned", [], { people })
    expect(match.corners.map(({ result }) => result)).toEqual(results)
  })
  it("results that are no pair are impossible", () => {
    const people = oneRound.people.map((person) => ({ ...person, status: "W" }))
    expect(rules(ended("KO/TKO", [], { people }))).toEqual(["impossible"])
  })
  it.each(["X", ""])("status %j of one side is reported", (status) => {
    const people = [{ ...oneRound.people[0]!, status }, oneRound.people[1]!]
    expect(rules(ended("KO/TKO", [], { people })).length).toBeGreaterThan(0)
  })
  it.each([
    ["KO/TKO", "4", "1:00", "3 Rnd (5-5-5)"],
    ["KO/TKO", "1", "5:01", "3 Rnd (5-5-5)"]
  ])("%s in round %s at %s of %s is impossible", (Method, Round, Time, format) => {
    const page = ended(Method, [], { ending: { ...ending, Method, Round, Time, "Time format": format } })
    expect(rules(page)).toContain("impossible")
  })
  it("the performance of the night is the winner's", () => {
    const { match } = read({ ...oneRound, icons: ["perf", "fight"] })
    expect(match.corners.map(({ performanceOfTheNight }) => performanceOfTheNight)).toEqual([false, true])
    expect(match).toMatchObject({ fightOfTheNight: true })
  })
  it("a title without a class keeps the bout", () => {
    const page = read({ ...oneRound, title: "UFC 10 Tournament Title Bout" })
    expect([page.match.weightClass, page.match.isTitleBout, rules(page)]).toEqual([null, true, ["unknown-value"]])
  })
  it("a blank referee is missing", () => {
    expect(read({ ...oneRound, ending: { ...ending, Referee: "" } }).match.referee).toBeNull()
  })
})

describe("a fight to come", () => {
  const { ending: _, cards: __, ...rest } = oneRound
  const toCome: Pages.FightFacts = {
    ...rest,
    people: oneRound.people.map((person) => ({ ...person, status: "" })),
    icons: ["belt"],
    lines: [],
    tape: [
      ["Wins/Losses/Draws", "32-8-0 (1 NC) ", "23-3-0"],
      ["Average Fight Time", "7:02", "10:19"],
      ["Height", "5' 10\"", "5' 11\""],
      ["Weight", "155 lbs.", "155 lbs."],
      ["Reach", '74"', "--"],
      ["Stance", "Orthodox", ""],
      ["DOB", "Oct 17, 1989", "Nov 14, 1988"]
    ]
  }
  it("has no result, and tells of the fighters", () => {
    const { facts, findings, match } = read(toCome)
    expect(findings).toEqual([])
    expect(match).toMatchObject({ status: "scheduled", isTitleBout: true, method: null, judges: [], timeFormat: null })
    expect(match.corners.map(({ result }) => result)).toEqual([null, null])
    expect(facts.fighters.map((fighter) => fighter.facts)).toEqual([
      {
        ufcstatsId: stone.id,
        name: "Ada Stone",
        nickname: null,
        belt: null,
        height: 70,
        weight: 155,
        reach: 74,
        stance: "Orthodox",
        birthdate: "1989-10-17",
        wins: 32,
        losses: 8,
        draws: 0,
        noContests: 1
      },
      {
        ufcstatsId: reed.id,
        name: "Bea Reed",
        nickname: "The Reaper",
        belt: null,
        height: 71,
        weight: 155,
        reach: null,
        stance: null,
        birthdate: "1988-11-14",
        wins: 23,
        losses: 3,
        draws: 0,
        noContests: 0
      }
    ])
  })
})

describe("a page that is no fight", () => {
  it.each([
    ["nothing", ""],
    ["an error", "<h1>Internal Server Error</h1>"],
    ["three persons", Pages.fight({ ...oneRound, people: [...oneRound.people, oneRound.people[0]!] })],
    ["no ending", Pages.fight({ ...oneRound, ending: {} })]
  ])("%s: the page has changed", (_, html) => expect(faultOf(readFight(html, url))._tag).toBe("PageChanged"))
  it("markup deeper than any page is not followed", () => {
    const html = `${"<div>".repeat(20_000)}${Pages.fight(oneRound)}`
    expect(faultOf(readFight(html, url))._tag).toBe("PageChanged")
  })
})
