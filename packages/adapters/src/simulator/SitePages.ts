import type { ScrapedFighter, ScrapedMatch } from "@mma-savant/core/collection/Scraped"
import { fold } from "@mma-savant/core/Fold"
import type { UfcstatsId } from "@mma-savant/core/Identity"
import type { IsoDate } from "@mma-savant/core/IsoDate"
import { isPoundForPound, WeightClass, weightClassName } from "@mma-savant/core/ranking/WeightClass"
import { fightPage, iconsOf, recordOf, sideOf } from "./FightMarkup.ts"
import * as Printed from "./Printed.ts"
import { rankings } from "./RankingsMarkup.ts"
import {
  type CardBout,
  escaped,
  eventList,
  event as eventMarkup,
  fighterList,
  fighter as fighterMarkup,
  type HistoryBout
} from "./StatsMarkup.ts"
import type { World } from "./World.ts"

const flagsOf = ({ corners }: ScrapedMatch): ReadonlyArray<string> => {
  const results = corners.map(({ result }) => result)
  if (results.includes("WIN")) return ["win"]
  if (results.includes("DRAW")) return ["draw", "draw"]
  return results.includes("NC") ? ["nc", "nc"] : []
}

/** The page of an event lists the winner first. */
const winnerFirst = ({ corners }: ScrapedMatch) => (corners[1]?.result === "WIN" ? corners.toReversed() : corners)

const methodOf = (match: ScrapedMatch): readonly [string, string] => [
  Printed.shortMethod(match.method),
  escaped(match.methodDetail ?? "")
]

const cardBout = (world: World, match: ScrapedMatch): CardBout => ({
  id: match.ufcstatsId,
  sides: winnerFirst(match).map((corner) => sideOf(world, corner)),
  flags: flagsOf(match),
  weightClass: match.weightClass === null ? "" : weightClassName(match.weightClass),
  icons: iconsOf(match),
  method: methodOf(match),
  round: match.resultRound === null ? "" : String(match.resultRound),
  time: match.resultTime === null ? "" : Printed.time(match.resultTime)
})

const eventPage = (world: World, key: UfcstatsId): string | null => {
  const event = world.events.get(key)
  if (event === undefined) return null
  const card = (world.cards.get(key) ?? []).flatMap((match) => world.matches.get(match) ?? [])
  return eventMarkup({
    name: escaped(event.name),
    date: Printed.longDay(event.date),
    location: escaped(event.location ?? ""),
    bouts: card.filter(({ status }) => status !== "cancelled").map((match) => cardBout(world, match))
  })
}

const historyBout = (world: World, own: UfcstatsId, match: ScrapedMatch): ReadonlyArray<HistoryBout> => {
  const [mine, other] = [
    match.corners.find(({ fighterKey }) => fighterKey === own),
    match.corners.find(({ fighterKey }) => fighterKey !== own)
  ]
  const event = match.eventKey === null ? undefined : world.events.get(match.eventKey)
  if (mine === undefined || other === undefined || event === undefined || match.status === "cancelled") return []
  return [
    {
      id: match.ufcstatsId,
      flag: mine.result === null ? "next" : mine.result.toLowerCase(),
      opponent: sideOf(world, other),
      event: { id: event.ufcstatsId, name: escaped(event.name), date: Printed.shortDay(event.date) },
      method: methodOf(match),
      round: match.resultRound === null ? "" : String(match.resultRound),
      time: match.resultTime === null ? "" : Printed.time(match.resultTime)
    }
  ]
}

/** What the site says where it knows nothing. */
const noAverages = {
  "SLpM:": "0.00",
  "Str. Acc.:": "0%",
  "SApM:": "0.00",
  "Str. Def:": "0%",
  "TD Avg.:": "0.00",
  "TD Acc.:": "0%",
  "TD Def.:": "0%",
  "Sub. Avg.:": "0.0"
}

const fighterPage = (world: World, key: UfcstatsId): string | null => {
  const fighter = world.fighters.get(key)
  if (fighter === undefined) return null
  const bouts = (world.careers.get(key) ?? []).flatMap((match) => world.matches.get(match) ?? [])
  const day = ({ eventKey }: ScrapedMatch) => (eventKey === null ? "" : (world.events.get(eventKey)?.date ?? ""))
  return fighterMarkup({
    own: { id: key, name: escaped(fighter.name) },
    record: recordOf(fighter),
    nickname: escaped(fighter.nickname ?? ""),
    items: {
      "Height:": Printed.height(fighter.height),
      "Weight:": Printed.weight(fighter.weight),
      "Reach:": Printed.reach(fighter.reach),
      "STANCE:": fighter.stance ?? "",
      "DOB:": Printed.shortDay(fighter.birthdate),
      ...noAverages
    },
    bouts: bouts.sort((a, b) => (day(a) < day(b) ? 1 : -1)).flatMap((match) => historyBout(world, key, match))
  })
}

type Facts = ScrapedFighter["facts"]

/** First and last name: a single word is the last one. */
const namesOf = ({ name }: Facts): readonly [string, string] => {
  const at = name.indexOf(" ")
  return at === -1 ? ["", name] : [name.slice(0, at), name.slice(at + 1)]
}

const letterOf = (fighter: Facts): string => /[a-z]/.exec(fold(namesOf(fighter)[1]))?.[0] ?? "a"

const fighterRow = (fighter: Facts) => {
  const [first, last] = namesOf(fighter)
  return {
    id: fighter.ufcstatsId,
    cells: [
      escaped(first),
      escaped(last),
      escaped(fighter.nickname ?? ""),
      Printed.height(fighter.height),
      Printed.weight(fighter.weight),
      Printed.reach(fighter.reach),
      fighter.stance ?? "",
      Printed.figure(fighter.wins),
      Printed.figure(fighter.losses),
      Printed.figure(fighter.draws)
    ],
    belt: fighter.belt === true
  }
}

const lettersOf = (world: World): ReadonlyMap<string, ReadonlyArray<Facts>> =>
  Map.groupBy(
    [...world.fighters.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    letterOf
  )

const rankingsPage = (world: World): string => {
  const entries = world.rankings?.entries ?? []
  const media = WeightClass.literals.flatMap((weightClass) => {
    const places = entries.filter((entry) => entry.weightClass === weightClass)
    if (places.length === 0) return []
    const nameOf = (key: UfcstatsId) => escaped(world.fighters.get(key)?.name ?? "")
    const champion = places.find(({ rank }) => rank === 0)
    const contenders = places.filter(({ rank }) => rank > 0).sort((a, b) => a.rank - b.rank)
    const rows = contenders.map(({ fighterKey, rank }) => [String(rank), nameOf(fighterKey)] as const)
    const card = isPoundForPound(weightClass)
      ? (rows[0]?.[1] ?? "")
      : champion === undefined
        ? ""
        : nameOf(champion.fighterKey)
    return [{ heading: weightClassName(weightClass), card, rows }]
  })
  return rankings({ media })
}

/** The real list, too, ends with UFC 2, and has no UFC 1. */
const firstListed = "1994-03-11"

/** The page at a path of the site; null where there is none. */
export const pageAt = (world: World, path: string, today: IsoDate): string | null => {
  const url = new URL(path, "http://site")
  const [, kind, key] = /^\/(event|fight|fighter)-details\/([0-9a-f]{16})$/.exec(url.pathname) ?? []
  const id = key as UfcstatsId | undefined
  if (id !== undefined) {
    if (kind === "event") return eventPage(world, id)
    if (kind === "fighter") return fighterPage(world, id)
    const match = world.matches.get(id)
    return match === undefined || match.status === "cancelled" ? null : fightPage(world, match)
  }
  const { past, toCome } = world.schedule(today)
  const listed = ({ date, location, name, ufcstatsId }: (typeof past)[number], isNext = false) => ({
    id: ufcstatsId,
    name: escaped(name),
    date: Printed.longDay(date),
    location: escaped(location ?? ""),
    isNext
  })
  switch (url.pathname) {
    case "/statistics/events/completed":
      return eventList([
        ...toCome.slice(0, 1).map((event) => listed(event, true)),
        ...past.filter(({ date }) => date! >= firstListed).map((event) => listed(event))
      ])
    case "/statistics/events/upcoming":
      return eventList(toCome.map((event) => listed(event)))
    case "/statistics/fighters":
      return fighterList((lettersOf(world).get(url.searchParams.get("char") ?? "") ?? []).map(fighterRow))
    case "/rankings":
      return rankingsPage(world)
    default:
      return null
  }
}
