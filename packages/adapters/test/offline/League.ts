import { eventFacts, fighterFacts, matchFacts, roundStats, side } from "@mma-savant/core/contract/Facts"
import type { EventFacts } from "@mma-savant/core/event/Event"
import { EventRepository } from "@mma-savant/core/event/EventRepository"
import type { FighterFacts } from "@mma-savant/core/fighter/Fighter"
import { FighterRepository } from "@mma-savant/core/fighter/FighterRepository"
import { IsoDate } from "@mma-savant/core/IsoDate"
import type { MatchFacts } from "@mma-savant/core/match/Match"
import { MatchRepository } from "@mma-savant/core/match/MatchRepository"
import type { Result } from "@mma-savant/core/match/Result"
import { RankingRepository } from "@mma-savant/core/ranking/RankingRepository"
import { Effect } from "effect"

/** The day on which the questions are asked. */
export const day = IsoDate.make("2025-06-01")

const fighters = {
  stone: {
    name: "Ada Stone",
    nickname: "The Anvil",
    height: 70,
    reach: 72,
    weight: 155,
    stance: "Orthodox",
    birthdate: IsoDate.make("1990-06-15")
  },
  marsh: { name: "Bea Marsh" },
  bulldog: { name: "Bruno Vale", nickname: "Bulldog", weight: 125 },
  blade: { name: "Bruno Vale", nickname: "Blade", weight: 185 },
  ohara: { name: "Cole O'Hara" },
  won: { name: "Won Lee" },
  lawson: { name: "Grant Lawson" },
  holt: { name: "Max Holt", nickname: "The Last Word" },
  nunez: { name: "José Núñez" },
  vos: { name: "Nina Vos" },
  crane: { name: "Ian Crane", nickname: "Stark" },
  stark: { name: "Mark Stark" }
} satisfies Record<string, Partial<FighterFacts>>

const events = {
  one: {
    name: "UFC 1: Stone vs. Marsh",
    date: IsoDate.make("2023-03-04"),
    location: "Las Vegas, Nevada, USA",
    status: "completed"
  },
  two: {
    name: "UFC 10: Holt vs. Lawson",
    date: IsoDate.make("2024-05-11"),
    location: "London, England",
    status: "completed"
  },
  three: {
    name: "UFC Fight Night: Stone vs. Holt",
    date: IsoDate.make("2025-01-18"),
    location: "Bucharest, Romania",
    status: "completed"
  },
  next: {
    name: "UFC 30: Stone vs. Marsh 2",
    date: IsoDate.make("2025-09-06"),
    location: "Paris, France",
    status: "scheduled"
  }
} satisfies Record<string, Partial<EventFacts>>

type FighterKey = keyof typeof fighters

interface Bout extends Partial<MatchFacts> {
  readonly event: keyof typeof events
  readonly sides: readonly [FighterKey, FighterKey]
  readonly results: readonly [Result | null, Result | null]
  /** Knockdowns, significant strikes, takedowns of each side, landed and attempted; none where there are no statistics. */
  readonly stats?: readonly [SideStats, SideStats]
}

type SideStats = readonly [knockdowns: number, strikes: readonly [number, number], takedowns: readonly [number, number]]

const won = ["WIN", "LOSS"] as const

const bouts: ReadonlyArray<Bout> = [
  {
    event: "one",
    sides: ["stone", "marsh"],
    results: won,
    weightClass: "lightweight",
    title: "UFC Lightweight Title Bout",
    isTitleBout: true,
    isMainEvent: true,
    cardOrder: 3,
    method: "SUB",
    methodDetail: "Armbar",
    resultRound: 2,
    resultTime: 75,
    stats: [
      [1, [20, 40], [2, 4]],
      [0, [10, 30], [0, 1]]
    ]
  },
  {
    event: "one",
    sides: ["holt", "lawson"],
    results: ["DRAW", "DRAW"],
    weightClass: "lightweight",
    cardOrder: 2,
    method: "M-DEC",
    resultRound: 3,
    resultTime: 300
  },
  {
    event: "one",
    sides: ["bulldog", "nunez"],
    results: won,
    weightClass: "flyweight",
    cardOrder: 1,
    method: "KO/TKO",
    methodDetail: "Punch",
    resultRound: 1,
    resultTime: 45
  },
  {
    event: "two",
    sides: ["holt", "lawson"],
    results: won,
    weightClass: "lightweight",
    isMainEvent: true,
    cardOrder: 3,
    method: "TKO - Doctor's Stoppage",
    resultRound: 2,
    resultTime: 150,
    stats: [
      [2, [30, 50], [0, 0]],
      [0, [12, 40], [1, 5]]
    ]
  },
  {
    event: "two",
    sides: ["stone", "ohara"],
    results: ["NC", "NC"],
    weightClass: "catch-weight",
    cardOrder: 2,
    method: "Overturned",
    resultRound: 1,
    resultTime: 180
  },
  {
    event: "two",
    sides: ["won", "blade"],
    results: won,
    weightClass: "middleweight",
    cardOrder: 1,
    method: "DQ",
    methodDetail: "Eye Gouge",
    resultRound: 1,
    resultTime: 250
  },
  {
    event: "three",
    sides: ["stone", "holt"],
    results: won,
    weightClass: "lightweight",
    title: "UFC Lightweight Title Bout",
    isTitleBout: true,
    isMainEvent: true,
    cardOrder: 2,
    method: "KO/TKO",
    methodDetail: "Kick",
    resultRound: 4,
    resultTime: 61,
    stats: [
      [1, [30, 60], [1, 1]],
      [0, [45, 90], [0, 2]]
    ]
  },
  {
    event: "three",
    sides: ["marsh", "lawson"],
    results: won,
    weightClass: "lightweight",
    cardOrder: 1,
    method: "U-DEC",
    resultRound: 3,
    resultTime: 300
  },
  {
    event: "next",
    sides: ["stone", "marsh"],
    results: [null, null],
    weightClass: "lightweight",
    title: "UFC Lightweight Title Bout",
    isTitleBout: true,
    isMainEvent: true,
    cardOrder: 1,
    status: "scheduled"
  }
]

const landed = ([hits, tries]: readonly [number, number]) => ({ landed: hits, attempted: tries })

const round = ([knockdowns, strikes, takedowns]: SideStats) =>
  roundStats(1, { knockdowns, sigStrikes: landed(strikes), takedowns: landed(takedowns) })

/**
 * A small league full of traps: two of one name, a nickname that is another's last name, a name that is a verb and one
 * with a month in it, a draw, a no contest, a disqualification, a doctor's stoppage, ties, a catch weight, unknown
 * measures, a fighter without fights, bouts without statistics and a rematch still to come.
 */
export const founded = Effect.gen(function* () {
  const keys = Object.keys(fighters) as Array<FighterKey>
  const ids = yield* Effect.flatMap(FighterRepository, (repository) =>
    repository.saveAll(keys.map((key) => fighterFacts(fighters[key])))
  )
  const eventKeys = Object.keys(events) as Array<keyof typeof events>
  const eventIds = yield* Effect.flatMap(EventRepository, (repository) =>
    repository.saveAll(eventKeys.map((key) => eventFacts(events[key])))
  )
  const corner = (key: FighterKey, result: Result | null) =>
    side({ id: ids[keys.indexOf(key)]!, name: fighters[key].name }, result)
  const matches = yield* MatchRepository
  const matchIds = yield* matches.saveAll(
    bouts.map(({ event, results, sides, stats: _, ...known }) =>
      matchFacts({
        status: "completed",
        ...known,
        eventId: eventIds[eventKeys.indexOf(event)]!,
        corners: [corner(sides[0], results[0]), corner(sides[1], results[1])]
      })
    )
  )
  yield* matches.saveStats(
    bouts.flatMap(({ stats }, index) =>
      stats === undefined
        ? []
        : [
            { matchId: matchIds[index]!, position: 1 as const, rounds: [round(stats[0])] },
            { matchId: matchIds[index]!, position: 2 as const, rounds: [round(stats[1])] }
          ]
    )
  )
  return Object.fromEntries(keys.map((key, index) => [key, ids[index]!])) as Record<FighterKey, (typeof ids)[number]>
})

/** Rankings of one class: a champion, two who share a place, and a gap. */
export const ranked = Effect.gen(function* () {
  const { holt, lawson, marsh, stone } = yield* founded
  const rankings = yield* RankingRepository
  const place = (rank: number, fighterId: typeof stone) => ({ weightClass: "lightweight" as const, rank, fighterId })
  yield* rankings.replace({
    date: IsoDate.make("2025-05-20"),
    source: "test",
    entries: [place(0, stone), place(1, holt), place(1, marsh), place(3, lawson)]
  })
})
