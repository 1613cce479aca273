import type { Match } from "../match/Match.ts"
import type { CornerStats, RoundStats } from "../match/MatchStats.ts"
import { methodFamily } from "../match/Method.ts"
import { fightSeconds } from "../match/TimeFormat.ts"
import type { Group, Grouping } from "./Grouping.ts"

export const groupTallyFields = [
  "fights",
  "titleFights",
  "draws",
  /** Fights that nobody won, lost or drew. */
  "noContests",
  /** Fights that somebody won so. */
  "koTko",
  "submissions",
  /** Fights that the judges decided, drawn ones included. */
  "decisions",
  /** Seconds fought in all fights whose clock is known, and how many those are. */
  "seconds",
  "timedFights",
  /** Fights of which either side has statistics, and the seconds fought in them: the base of every figure below. */
  "measuredFights",
  "measuredSeconds",
  /** Of both sides together. */
  "knockdowns",
  "sigLanded",
  "sigAttempted",
  "takedownsLanded",
  "takedownsAttempted",
  "submissionAttempts",
  "controlSeconds",
  /** Seconds fought in the fights in which either side's control time is known. */
  "controlBase"
] as const

export type GroupTallyField = (typeof groupTallyFields)[number]

/** The sums over the completed fights of a class, a year or all of them. A fight counts once, whoever fought it. */
export type GroupTally = Readonly<Record<GroupTallyField, number>>

/** What fights can be put together by, whoever fought them. */
export type FightGrouping = Exclude<Grouping, "fight"> | "all"

/** The sums of the completed fights that one year or class has, or all. Only groups that have any are told. */
export interface GroupSums {
  readonly group: Exclude<Group, { readonly by: "fight" }>
  readonly sums: GroupTally
}

/** A completed fight with the rounds of both its sides; empty where there are no statistics. */
export interface Fight {
  readonly match: Match
  readonly rounds: ReadonlyArray<RoundStats>
}

/** The bouts with the rounds of both their sides, in the order given. */
export const fightsOf = (matches: ReadonlyArray<Match>, stats: ReadonlyArray<CornerStats>): ReadonlyArray<Fight> => {
  const sides = Map.groupBy(stats, ({ matchId }) => matchId)
  return matches.map((match) => ({ match, rounds: (sides.get(match.id) ?? []).flatMap(({ rounds }) => rounds) }))
}

export const groupTally = (fights: ReadonlyArray<Fight>): GroupTally => {
  const sums = Object.fromEntries(groupTallyFields.map((field) => [field, 0])) as Record<GroupTallyField, number>
  for (const { match, rounds } of fights) {
    const add = (field: GroupTallyField, pick: (round: RoundStats) => number | null | undefined) => {
      for (const round of rounds) sums[field] += pick(round) ?? 0
    }
    sums.fights++
    if (match.isTitleBout) sums.titleFights++
    const results = match.corners.map(({ result }) => result)
    const family = match.method === null ? null : methodFamily(match.method)
    const isWon = results.includes("WIN") || results.includes("LOSS")
    const isDrawn = !isWon && results.includes("DRAW")
    if (isWon && family === "KO/TKO") sums.koTko++
    if (isWon && family === "SUB") sums.submissions++
    if ((isWon || isDrawn) && family === "DEC") sums.decisions++
    if (isDrawn) sums.draws++
    else if (!isWon) sums.noContests++
    const seconds = fightSeconds(match)
    if (seconds !== null) {
      sums.seconds += seconds
      sums.timedFights++
    }
    if (rounds.length === 0) continue
    sums.measuredFights++
    sums.measuredSeconds += seconds ?? 0
    add("knockdowns", (round) => round.knockdowns)
    add("sigLanded", (round) => round.sigStrikes?.landed)
    add("sigAttempted", (round) => round.sigStrikes?.attempted)
    add("takedownsLanded", (round) => round.takedowns?.landed)
    add("takedownsAttempted", (round) => round.takedowns?.attempted)
    add("submissionAttempts", (round) => round.submissionAttempts)
    if (rounds.some(({ controlSeconds }) => controlSeconds !== null)) {
      add("controlSeconds", (round) => round.controlSeconds)
      sums.controlBase += seconds ?? 0
    }
  }
  return sums
}

/** The fights of each year or class, or all of them. */
export const groupFights = (
  by: FightGrouping,
  fights: ReadonlyArray<Fight>
): ReadonlyArray<{ readonly group: GroupSums["group"]; readonly fights: ReadonlyArray<Fight> }> => {
  const of = ({ match }: Fight): GroupSums["group"] => {
    switch (by) {
      case "year":
        return { by, year: Number(match.event?.date?.slice(0, 4)) }
      case "weightClass":
        return { by, weightClass: match.weightClass }
      case "all":
        return { by }
    }
  }
  return [...Map.groupBy(fights, (fight) => JSON.stringify(of(fight))).values()].map((own) => ({
    group: of(own[0]!),
    fights: own
  }))
}
