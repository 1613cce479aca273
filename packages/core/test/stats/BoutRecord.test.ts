import { assert, it } from "@effect/vitest"
import { day, matchFacts, roundStats, side } from "../../contract/Facts.ts"
import { EventId, FighterId, MatchId } from "../../src/Identity.ts"
import { Match, type MatchFacts } from "../../src/match/Match.ts"
import { boutRecords, type FoughtBout } from "../../src/stats/BoutRecord.ts"
import { hero, rival } from "./SomeBouts.ts"

/** A bout that the hero won, as both sides fought it. */
const both = (
  id: number,
  date: string,
  known: Partial<MatchFacts>,
  sigStrikes = [10, 5]
): ReadonlyArray<FoughtBout> => {
  const corners = known.corners ?? [side(rival, "LOSS"), side(hero, "WIN")]
  const { eventId: _, ...facts } = matchFacts({ method: "KO/TKO", resultRound: 1, ...known, corners })
  const match = new Match({
    id: MatchId.make(id),
    event: { id: EventId.make(1), name: "E", date: day(date) },
    ...facts
  })
  const rounds = sigStrikes.map((landed) => [roundStats(1, { sigStrikes: { landed, attempted: 99 } })])
  return corners.map((own, index) => ({
    match,
    own,
    opponent: corners[1 - index] ?? null,
    ownRounds: rounds[index] ?? [],
    opponentRounds: rounds[1 - index] ?? [],
    fighterId: own.fighterId ?? FighterId.make(99),
    birthdate: own.fighterId === hero.id ? day("1990-01-01") : null,
    position: index === 0 ? 1 : 2
  }))
}

const told = (record: Parameters<typeof boutRecords>[0], bouts: ReadonlyArray<FoughtBout>, limit = 10) => {
  const { ranked, rows, tiedBeyond } = boutRecords(record, bouts, limit)
  return { rows: rows.map(({ matchId, name, rank, value }) => [rank, matchId, name, value]), ranked, tiedBeyond }
}

it("a fight counts once where it is of both alike, and is told of who won", () => {
  const bouts = [
    ...both(1, "2020-01-01", { resultTime: 100 }),
    ...both(2, "2020-02-01", { resultTime: 50 }),
    ...both(3, "2020-03-01", { resultTime: 300, method: "M-DEC", corners: [side(rival, "DRAW"), side(hero, "DRAW")] })
  ]
  assert.deepStrictEqual(told("longest-fight", bouts).rows, [
    [1, 3, "Rival", 300],
    [2, 1, "Hero", 100],
    [3, 2, "Hero", 50]
  ])
  // A drawn fight is no finish.
  assert.deepStrictEqual(told("fastest-finish", bouts).rows, [
    [1, 2, "Hero", 50],
    [2, 1, "Hero", 100]
  ])
})

it("a disqualification is no finish, however fast", () => {
  assert.deepStrictEqual(told("fastest-finish", both(1, "2020-01-01", { resultTime: 5, method: "DQ" })).rows, [])
})

it("of equal fights the earliest stands first, and a cut says who is left out", () => {
  const bouts = [
    ...both(1, "2021-01-01", {}, [20, 7]),
    ...both(2, "2020-01-01", {}, [20, 20]),
    ...both(3, "2019-01-01", {}, [0, 30])
  ]
  assert.deepStrictEqual(told("sig-strikes", bouts, 2), {
    rows: [
      [1, 3, "Hero", 30],
      [2, 2, "Rival", 20]
    ],
    // Nobody leads with none.
    ranked: 5,
    tiedBeyond: 2
  })
})

it("age is that of the winner on the day, and only where the birth is known", () => {
  const lost = [side(rival, "WIN"), side(hero, "LOSS")]
  const bouts = [
    ...both(1, "2020-01-01", {}),
    ...both(2, "2010-01-02", {}),
    ...both(3, "2005-01-01", { corners: lost })
  ]
  assert.deepStrictEqual(told("youngest-winner", bouts).rows, [
    [1, 2, "Hero", 7306],
    [2, 1, "Hero", 10957]
  ])
  assert.deepStrictEqual(told("oldest-winner", bouts, 1).rows, [[1, 1, "Hero", 10957]])
})
