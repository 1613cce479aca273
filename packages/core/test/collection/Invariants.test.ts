import { describe, expect, it } from "@effect/vitest"
import { freshKey, matchFacts, roundStats } from "../../contract/Facts.ts"
import { boutContradictions, roundContradictions, totalContradictions } from "../../src/collection/Invariants.ts"
import type { ScrapedCorner, ScrapedMatch } from "../../src/collection/Scraped.ts"
import type { RoundStats } from "../../src/match/MatchStats.ts"

const of = (landed: number, attempted: number) => ({ landed, attempted })
const none = of(0, 0)
const unknown = { sigStrikes: null, takedowns: null }
const round = ({ round = 1, ...known }: Partial<RoundStats> = {}): RoundStats => roundStats(round, known)

describe("the figures of a round", () => {
  const whole = round({
    sigStrikes: of(10, 20),
    totalStrikes: of(12, 24),
    takedowns: of(1, 3),
    head: of(5, 12),
    body: of(3, 5),
    leg: of(2, 3),
    distance: of(10, 20),
    clinch: none,
    ground: none
  })
  it("agree", () => expect(roundContradictions(whole, { sigStrikes: 50, takedowns: 33 })).toEqual([]))
  it.each([
    [{ takedowns: of(2, 1) }, "impossible", 'takedowns "2 of 1"'],
    [{ totalStrikes: of(9, 24) }, "impossible", "10 of 20 significant strikes of only 9 of 24 in all"],
    [{ leg: of(1, 3) }, "inconsistent", "10 of 20 significant strikes, 9 of 20 by target"],
    [{ ground: of(0, 1) }, "inconsistent", "10 of 20 significant strikes, 10 of 21 by position"]
  ] as const)("%j", (known, rule, what) => {
    expect(roundContradictions({ ...whole, ...known }, unknown)).toEqual([{ rule, what }])
  })
  it("a percentage is rounded down", () => {
    expect(roundContradictions(whole, { sigStrikes: 50, takedowns: 34 })).toEqual([
      { rule: "inconsistent", what: "34% of takedowns, not 33%" }
    ])
  })
  it("what is missing contradicts nothing", () => {
    const missing = { ...whole, head: null, clinch: null, totalStrikes: null, takedowns: none }
    expect(roundContradictions(missing, { sigStrikes: null, takedowns: 10 })).toEqual([])
  })
})

describe("the sum of the rounds", () => {
  const rounds = [round({ knockdowns: 1, head: of(1, 2) }), round({ round: 2, knockdowns: 0, head: of(3, 4) })]
  it("is the total", () => {
    expect(totalContradictions("Ada", rounds, round({ round: 0, knockdowns: 1, head: of(4, 6) }))).toEqual([])
  })
  it("that is not the total is said of each figure", () => {
    const totals = round({ round: 0, knockdowns: 2, head: of(4, 7) })
    expect(totalContradictions("Ada", rounds, totals).map(({ what }) => what)).toEqual([
      "Ada: 4 of 6 head strikes in the rounds, 4 of 7 in all",
      "Ada: 1 knockdowns in the rounds, 2 in all"
    ])
  })
  it("is unknown where a round is", () => {
    const gap = [...rounds, round({ round: 3, knockdowns: null, head: null })]
    expect(totalContradictions("Ada", gap, round({ round: 0, knockdowns: 9, head: of(9, 9) }))).toEqual([])
    expect(totalContradictions("Ada", [], round({ round: 0, knockdowns: 9 }))).toEqual([])
  })
})

describe("a bout", () => {
  const corner = (result: ScrapedCorner["result"], rounds: ReadonlyArray<RoundStats> = []): ScrapedCorner => ({
    fighterKey: freshKey(),
    name: "Ada",
    corner: null,
    result,
    performanceOfTheNight: false,
    rounds
  })
  const { eventId: _, ...facts } = matchFacts({ timeFormat: "3 Rnd (5-5-5)" })
  const bout = (known: Partial<ScrapedMatch>): ScrapedMatch => ({
    ...facts,
    ufcstatsId: freshKey(),
    eventKey: null,
    corners: [corner("WIN"), corner("LOSS")],
    ...known
  })
  const said = (known: Partial<ScrapedMatch>) =>
    boutContradictions(bout(known)).map(({ rule, what }) => `${rule}: ${what}`)
  const cards = (...points: ReadonlyArray<readonly [number, number]>) =>
    points.map((points) => ({ judge: "Kim", points }))

  it.each([
    [3, 300, []],
    [4, 10, ['impossible: it ended in round 4 of "3 Rnd (5-5-5)"']],
    [3, 301, ['impossible: round 3 of "3 Rnd (5-5-5)" lasted 5:01']],
    [null, null, []]
  ])("that ends in round %j at %j", (resultRound, resultTime, found) => {
    expect(said({ resultRound, resultTime })).toEqual(found)
  })
  it("of unknown or no limits ends when it ends", () => {
    expect(said({ timeFormat: "No Time Limit", resultRound: 1, resultTime: 2166 })).toEqual([])
    expect(said({ timeFormat: "1 Rnd + 2OT (15-3-3)", resultRound: 3, resultTime: 180 })).toEqual([])
  })
  it("has no more control than time, but for a few seconds", () => {
    const control = (a: number, b: number) =>
      said({
        resultRound: 1,
        corners: [corner("WIN", [round({ controlSeconds: a })]), corner("LOSS", [round({ controlSeconds: b })])]
      })
    expect(control(200, 105)).toEqual([])
    expect(control(200, 106)).toEqual(['inconsistent: 5:06 of control in round 1 of "3 Rnd (5-5-5)"'])
  })
  it("has no round after its last", () => {
    const corners = [corner("WIN", [round(), round({ round: 2 })]), corner("LOSS")]
    expect(said({ resultRound: 1, corners })).toEqual(["inconsistent: Ada has a round 2 of only 1"])
  })
  it.each([
    ["WIN", "LOSS", true],
    ["LOSS", "WIN", true],
    ["DRAW", "DRAW", true],
    ["NC", "NC", true],
    [null, null, true],
    ["WIN", "WIN", false],
    ["WIN", null, false],
    ["DRAW", "NC", false]
  ] as const)("results %j and %j", (red, blue, isPair) => {
    expect(said({ corners: [corner(red), corner(blue)] })).toEqual(
      isPair ? [] : [`impossible: results ${red ?? "unknown"} and ${blue ?? "unknown"}`]
    )
  })
  it("is between two", () => {
    const one = corner("WIN")
    expect(said({ corners: [one, { ...one, result: "LOSS" }] })).toEqual(["inconsistent: Ada on both sides"])
  })
  it.each([
    [
      "WIN",
      [
        [28, 29],
        [28, 29],
        [27, 30]
      ],
      true
    ],
    [
      "LOSS",
      [
        [28, 29],
        [29, 28],
        [27, 30]
      ],
      true
    ],
    [
      "WIN",
      [
        [29, 28],
        [29, 28],
        [27, 30]
      ],
      false
    ],
    [
      "WIN",
      [
        [28, 28],
        [28, 28],
        [27, 30]
      ],
      false
    ],
    [
      "DRAW",
      [
        [28, 28],
        [28, 28],
        [27, 30]
      ],
      true
    ],
    [
      "DRAW",
      [
        [28, 29],
        [29, 28],
        [28, 28]
      ],
      true
    ],
    [
      "DRAW",
      [
        [28, 29],
        [28, 29],
        [28, 28]
      ],
      false
    ],
    [
      "NC",
      [
        [28, 29],
        [28, 29],
        [28, 28]
      ],
      true
    ],
    ["WIN", [[29, 28]], true]
  ] as const)("%s on the cards %j", (result, points, agrees) => {
    const corners = [corner(result), corner(result === "WIN" ? "LOSS" : result === "LOSS" ? "WIN" : result)]
    expect(said({ method: "U-DEC", judges: cards(...points), corners })).toHaveLength(agrees ? 0 : 1)
  })
  it("that was no decision needs no cards", () => {
    expect(said({ method: "Overturned", judges: cards([29, 28], [29, 28], [29, 28]) })).toEqual([])
  })
})
