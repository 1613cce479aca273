import type { ScrapedCorner, ScrapedMatch } from "@mma-savant/core/collection/Scraped"
import { type RoundCounts, type RoundStats, uncounted } from "@mma-savant/core/match/MatchStats"
import type { Result } from "@mma-savant/core/match/Result"
import { weightClassName } from "@mma-savant/core/ranking/WeightClass"
import { boutTotals } from "@mma-savant/core/stats/BoutTotals"
import * as Printed from "./Printed.ts"
import { escaped, type FightFacts, fight, type Line, type Side } from "./StatsMarkup.ts"
import type { World } from "./World.ts"

const statuses: Readonly<Record<Result, string>> = { WIN: "W", LOSS: "L", DRAW: "D", NC: "NC" }

const lineOf = (stats: RoundCounts): Line => ({
  totals: [
    Printed.figure(stats.knockdowns),
    Printed.landed(stats.sigStrikes),
    Printed.percent(stats.sigStrikes),
    Printed.landed(stats.totalStrikes),
    Printed.landed(stats.takedowns),
    Printed.percent(stats.takedowns),
    Printed.figure(stats.submissionAttempts),
    Printed.figure(stats.reversals),
    Printed.time(stats.controlSeconds)
  ],
  strikes: [
    Printed.landed(stats.sigStrikes),
    Printed.percent(stats.sigStrikes),
    Printed.landed(stats.head),
    Printed.landed(stats.body),
    Printed.landed(stats.leg),
    Printed.landed(stats.distance),
    Printed.landed(stats.clinch),
    Printed.landed(stats.ground)
  ]
})

/** Both sides' totals and then their rounds; none for a bout without statistics. */
const linesOf = ([red, blue]: ReadonlyArray<ScrapedCorner>): FightFacts["lines"] => {
  const [first, second] = [red?.rounds ?? [], blue?.rounds ?? []]
  if (first.length + second.length === 0) return []
  const rounds = [...new Set([...first, ...second].map(({ round }) => round))].sort((a, b) => a - b)
  const at = (own: ReadonlyArray<RoundStats>, round: number) =>
    lineOf(own.find((one) => one.round === round) ?? uncounted)
  const totals = [lineOf(boutTotals(first) ?? uncounted), lineOf(boutTotals(second) ?? uncounted)] as const
  return [totals, ...rounds.filter((round) => round > 0).map((round) => [at(first, round), at(second, round)] as const)]
}

/** A champion's belt, and the bonuses. */
export const iconsOf = (match: ScrapedMatch): ReadonlyArray<string> => [
  ...(match.isTitleBout ? ["belt"] : []),
  ...(match.fightOfTheNight ? ["fight"] : []),
  ...(match.corners.some(({ performanceOfTheNight }) => performanceOfTheNight) ? ["perf"] : [])
]

export const sideOf = (world: World, { fighterKey, name }: ScrapedCorner): Side => ({
  id: fighterKey,
  name: escaped((fighterKey === null ? undefined : world.fighters.get(fighterKey)?.name) ?? name)
})

const tapeOf = (world: World, match: ScrapedMatch): NonNullable<FightFacts["tape"]> => {
  const person = (corner: ScrapedCorner | undefined) =>
    corner?.fighterKey == null ? undefined : world.fighters.get(corner.fighterKey)
  const [first, second] = [person(match.corners[0]), person(match.corners[1])]
  const row = (label: string, of: (fighter: NonNullable<typeof first>) => string) => {
    const value = (one: typeof first) => (one === undefined ? "--" : of(one))
    return [label, value(first), value(second)] as const
  }
  return [
    row("Wins/Losses/Draws", (one) => recordOf(one)),
    row("Height", ({ height }) => Printed.height(height)),
    row("Weight", ({ weight }) => Printed.weight(weight)),
    row("Reach", ({ reach }) => Printed.reach(reach)),
    row("Stance", ({ stance }) => stance ?? ""),
    row("DOB", ({ birthdate }) => Printed.shortDay(birthdate))
  ]
}

/** "8-2-0 (1 NC)". */
export const recordOf = (fighter: {
  readonly wins: number | null
  readonly losses: number | null
  readonly draws: number | null
  readonly noContests: number | null
}): string => {
  const { draws, losses, noContests, wins } = fighter
  if (wins === null || losses === null || draws === null) return "--"
  return `${wins}-${losses}-${draws}${noContests === null || noContests === 0 ? "" : ` (${noContests} NC)`}`
}

/** The page of a bout. */
export const fightPage = (world: World, match: ScrapedMatch): string => {
  const event = match.eventKey === null ? undefined : world.events.get(match.eventKey)
  const isToCome = match.status === "scheduled"
  const people = match.corners.map((corner) => {
    const nickname = corner.fighterKey === null ? null : world.fighters.get(corner.fighterKey)?.nickname
    return {
      ...sideOf(world, corner),
      status: corner.result === null ? "" : statuses[corner.result],
      ...(nickname == null ? {} : { nickname: escaped(nickname) })
    }
  })
  const ofClass = match.weightClass === null ? "" : `${weightClassName(match.weightClass)} `
  const ending = {
    Method: Printed.method(match.method),
    Round: match.resultRound === null ? "" : String(match.resultRound),
    Time: match.resultTime === null ? "" : Printed.time(match.resultTime),
    "Time format": match.timeFormat ?? "",
    Referee: `<span>${escaped(match.referee ?? "")}</span>`
  }
  return fight({
    event: { id: match.eventKey, name: escaped(event?.name ?? "") },
    people,
    title: escaped(match.title ?? `${ofClass}Bout`),
    icons: iconsOf(match),
    lines: isToCome ? [] : linesOf(match.corners),
    words: (match.details ?? (match.judges.length > 0 ? "" : (match.methodDetail ?? ""))).split("; ").map(escaped),
    cards: match.judges.map(({ judge, points }) => [escaped(judge), `${points[0]} - ${points[1]}.`] as const),
    ...(isToCome ? { tape: tapeOf(world, match) } : { ending })
  })
}
