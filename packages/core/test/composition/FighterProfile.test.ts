import { assert, describe, it } from "@effect/vitest"
import { day, fighterFacts, roundStats, side } from "../../contract/Facts.ts"
import { fighterProfile } from "../../src/composition/FighterProfile.ts"
import { stanceRecords } from "../../src/composition/StanceRecords.ts"
import { Fighter, type FighterFacts } from "../../src/fighter/Fighter.ts"
import type { Method } from "../../src/match/Method.ts"
import type { Result } from "../../src/match/Result.ts"
import type { Rankings } from "../../src/ranking/Ranking.ts"
import { Stance } from "../../src/Stance.ts"
import type { Bout } from "../../src/stats/Bout.ts"
import type { MetricId } from "../../src/stats/Metric.ts"
import { bout, hero, rival } from "../stats/SomeBouts.ts"

const unranked: Rankings = { date: null, entries: [] }

const profile = (bouts: ReadonlyArray<Bout>, known: Partial<FighterFacts> = {}, rankings = unranked) =>
  fighterProfile(Fighter.of(hero.id, fighterFacts(known)), bouts, rankings, day("2026-10-26"))

const ended = (results: ReadonlyArray<Result>) => results.map((result) => bout(result))

/** What `H-15` counts: of each fight the method, significant strikes, targets, takedowns, control and attempts. */
const nights: ReadonlyArray<readonly [Method, ...ReadonlyArray<number>]> = [
  ["KO/TKO", 30, 50, 15, 10, 5, 2, 3, 120, 0],
  ["SUB", 25, 45, 12, 8, 5, 3, 5, 200, 2],
  ["U-DEC", 45, 80, 25, 12, 8, 1, 2, 100, 1]
]

const landed = (amount = 0, attempted = amount) => ({ landed: amount, attempted })

const wins = (split: boolean) =>
  nights.map(([method, sig, thrown, head, body, leg, td, tries, control, attempts], index) => {
    const whole = roundStats(1, {
      knockdowns: index === 0 ? 1 : 0,
      sigStrikes: landed(sig, thrown),
      head: landed(head),
      body: landed(body),
      leg: landed(leg),
      takedowns: landed(td, tries),
      controlSeconds: control ?? 0,
      submissionAttempts: attempts ?? 0
    })
    const empty = roundStats(1, { sigStrikes: landed(), takedowns: landed(), controlSeconds: 0, submissionAttempts: 0 })
    return bout("WIN", { method, resultRound: 2, resultTime: 60 }, split ? [empty, { ...whole, round: 2 }] : [whole])
  })

describe("a fighter's profile", () => {
  it.each([
    [["WIN", "WIN", "WIN", "LOSS"], "win", 3],
    [["LOSS", "LOSS", "WIN"], "loss", 2],
    [["DRAW", "WIN"], "none", 0],
    [["WIN"], "win", 1],
    [[], "none", 0]
  ] satisfies ReadonlyArray<[ReadonlyArray<Result>, string, number]>)(
    "H-10: %j, the latest first, is a streak of %s, %i",
    (results, kind, length) => assert.deepStrictEqual<object>(profile(ended(results)).streak, { kind, length })
  )

  it.each([
    [26, 1, 0.963],
    [3, 0, 1],
    [0, 0, null]
  ])("H-11: %i wins and %i losses are a win rate of %s", (won, lost, rate) => {
    const results = [...Array<Result>(won).fill("WIN"), ...Array<Result>(lost).fill("LOSS")]
    const { value } = profile(ended(results)).figures.find(({ metric }) => metric === "win-rate")!
    assert.strictEqual(value === null ? null : Math.round(value * 1000) / 1000, rate)
  })

  it("H-12: the age is in whole years, and unknown without a date of birth", () => {
    assert.strictEqual(profile([], { birthdate: day("1991-10-27") }).age, 34)
    assert.strictEqual(profile([], { birthdate: day("1991-10-26") }).age, 35)
    assert.isNull(profile([]).age)
  })

  it("H-13: a height and a reach that no source gives are null in every measure", () => {
    const { height, heightCm, reach, reachCm } = profile([]).fighter
    assert.deepStrictEqual([height, heightCm, reach, reachCm], [null, null, null, null])
  })

  it("H-14: a champion is ranked 0", () => {
    const place = { weightClass: "lightweight", rank: 0, fighterId: hero.id, name: hero.name } as const
    const { rankings } = profile([], {}, { date: day("2026-01-01"), entries: [place] })
    assert.deepStrictEqual(rankings.entries, [place])
  })

  it.each([
    ["H-15", false],
    ["H-16", true]
  ] as const)("%s: the figures of three wins, in rounds: %s", (_, split) => {
    const { coverage, figures } = profile(wins(split))
    const value = (id: MetricId) => figures.find(({ metric }) => metric === id)?.value
    assert.deepStrictEqual(coverage, { fights: 3, measuredFights: 3 })
    const counted: ReadonlyArray<readonly [MetricId, number]> = [
      ["ko-tko-wins", 1],
      ["submission-wins", 1],
      ["decision-wins", 1],
      ["sig-strikes", 100],
      ["head-strikes", 52],
      ["body-strikes", 30],
      ["leg-strikes", 18],
      ["takedowns", 6],
      ["submission-attempts", 3],
      ["knockdowns", 1],
      ["control-time", 420]
    ]
    for (const [id, sum] of counted) assert.strictEqual(value(id), sum, id)
    assert.closeTo(value("sig-strike-accuracy") ?? 0, 100 / 175, 1e-12)
    assert.closeTo(value("takedown-accuracy") ?? 0, 0.6, 1e-12)
  })

  it("H-17: a bout tells the opponent, the event, the class and how it ended; at most five are shown", () => {
    const { latestBouts } = profile([
      bout("WIN", { weightClass: "lightweight", method: "SUB", resultRound: 2, resultTime: 100, isMainEvent: true }),
      ...ended(["LOSS", "LOSS", "WIN", "WIN", "WIN"])
    ])
    assert.lengthOf(latestBouts, 5)
    const { event, matchId: _, ...told } = latestBouts[0]!
    assert.deepStrictEqual([event?.name, event?.date], ["An Event", "2020-01-01"])
    assert.deepStrictEqual<object>(told, {
      opponent: rival,
      result: "WIN",
      weightClass: "lightweight",
      method: "SUB",
      resultRound: 2,
      resultTime: 100,
      isMainEvent: true
    })
  })

  it("H-19: without a bout there is nothing measured, no streak and no last fight", () => {
    const { coverage, lastFight, latestBouts, record, streak } = profile([])
    assert.deepStrictEqual([coverage, lastFight, latestBouts], [{ fights: 0, measuredFights: 0 }, null, []])
    assert.deepStrictEqual([record.text, streak], ["0-0-0", { kind: "none", length: 0 }])
  })
})

describe("the records against stances", () => {
  const known = [{ id: rival.id, stance: "Southpaw" }] as const

  it("L-27: one win over a southpaw is all of one fight", () => {
    const { stances } = stanceRecords(ended(["WIN"]), known)
    const southpaw = stances.find(({ stance }) => stance === "Southpaw")
    assert.deepStrictEqual([southpaw?.record.text, southpaw?.winRate, southpaw?.coverage.fights], ["1-0-0", 1, 1])
  })

  it("L-27: whoever met nobody of a stance has zeros, and no rate", () => {
    const { stances } = stanceRecords([], [])
    assert.deepStrictEqual(
      stances.map(({ record, stance, winRate }) => [stance, record.text, winRate]),
      [...Stance.literals, null].map((stance) => [stance, "0-0-0", null])
    )
  })

  it("an opponent whom nothing identifies, or of no known stance, counts for none", () => {
    const bouts = [...ended(["WIN"]), { ...bout("LOSS"), opponent: side({ id: null, name: "Somebody" }) }]
    const { coverage, stances } = stanceRecords(bouts, [{ id: rival.id, stance: null }])
    assert.strictEqual(stances.at(-1)?.record.text, "1-1-0")
    assert.strictEqual(coverage.fights, 2)
  })
})
