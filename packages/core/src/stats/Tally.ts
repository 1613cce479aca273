import { Schema } from "effect"
import type { Landed, RoundStats } from "../match/MatchStats.ts"
import { methodFamily } from "../match/Method.ts"
import { fightSeconds } from "../match/TimeFormat.ts"
import type { Bout } from "./Bout.ts"

export const tallyFields = [
  "fights",
  "wins",
  "losses",
  "draws",
  "noContests",
  "koTkoWins",
  "submissionWins",
  "decisionWins",
  "koTkoLosses",
  "submissionLosses",
  "decisionLosses",
  "titleFights",
  "titleWins",
  /** Consecutive wins (losses) from the latest fight back: a draw ends the run, a no contest is passed over. */
  "winStreak",
  "lossStreak",
  /** Seconds fought in all fights whose clock is known, and how many those are. */
  "seconds",
  "timedFights",
  /** Fights with statistics, and the seconds fought in them: the base of every figure below. */
  "measuredFights",
  "measuredSeconds",
  "knockdowns",
  "knockdownsTaken",
  "sigLanded",
  "sigAttempted",
  "sigTaken",
  "sigFaced",
  "totalLanded",
  "totalAttempted",
  "takedownsLanded",
  "takedownsAttempted",
  "takedownsTaken",
  "takedownsFaced",
  "submissionAttempts",
  "reversals",
  "controlSeconds",
  /** Seconds fought in the fights whose control time is known. */
  "controlBase",
  "headLanded",
  "headAttempted",
  "bodyLanded",
  "bodyAttempted",
  "legLanded",
  "legAttempted",
  "distanceLanded",
  "distanceAttempted",
  "clinchLanded",
  "clinchAttempted",
  "groundLanded",
  "groundAttempted"
] as const

export type TallyField = (typeof tallyFields)[number]

/** The sums over one fighter's completed fights, from which every metric is computed. Counts and seconds only. */
export const Tally = Schema.Record(Schema.Literals(tallyFields), Schema.Int)
export type Tally = typeof Tally.Type

const run = (bouts: ReadonlyArray<Bout>, wanted: "WIN" | "LOSS"): number => {
  let streak = 0
  for (const { own } of bouts) {
    if (own.result === "NC") continue
    if (own.result !== wanted) break
    streak++
  }
  return streak
}

const targets = ["head", "body", "leg", "distance", "clinch", "ground"] as const

/** Where significant strikes are aimed, and from where they are thrown. */
export type Target = (typeof targets)[number]

/** Sums completed bouts, given latest first. Missing cells add nothing. */
export const tally = (bouts: ReadonlyArray<Bout>): Tally => {
  const sums = Object.fromEntries(tallyFields.map((field) => [field, 0])) as Record<TallyField, number>
  const add = (rounds: ReadonlyArray<RoundStats>, pick: (round: RoundStats) => number | null | undefined) =>
    rounds.reduce((sum, round) => sum + (pick(round) ?? 0), 0)
  const addLanded = (
    rounds: ReadonlyArray<RoundStats>,
    pick: (round: RoundStats) => Landed | null,
    landed: TallyField,
    attempted: TallyField
  ) => {
    sums[landed] += add(rounds, (round) => pick(round)?.landed)
    sums[attempted] += add(rounds, (round) => pick(round)?.attempted)
  }
  for (const { match, opponentRounds, own, ownRounds } of bouts) {
    sums.fights++
    const family = match.method === null ? null : methodFamily(match.method)
    if (own.result === "WIN") {
      sums.wins++
      if (family === "KO/TKO") sums.koTkoWins++
      else if (family === "SUB") sums.submissionWins++
      else if (family === "DEC") sums.decisionWins++
      if (match.isTitleBout) sums.titleWins++
    } else if (own.result === "LOSS") {
      sums.losses++
      if (family === "KO/TKO") sums.koTkoLosses++
      else if (family === "SUB") sums.submissionLosses++
      else if (family === "DEC") sums.decisionLosses++
    } else if (own.result === "DRAW") sums.draws++
    else sums.noContests++
    if (match.isTitleBout) sums.titleFights++
    const seconds = fightSeconds(match)
    if (seconds !== null) {
      sums.seconds += seconds
      sums.timedFights++
    }
    if (ownRounds.length === 0) continue
    sums.measuredFights++
    sums.measuredSeconds += seconds ?? 0
    sums.knockdowns += add(ownRounds, (round) => round.knockdowns)
    sums.knockdownsTaken += add(opponentRounds, (round) => round.knockdowns)
    addLanded(ownRounds, (round) => round.sigStrikes, "sigLanded", "sigAttempted")
    addLanded(opponentRounds, (round) => round.sigStrikes, "sigTaken", "sigFaced")
    addLanded(ownRounds, (round) => round.totalStrikes, "totalLanded", "totalAttempted")
    addLanded(ownRounds, (round) => round.takedowns, "takedownsLanded", "takedownsAttempted")
    addLanded(opponentRounds, (round) => round.takedowns, "takedownsTaken", "takedownsFaced")
    sums.submissionAttempts += add(ownRounds, (round) => round.submissionAttempts)
    sums.reversals += add(ownRounds, (round) => round.reversals)
    if (ownRounds.some((round) => round.controlSeconds !== null)) {
      sums.controlSeconds += add(ownRounds, (round) => round.controlSeconds)
      sums.controlBase += seconds ?? 0
    }
    for (const target of targets)
      addLanded(ownRounds, (round) => round[target], `${target}Landed`, `${target}Attempted`)
  }
  sums.winStreak = run(bouts, "WIN")
  sums.lossStreak = run(bouts, "LOSS")
  return sums
}

/** Wins that ended before the judges. */
export const finishWins = (sums: Tally): number => sums.koTkoWins + sums.submissionWins

/** The most consecutive wins in completed bouts, given latest first, by the rule of `winStreak`. */
export const longestWinStreak = (bouts: ReadonlyArray<Bout>): number =>
  Math.max(0, ...bouts.map((_, index) => run(bouts.slice(index), "WIN")))
