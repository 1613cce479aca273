import { assert, describe, it } from "@effect/vitest"
import { day, fighterFacts, roundStats, side } from "../../contract/Facts.ts"
import { comeback } from "../../src/composition/Comeback.ts"
import { excitingMatches } from "../../src/composition/ExcitingMatch.ts"
import { performanceOutliers } from "../../src/composition/PerformanceOutlier.ts"
import { RecentForm } from "../../src/composition/RecentForm.ts"
import { styleClash, styleClashes } from "../../src/composition/StyleClash.ts"
import { Fighter, type FighterFacts } from "../../src/fighter/Fighter.ts"
import { inches } from "../../src/fighter/Measure.ts"
import { FighterId, MatchId } from "../../src/Identity.ts"
import type { MatchFacts } from "../../src/match/Match.ts"
import type { RoundStats } from "../../src/match/MatchStats.ts"
import type { Result } from "../../src/match/Result.ts"
import { DivisionRanks } from "../../src/ranking/DivisionRanks.ts"
import { bothSides } from "../../src/stats/Bout.ts"
import { hero, match, rival } from "../stats/SomeBouts.ts"

type Known = Partial<Omit<MatchFacts, "eventId">>

const date = "2024-02-10"

/** A fight that the hero won. */
const fight = (known: Known = {}, id = 1) =>
  match(id, date, { status: "completed", corners: [side(hero, "WIN"), side(rival, "LOSS")], ...known })

type Place = readonly [id: number, rank: number]

const ranks = (...places: ReadonlyArray<Place>) =>
  new DivisionRanks(
    places.map(([id, rank]) => ({ weightClass: "lightweight", rank, fighterId: FighterId.make(id), name: "Somebody" }))
  )

describe("exciting matches", () => {
  const score = (known: Known, ...places: ReadonlyArray<Place>) =>
    excitingMatches([fight(known)], ranks(...places), 1)[0]?.score

  it("L-14: a knockout in the main event of two ranked fighters, one a champion", () => {
    assert.strictEqual(score({ method: "KO/TKO", resultRound: 1, isMainEvent: true }, [1, 0], [2, 4]), 11)
  })

  it("L-15: a decision after three rounds of two unranked fighters", () => {
    assert.strictEqual(score({ method: "U-DEC", resultRound: 3 }), 2)
  })

  it("one ranked fighter is a point, a submission three, a disqualification none", () => {
    assert.strictEqual(score({ method: "SUB", resultRound: 2 }, [2, 9]), 4)
    assert.strictEqual(score({ method: "DQ", resultRound: 3 }), 0)
  })

  it("stand by their score, then the latest first, no more than asked for", () => {
    const fights = [
      fight({ method: "SUB", cardOrder: 1 }, 1),
      fight({ method: "KO/TKO", cardOrder: 2 }, 2),
      fight({ method: "SUB", cardOrder: 3 }, 3)
    ]
    const found = excitingMatches(fights, ranks(), 2)
    assert.deepStrictEqual(
      found.map(({ bout }) => bout.matchId),
      [2, 3]
    )
  })
})

/** One result of both a day, the hero's and the rival's against others, and then their own fight. */
const form = (heroes: ReadonlyArray<Result>, rivals: ReadonlyArray<Result>) => {
  const other: Readonly<Record<Result, Result>> = { WIN: "LOSS", LOSS: "WIN", DRAW: "DRAW", NC: "NC" }
  const career = (id: number, results: ReadonlyArray<Result>) =>
    results.map((result, index) => ({
      matchId: MatchId.make(100 * id + index),
      date: day(`2023-01-${String(index + 1).padStart(2, "0")}`),
      cardOrder: 1,
      first: FighterId.make(id),
      second: FighterId.make(99),
      firstResult: result,
      secondResult: other[result],
      method: null,
      methodDetail: null,
      weightClass: null,
      round: null,
      firstStance: null,
      secondStance: null
    }))
  const own = { ...career(1, ["WIN"])[0]!, date: day(date), second: rival.id }
  return new RecentForm([own, ...career(1, heroes).toReversed(), ...career(2, rivals)])
}

describe("comebacks", () => {
  const percent = (value: number | null | undefined) => Number((100 * value!).toFixed(2))

  it("L-17: a late submission by the one in worse form; the bout itself is no part of the form", () => {
    const found = comeback(
      fight({ method: "SUB", resultRound: 3 }),
      form(["WIN", "WIN", "WIN", "LOSS", "LOSS"], ["LOSS", "WIN", "WIN", "WIN"])
    )
    assert.deepStrictEqual(found?.flags, ["upset_victory", "late_finish", "submission_comeback"])
    assert.deepStrictEqual([found?.winnerForm, found?.loserForm].map(percent), [33.33, 100])
    assert.strictEqual(percent(found?.upsetFactor), 66.67)
  })

  it.each([
    ["a knockout in the first round", { method: "KO/TKO", resultRound: 1 }],
    ["a decision", { method: "U-DEC", resultRound: 3 }],
    ["a disqualification", { method: "DQ", resultRound: 3 }],
    ["a fight called off", { method: "KO/TKO", resultRound: 2, status: "cancelled" }]
  ] satisfies ReadonlyArray<[string, Known]>)("L-18: %s is none", (_, known) => {
    assert.isNull(comeback(fight(known), form([], [])))
  })

  it("two in three is no strong form, and a first fight is no form at all", () => {
    const second = fight({ method: "TKO - Doctor's Stoppage", resultRound: 2 })
    assert.deepStrictEqual(comeback(second, form(["LOSS"], ["WIN", "WIN", "LOSS"]))?.flags, ["knockout_comeback"])
    const first = comeback(second, form([], ["WIN", "NC"]))
    assert.deepInclude(first, { winnerForm: null, loserForm: 1, upsetFactor: null, flags: ["knockout_comeback"] })
  })
})

describe("clashes of styles", () => {
  const centimetres = (height: number, reach: number) => ({ height: inches(height), reach: inches(reach) })
  const bouts = (number: number) => Array.from({ length: number }, () => "WIN" as const)
  const clash = (
    one: Partial<FighterFacts>,
    other: Partial<FighterFacts>,
    [ones, others]: readonly [number, number] = [0, 0]
  ) =>
    styleClash(
      fight(),
      [
        Fighter.of(rival.id, fighterFacts({ name: rival.name, ...other })),
        Fighter.of(hero.id, fighterFacts({ name: hero.name, ...one }))
      ],
      form(bouts(ones), bouts(others))
    )

  it("L-19: stance, 15 cm of height and of reach; the winner's advantages", () => {
    const found = clash(
      { stance: "Southpaw", ...centimetres(190, 195) },
      { stance: "Orthodox", ...centimetres(175, 180) },
      [4, 25]
    )
    assert.deepStrictEqual(found?.contrasts, ["stance", "height", "reach", "experience"])
    assert.deepStrictEqual(found?.winnerAdvantages, ["height", "reach"])
    assert.deepStrictEqual(
      found?.sides.map(({ experience, name }) => [name, experience]),
      [
        [hero.name, 4],
        [rival.name, 25]
      ]
    )
  })

  it("L-20: 9 cm of height, 7 cm of reach and 9 bouts are no contrast; 10, 8 and 10 are", () => {
    const short = { stance: "Orthodox", ...centimetres(171, 173) } as const
    const near = clash({ ...short, ...centimetres(180, 180) }, short, [10, 1])
    assert.deepStrictEqual(near?.contrasts, [])
    assert.deepStrictEqual(styleClashes([fight()], [], form([], [])), [])
    const far = clash(short, { ...short, ...centimetres(181, 181) }, [1, 11])
    assert.deepStrictEqual([far?.contrasts, far?.winnerAdvantages], [["height", "reach", "experience"], []])
  })

  it("L-21: takes two fighters", () => {
    assert.isNull(
      styleClash(fight({ corners: [side(hero, "WIN")] }), [Fighter.of(hero.id, fighterFacts())], form([], []))
    )
  })
})

describe("outliers", () => {
  const outliers = (...rounds: ReadonlyArray<ReadonlyArray<Partial<RoundStats>>>) =>
    performanceOutliers(
      bothSides(
        rounds.map((_, index) => fight({}, index + 1)),
        rounds.map((own, index) => ({
          matchId: MatchId.make(index + 1),
          position: 1,
          fighterId: hero.id,
          rounds: own.map((known, round) => roundStats(round + 1, known))
        }))
      )
    ).map(({ category, rating, value }) => `${category} ${value} ${rating}`)
  const strikes = (landed: number) => ({ sigStrikes: { landed, attempted: 200 } })
  const takedowns = (landed: number) => ({ takedowns: { landed, attempted: 20 } })

  it("L-22: 80 significant strikes are notable, 100 exceptional, 49 neither, of the fight and not of a round", () => {
    assert.deepStrictEqual(outliers([strikes(40), strikes(40)], [strikes(100)], [strikes(49)]), [
      "sig-strikes 100 exceptional",
      "sig-strikes 80 notable"
    ])
  })

  it("L-22: takedowns from 3, control from 300 seconds; three at most of each", () => {
    assert.deepStrictEqual(
      outliers(
        [takedowns(3), { controlSeconds: 299 }],
        [takedowns(2)],
        [takedowns(6)],
        [takedowns(4)],
        [takedowns(5), { controlSeconds: 600 }]
      ),
      ["takedowns 6 exceptional", "takedowns 5 notable", "takedowns 4 notable", "control-time 600 exceptional"]
    )
  })
})
