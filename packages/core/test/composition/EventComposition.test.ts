import { assert, describe, it } from "@effect/vitest"
import { day, eventFacts, roundStats, side } from "../../contract/Facts.ts"
import { cardQuality } from "../../src/composition/CardQuality.ts"
import { eventCalendar } from "../../src/composition/EventCalendar.ts"
import { eventComparison } from "../../src/composition/EventComparison.ts"
import { eventSummary } from "../../src/composition/EventSummary.ts"
import { eventTrends } from "../../src/composition/EventTrends.ts"
import { featuredMatches } from "../../src/composition/FeaturedMatches.ts"
import { type FightOfTheNight, fightsOfTheNight } from "../../src/composition/FightOfTheNight.ts"
import { nextAndLast } from "../../src/composition/NextAndLast.ts"
import { rankingImpact } from "../../src/composition/RankingImpact.ts"
import { Event } from "../../src/event/Event.ts"
import { EventId, FighterId } from "../../src/Identity.ts"
import type { MatchFacts } from "../../src/match/Match.ts"
import { DivisionRanks } from "../../src/ranking/DivisionRanks.ts"
import type { WeightClass } from "../../src/ranking/WeightClass.ts"
import { hero, match, rival } from "../stats/SomeBouts.ts"

type Known = Partial<Omit<MatchFacts, "eventId">>

const won: Known = { status: "completed", corners: [side(hero, "WIN"), side(rival, "LOSS")] }

/** A fight that the hero won, with so many strikes attempted by both. */
const fight = (known: Known, strikes: number | null = null) => ({
  match: match(1, "2024-02-10", { ...won, ...known }),
  rounds: strikes === null ? [] : [roundStats(1, { totalStrikes: { landed: 0, attempted: strikes } })]
})

const summaryOf = (...fights: ReadonlyArray<Known>) => {
  const some = fights.map((known) => fight(known))
  const summary = eventSummary(
    some.map(({ match }) => match),
    some
  )
  return { event: { id: EventId.make(1), name: "An Event", date: null }, ...summary }
}

const ranks = (places: ReadonlyArray<readonly [id: number, rank: number, weightClass?: WeightClass]>) =>
  new DivisionRanks(
    places.map(([id, rank, weightClass = "lightweight"]) => ({
      weightClass,
      rank,
      fighterId: FighterId.make(id),
      name: `Fighter ${id}`
    }))
  )

describe("the summary of an event", () => {
  it("L-06: bouts, main events and methods are counted", () => {
    const { bouts, mainEvents, methods } = summaryOf(
      { method: "KO/TKO", isMainEvent: true },
      { method: "U-DEC" },
      { method: "SUB" }
    )
    assert.deepStrictEqual([bouts, mainEvents], [3, 1])
    assert.deepStrictEqual(methods, [
      { method: "KO/TKO", fights: 1 },
      { method: "SUB", fights: 1 },
      { method: "U-DEC", fights: 1 }
    ])
  })

  it("H-05: methods are counted by family, and the time fought is averaged", () => {
    const summary = summaryOf(
      { method: "KO/TKO", resultRound: 2, resultTime: 225 },
      { method: "SUB", resultRound: 1, resultTime: 270 },
      { method: "U-DEC", resultRound: 3, resultTime: 300 }
    )
    const { averageSeconds, bouts, decisions, koTkos, others, submissions } = summary
    assert.deepStrictEqual([bouts, koTkos, submissions, decisions, others], [3, 1, 1, 1, 0])
    assert.strictEqual(averageSeconds, 565)
  })

  it("H-06: no bouts are zeros and no average; a bout whose clock is unknown is left out of it", () => {
    assert.deepInclude(summaryOf(), { bouts: 0, koTkos: 0, others: 0, averageSeconds: null })
    const { averageSeconds, coverage, timedFights } = summaryOf({ resultRound: 1, resultTime: 60 }, {})
    assert.deepStrictEqual([averageSeconds, timedFights, coverage.fights], [60, 1, 2])
  })
})

describe("two events", () => {
  const night = (bouts: number) => summaryOf(...Array.from({ length: bouts }, () => ({})))

  it("L-01: ten bouts are two more than eight, whichever comes first", () => {
    assert.deepInclude(eventComparison(night(10), night(8)), { moreBouts: "a", boutDifference: 2 })
    assert.deepInclude(eventComparison(night(8), night(10)), { moreBouts: "b", boutDifference: 2 })
    assert.deepInclude(eventComparison(night(8), night(8)), { moreBouts: "equal", moreMainEvents: "equal" })
  })
})

describe("featured matches", () => {
  it("L-02: without a main bout there is no main event", () => {
    assert.deepStrictEqual(featuredMatches([]), { mainEvent: null, featured: [] })
  })

  it("L-03: the main event, and the highest others from the third on", () => {
    const card = [1, 4, 2, 5].map((cardOrder) =>
      match(cardOrder, "2024-02-10", { cardOrder, isMainEvent: cardOrder === 1 })
    )
    const { featured, mainEvent } = featuredMatches(card)
    assert.deepStrictEqual([mainEvent?.cardOrder, featured.map(({ cardOrder }) => cardOrder)], [1, [5, 4]])
    const long = [3, 4, 5, 6].map((cardOrder) => match(cardOrder, "2024-02-10", { cardOrder }))
    assert.deepStrictEqual(
      featuredMatches(long).featured.map(({ cardOrder }) => cardOrder),
      [6, 5, 4]
    )
  })
})

describe("the impact of an event on the rankings", () => {
  it("L-04: the third won against the eighth in the main event", () => {
    const { bouts, ...counts } = rankingImpact(
      [match(1, "2024-02-10", { ...won, isMainEvent: true })],
      ranks([
        [1, 3],
        [2, 8]
      ])
    )
    assert.deepInclude(bouts[0], {
      winnerRank: 3,
      loserRank: 8,
      winnerMovingUp: true,
      loserMovingDown: true,
      titleImplications: true
    })
    assert.deepStrictEqual(counts, { winnersMovingUp: 1, losersMovingDown: 1, titleImplications: 1 })
  })

  it("a champion has nowhere to go, and does not fall without the title at stake", () => {
    const impact = (places: Parameters<typeof ranks>[0], known: Known = {}) =>
      rankingImpact([match(1, "2024-02-10", { ...won, ...known })], ranks(places))
    assert.deepInclude(impact([[1, 0]]), { winnersMovingUp: 0, titleImplications: 1 })
    assert.strictEqual(impact([[2, 0]]).losersMovingDown, 0)
    assert.strictEqual(impact([[2, 0]], { isTitleBout: true }).losersMovingDown, 1)
    assert.strictEqual(impact([[1, 6]]).titleImplications, 0)
    assert.deepInclude(impact([[1, 2, "mens-pound-for-pound"]]).bouts[0], { winnerRank: null, winnerMovingUp: false })
  })

  it("nobody moves by a draw or a no contest", () => {
    const corners = [side(hero, "NC"), side(rival, "NC")]
    assert.deepStrictEqual(rankingImpact([match(1, "2024-02-10", { ...won, corners })], ranks([[1, 3]])).bouts, [])
  })
})

describe("the fight of the night", () => {
  it.each([
    ["L-07", { resultRound: 3, method: "S-DEC", isMainEvent: true, cardOrder: 12 }, 250, 7, "high"],
    ["L-08", { resultRound: 1, method: "KO/TKO", cardOrder: 4 }, 60, 2.5, "low"],
    ["L-09", { resultRound: 2, method: "SUB", cardOrder: 2 }, 150, 5, "high"],
    ["a disqualification has no points of its own", { resultRound: 2, method: "DQ" }, 100, 2, "low"],
    ["200 strikes are not more than 200", { resultRound: 3, method: "DQ" }, 200, 4, "medium"]
  ] satisfies ReadonlyArray<[string, Known, number, number, FightOfTheNight["rating"]]>)(
    "%s",
    (_, known, strikes, score, rating) => {
      assert.deepInclude(fightsOfTheNight([fight(known, strikes)])[0], { score, rating, strikesAttempted: strikes })
    }
  )

  it("L-09: five at most, the best first", () => {
    const found = fightsOfTheNight([1, 2, 3, 1, 2, 3].map((resultRound) => fight({ resultRound })))
    assert.deepStrictEqual(
      found.map(({ score, strikesAttempted }) => [score, strikesAttempted]),
      [3, 3, 2, 2, 0].map((score) => [score, null])
    )
  })
})

describe("the quality of a card", () => {
  const classes = ["flyweight", "bantamweight", "featherweight", "lightweight", "welterweight"] as const
  /** Five bouts of ten fighters, so many of them finishes. */
  const card = (finishes: number, some: number) =>
    classes.map((_, index) =>
      match(index + 1, "2024-02-10", {
        status: "completed",
        weightClass: classes[index % some]!,
        method: index < finishes ? "SUB" : "U-DEC",
        corners: [1, 2].map((corner) => ({
          ...side({ id: FighterId.make(2 * index + corner), name: "Somebody" }, corner === 1 ? "WIN" : "LOSS")
        }))
      })
    )
  const quality = (matches: ReturnType<typeof card>, places: Parameters<typeof ranks>[0]) =>
    cardQuality(
      matches,
      matches.map((match) => ({ match, rounds: [] })),
      ranks(places)
    )

  it("L-10: five classes, 60% finishes, two champions, 40% ranked", () => {
    const places = [
      [1, 0],
      [2, 0, "flyweight"],
      [3, 7],
      [4, 15]
    ] as const
    const found = quality(card(3, 5), places)
    assert.deepInclude(found, { score: 10, verdict: "Premium", champions: 2, rankedShare: 0.4, finishRate: 0.6 })
  })

  it("L-11: three classes, 40% finishes, one champion, 10% ranked", () => {
    assert.deepInclude(quality(card(2, 3), [[1, 0]]), { score: 5, verdict: "Good", weightClasses: 3, rankedShare: 0.1 })
  })

  it("L-12: a card without bouts", () => {
    assert.deepInclude(quality([], [[1, 0]]), { score: 0, verdict: "No Matches", rankedShare: null })
  })

  it("L-13: all fighters ranked are 100%", () => {
    const everybody = Array.from({ length: 10 }, (_, index) => [index + 1, 5] as const)
    assert.strictEqual(quality(card(0, 1), everybody).rankedShare, 1)
  })

  it("pound for pound is no place in a division", () => {
    const places = [
      [1, 1, "mens-pound-for-pound"],
      [99, 4]
    ] as const
    assert.deepInclude(quality(card(0, 1), places), { rankedFighters: 0, champions: 0, rankedShare: 0 })
  })

  it("without rankings nobody is known to be unranked", () => {
    const unknown = { rankedFighters: null, champions: null, rankedShare: null, score: 2, verdict: "Average" } as const
    assert.deepInclude(quality(card(2, 3), []), unknown)
  })
})

describe("events by the day", () => {
  const event = (id: number, date: string, status: Event["status"] = "completed") =>
    Event.of(EventId.make(id), eventFacts({ date: day(date), status }))
  /** As the book gives them: the latest first. */
  const events = [
    event(5, "2024-03-02", "scheduled"),
    event(4, "2024-02-24", "scheduled"),
    event(3, "2024-02-17", "cancelled"),
    event(2, "2024-02-10"),
    event(1, "2023-07-01")
  ]

  it("L-32: the days of a month that have events", () => {
    const { periods } = eventCalendar(events, 2024, 2)
    assert.deepStrictEqual(
      periods.map(({ events, period }) => [period, ...events.map(({ id }) => id)]),
      [
        ["10", 2],
        ["17", 3],
        ["24", 4]
      ]
    )
  })

  it("L-32: every month of a year", () => {
    const { periods } = eventCalendar(events, 2024, null)
    assert.deepStrictEqual([periods.length, periods[0]?.period, periods[0]?.count], [12, "01", 0])
    assert.deepStrictEqual([periods[1]?.period, periods[1]?.count], ["02", 3])
  })

  it("L-33, I-02: the next and the last event, and the days to them", () => {
    const { daysSinceLast, daysUntilNext, last, next } = nextAndLast(events, day("2024-02-19"))
    assert.deepStrictEqual([next?.id, daysUntilNext, last?.id, daysSinceLast], [4, 5, 2, 9])
    const none = { next: null, daysUntilNext: null, last: null, daysSinceLast: null }
    assert.deepStrictEqual(nextAndLast([], day("2024-02-19")), none)
  })

  it("I-06: trends count the last five years or the months of this one, without events called off", () => {
    const yearly = eventTrends(events, "year", day("2024-02-19"))
    assert.deepStrictEqual(
      yearly.periods.map(({ events, period }) => `${period} ${events}`),
      ["2020 0", "2021 0", "2022 0", "2023 1", "2024 3"]
    )
    assert.deepStrictEqual([yearly.total, yearly.average], [4, 0.8])
    const monthly = eventTrends(events, "month", day("2024-02-19"))
    assert.deepStrictEqual([monthly.periods[1], monthly.total], [{ period: "2024-02", events: 2 }, 3])
  })
})
