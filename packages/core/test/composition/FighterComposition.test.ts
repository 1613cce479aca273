import { assert, describe, it } from "@effect/vitest"
import { side } from "../../contract/Facts.ts"
import { careerTimeline } from "../../src/composition/CareerTimeline.ts"
import { fighterTrend } from "../../src/composition/FighterTrend.ts"
import { headToHead } from "../../src/composition/HeadToHead.ts"
import type { Result } from "../../src/match/Result.ts"
import { boutsOf } from "../../src/stats/Bout.ts"
import { hero, match, rival } from "../stats/SomeBouts.ts"

/** The hero's bouts in the order of the days, with ids in the opposite order. */
const career = (results: ReadonlyArray<Result>, mainEvents: ReadonlyArray<number> = []) =>
  boutsOf(
    hero.id,
    results.map((result, index) =>
      match(99 - index, `2020-01-${String(index + 1).padStart(2, "0")}`, {
        corners: [side(hero, result), side(rival)],
        isMainEvent: mainEvents.includes(index)
      })
    ),
    []
  )

describe("the trend of a fighter", () => {
  it.each([
    [["WIN", "WIN", "WIN", "WIN", "LOSS"], "hot_streak"],
    [["WIN", "WIN", "WIN", "LOSS", "LOSS"], "good_form"],
    [["WIN", "WIN", "LOSS", "LOSS", "LOSS"], "mixed_form"],
    [["WIN", "LOSS", "LOSS", "LOSS", "LOSS"], "poor_form"],
    [[], "no_data"]
  ] satisfies ReadonlyArray<[ReadonlyArray<Result>, string]>)("L-31: %j is %s", (results, form) => {
    assert.strictEqual(fighterTrend(career(results)).form, form)
  })

  it("looks at the latest five by the day, whatever their ids", () => {
    const { coverage, form } = fighterTrend(career(["LOSS", "LOSS", "LOSS", "WIN", "WIN", "WIN", "WIN", "WIN"]))
    assert.deepStrictEqual([form, coverage.fights], ["hot_streak", 5])
  })

  it("passes over a no contest, and counts a draw against the rate", () => {
    const { form, record } = fighterTrend(career(["LOSS", "DRAW", "WIN", "WIN", "NC", "WIN", "NC"]))
    assert.deepStrictEqual([form, record.text], ["good_form", "3-1-1"])
  })

  it("is unknown where every bout was a no contest", () => {
    assert.strictEqual(fighterTrend(career(["NC", "NC"])).form, "no_data")
  })
})

describe("the timeline of a career", () => {
  it("L-26: two wins, the first a main event", () => {
    const { bouts, highlights, mainEvents, record } = careerTimeline(career(["WIN", "WIN"], [0]))
    assert.deepStrictEqual([bouts.length, record.wins, mainEvents], [2, 2, 1])
    assert.deepStrictEqual(highlights, [bouts[0]!])
  })

  it("L-26: W W L W has at most 2 wins in a row; a no contest does not divide them, a draw does", () => {
    const longest = (results: ReadonlyArray<Result>) => careerTimeline(career(results)).longestWinStreak
    assert.strictEqual(longest(["WIN", "WIN", "LOSS", "WIN"]), 2)
    assert.strictEqual(longest(["WIN", "NC", "WIN", "WIN", "LOSS"]), 3)
    assert.strictEqual(longest(["WIN", "DRAW", "WIN"]), 1)
  })

  it("L-26: no bouts are zeros", () => {
    const { bouts, coverage, longestWinStreak, record } = careerTimeline([])
    assert.deepStrictEqual([bouts, longestWinStreak, record.text], [[], 0, "0-0-0"])
    assert.deepStrictEqual(coverage, { fights: 0, measuredFights: 0 })
  })

  it("tells the opponent, not the fighter, and goes by the day, whatever the ids", () => {
    const { bouts } = careerTimeline(career(["WIN", "LOSS"]))
    assert.deepStrictEqual(
      bouts.map(({ event, opponent, result }) => `${event?.date} ${opponent?.id} ${result}`),
      [`2020-01-01 ${rival.id} WIN`, `2020-01-02 ${rival.id} LOSS`]
    )
  })
})

describe("head to head", () => {
  it("L-23: two bouts are two rows, the latest first, each against the other", () => {
    const { bouts, coverage, record } = headToHead(career(["WIN", "NC"]))
    assert.deepStrictEqual(
      bouts.map(({ event, opponent, result }) => `${event?.date} ${opponent?.id} ${result}`),
      [`2020-01-02 ${rival.id} NC`, `2020-01-01 ${rival.id} WIN`]
    )
    assert.deepStrictEqual([record.text, coverage.fights], ["1-0-0 (1 NC)", 2])
  })
})
