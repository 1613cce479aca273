import type { Landed, RoundStats } from "../match/MatchStats.ts"
import { clock, roundLengths } from "../match/TimeFormat.ts"
import type { FindingRule } from "./Finding.ts"
import type { ScrapedCorner, ScrapedMatch } from "./Scraped.ts"

/** What figures say against themselves or each other. */
export interface Contradiction {
  readonly rule: Extract<FindingRule, "inconsistent" | "impossible">
  readonly what: string
}

const impossible = (what: string): Contradiction => ({ rule: "impossible", what })
const inconsistent = (what: string): Contradiction => ({ rule: "inconsistent", what })

const strikes = {
  sigStrikes: "significant strikes",
  totalStrikes: "total strikes",
  takedowns: "takedowns",
  head: "head strikes",
  body: "body strikes",
  leg: "leg strikes",
  distance: "distance strikes",
  clinch: "clinch strikes",
  ground: "ground strikes"
} as const
type Strike = keyof typeof strikes
const strikeNames = Object.keys(strikes) as ReadonlyArray<Strike>

const counts = {
  knockdowns: "knockdowns",
  submissionAttempts: "submission attempts",
  reversals: "reversals",
  controlSeconds: "seconds of control"
} as const
const countNames = Object.keys(counts) as ReadonlyArray<keyof typeof counts>

/** Percentages as printed beside the figures they are of. */
export interface PrintedPercentages {
  readonly sigStrikes: number | null
  readonly takedowns: number | null
}

const printed = ({ attempted, landed }: Landed): string => `${landed} of ${attempted}`

const sum = (parts: ReadonlyArray<Landed | null>): Landed | null => {
  let landed = 0
  let attempted = 0
  for (const part of parts) {
    if (part === null) return null
    landed += part.landed
    attempted += part.attempted
  }
  return { landed, attempted }
}

const differ = (a: Landed, b: Landed): boolean => a.landed !== b.landed || a.attempted !== b.attempted

/**
 * What a round's figures, or a bout's totals, say against each other. More landed than attempted, or more significant
 * strikes than strikes, is impossible; significant strikes are those by target and those by position; percentages are
 * rounded down.
 */
export const roundContradictions = (
  stats: RoundStats,
  percentages: PrintedPercentages
): ReadonlyArray<Contradiction> => {
  const { sigStrikes, totalStrikes } = stats
  for (const name of strikeNames) {
    const figure = stats[name]
    if (figure !== null && figure.landed > figure.attempted) {
      return [impossible(`${strikes[name]} "${printed(figure)}"`)]
    }
  }
  if (sigStrikes !== null && totalStrikes !== null && sigStrikes.landed > totalStrikes.landed) {
    return [impossible(`${printed(sigStrikes)} significant strikes of only ${printed(totalStrikes)} in all`)]
  }
  const found: Array<Contradiction> = []
  if (sigStrikes !== null) {
    const targets = sum([stats.head, stats.body, stats.leg])
    const positions = sum([stats.distance, stats.clinch, stats.ground])
    if (targets !== null && differ(sigStrikes, targets)) {
      found.push(inconsistent(`${printed(sigStrikes)} significant strikes, ${printed(targets)} by target`))
    }
    if (positions !== null && differ(sigStrikes, positions)) {
      found.push(inconsistent(`${printed(sigStrikes)} significant strikes, ${printed(positions)} by position`))
    }
  }
  for (const name of ["sigStrikes", "takedowns"] as const) {
    const [percentage, figure] = [percentages[name], stats[name]]
    if (percentage === null || figure === null || figure.attempted === 0) continue
    const exact = Math.floor((100 * figure.landed) / figure.attempted)
    if (percentage !== exact) found.push(inconsistent(`${percentage}% of ${strikes[name]}, not ${exact}%`))
  }
  return found
}

/** What the sum of the rounds says against the printed totals. */
export const totalContradictions = (
  name: string,
  rounds: ReadonlyArray<RoundStats>,
  totals: RoundStats
): ReadonlyArray<Contradiction> => {
  if (rounds.length === 0) return []
  const found: Array<Contradiction> = []
  for (const strike of strikeNames) {
    const [all, total] = [sum(rounds.map((round) => round[strike])), totals[strike]]
    if (all !== null && total !== null && differ(all, total)) {
      found.push(inconsistent(`${name}: ${printed(all)} ${strikes[strike]} in the rounds, ${printed(total)} in all`))
    }
  }
  for (const count of countNames) {
    const figures = rounds.map((round) => round[count])
    const all = figures.some((figure) => figure === null) ? null : figures.reduce<number>((a, b) => a + (b ?? 0), 0)
    const total = totals[count]
    if (all !== null && total !== null && all !== total) {
      found.push(inconsistent(`${name}: ${all} ${counts[count]} in the rounds, ${total} in all`))
    }
  }
  return found
}

/** Two fighters cannot both be in control; the clocks are stopped by hand. */
const controlSlack = 5

const timeContradictions = (bout: ScrapedMatch): ReadonlyArray<Contradiction> => {
  const { resultRound, resultTime, timeFormat } = bout
  const lengths = roundLengths(timeFormat)
  if (lengths === null) return []
  const found: Array<Contradiction> = []
  if (resultRound !== null && resultRound > lengths.length) {
    found.push(impossible(`it ended in round ${resultRound} of "${timeFormat}"`))
  }
  const last = resultRound === null ? undefined : lengths[resultRound - 1]
  if (last !== undefined && resultTime !== null && resultTime > last) {
    found.push(impossible(`round ${resultRound} of "${timeFormat}" lasted ${clock(resultTime)}`))
  }
  const [red, blue] = bout.corners
  for (const { controlSeconds, round } of red?.rounds ?? []) {
    const length = lengths[round - 1]
    const other = blue?.rounds.find((side) => side.round === round)?.controlSeconds
    if (controlSeconds === null || other == null || length === undefined) continue
    if (controlSeconds + other > length + controlSlack) {
      found.push(inconsistent(`${clock(controlSeconds + other)} of control in round ${round} of "${timeFormat}"`))
    }
  }
  for (const { name, rounds } of bout.corners) {
    const beyond = rounds.find(({ round }) => resultRound !== null && round > resultRound)
    if (beyond !== undefined) found.push(inconsistent(`${name} has a round ${beyond.round} of only ${resultRound}`))
  }
  return found
}

const legalPairs: ReadonlySet<string> = new Set(["WIN/LOSS", "LOSS/WIN", "DRAW/DRAW", "NC/NC", "null/null"])

const cardContradictions = ({ corners, judges, method }: ScrapedMatch): ReadonlyArray<Contradiction> => {
  const result = corners[0]?.result ?? null
  if (method === null || !["U-DEC", "S-DEC", "M-DEC"].includes(method) || judges.length < 3 || result === null)
    return []
  const cards = (sign: number) => judges.filter(({ points: [a, b] }) => Math.sign(b - a) === sign).length
  const majority = judges.length / 2
  const given = cards(1) > majority ? "a win" : cards(-1) > majority ? "a loss" : "a draw"
  const expected = result === "DRAW" ? "a draw" : result === "NC" ? given : "a win"
  if (given === expected) return []
  const printedCards = judges.map(({ points }) => points.join(" - ")).join(", ")
  return [inconsistent(`the cards ${printedCards}, loser first, give ${given} and not ${expected}`)]
}

/** A bout of somebody against themselves: no fighter can stand on both sides, so the second is known by name alone. */
export const apart = <A extends { readonly corners: ReadonlyArray<ScrapedCorner> }>(bout: A): A => {
  const [red, blue] = bout.corners
  return red === undefined || blue === undefined || blue.fighterKey === null || red.fighterKey !== blue.fighterKey
    ? bout
    : { ...bout, corners: [red, { ...blue, fighterKey: null }] }
}

/**
 * What a bout says against itself: the end lies within the format, results are a pair, two fighters are two, and the
 * judges' cards, which stand loser first, give the outcome of a decision.
 */
export const boutContradictions = (bout: ScrapedMatch): ReadonlyArray<Contradiction> => {
  const [red, blue] = bout.corners
  const found: Array<Contradiction> = [...timeContradictions(bout), ...cardContradictions(bout)]
  if (red === undefined || blue === undefined) return found
  if (!legalPairs.has(`${red.result}/${blue.result}`)) {
    found.push(impossible(`results ${red.result ?? "unknown"} and ${blue.result ?? "unknown"}`))
  }
  if (red.fighterKey !== null && red.fighterKey === blue.fighterKey) {
    found.push(inconsistent(`${red.name} on both sides`))
  }
  return found
}
