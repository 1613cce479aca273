import { Schema } from "effect"
import type { FighterId, MatchId } from "../Identity.ts"
import { daysBetween, type IsoDate } from "../IsoDate.ts"
import type { RoundStats } from "../match/MatchStats.ts"
import { isFinish } from "../match/Method.ts"
import { fightSeconds } from "../match/TimeFormat.ts"
import type { Bout } from "./Bout.ts"
import { boutRecordLabels } from "./MetricLabel.ts"

export type BoutRecordId = keyof typeof boutRecordLabels

/** A fight as one of its sides fought it, told by whom. */
export interface FoughtBout extends Bout {
  readonly fighterId: FighterId
  readonly birthdate: IsoDate | null
  /** The side's place in the bout's `corners`. */
  readonly position: 1 | 2
}

interface Rule {
  readonly unit: "count" | "seconds" | "days"
  readonly order: "highest" | "lowest"
  /** Rests on round statistics, which not every fight has. */
  readonly measured: boolean
  readonly definition: string
  /** Null where the bout has no such value for the side. */
  readonly value: (bout: FoughtBout) => number | null
}

const amount =
  (pick: (round: RoundStats) => number | null | undefined) =>
  ({ ownRounds }: FoughtBout): number | null => {
    const known = ownRounds.flatMap((round) => pick(round) ?? [])
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0)
  }

const most = (what: string, pick: (round: RoundStats) => number | null | undefined): Rule => ({
  unit: "count",
  order: "highest",
  measured: true,
  definition: `${what} by one fighter in one fight.`,
  value: amount(pick)
})

const isFinishWin = ({ match, own }: FoughtBout): boolean =>
  own.result === "WIN" && match.method !== null && isFinish(match.method)

const age = ({ birthdate, match, own }: FoughtBout): number | null =>
  own.result !== "WIN" || birthdate === null || match.event?.date == null
    ? null
    : daysBetween(birthdate, match.event.date)

/** A fight that is of both alike is told of one: who won it, or who is listed first. */
const isTold = ({ match, own, position }: FoughtBout): boolean =>
  match.corners.some(({ result }) => result === "WIN") ? own.result === "WIN" : position === 1

const registry: Readonly<Record<BoutRecordId, Rule>> = {
  "fastest-finish": {
    unit: "seconds",
    order: "lowest",
    measured: false,
    definition: "The shortest fights won by knockout or submission, in seconds fought.",
    value: (bout) => (isFinishWin(bout) ? fightSeconds(bout.match) : null)
  },
  "longest-fight": {
    unit: "seconds",
    order: "highest",
    measured: false,
    definition: "The longest fights, in seconds fought.",
    value: (bout) => (isTold(bout) ? fightSeconds(bout.match) : null)
  },
  "youngest-winner": {
    unit: "days",
    order: "lowest",
    measured: false,
    definition: "The winners of fewest days of age on the day of the event.",
    value: age
  },
  "oldest-winner": {
    unit: "days",
    order: "highest",
    measured: false,
    definition: "The winners of most days of age on the day of the event.",
    value: age
  },
  knockdowns: most("Knockdowns scored", (round) => round.knockdowns),
  "sig-strikes": most("Significant strikes landed", (round) => round.sigStrikes?.landed),
  "total-strikes": most("Strikes of every kind landed", (round) => round.totalStrikes?.landed),
  takedowns: most("Takedowns landed", (round) => round.takedowns?.landed),
  "submission-attempts": most("Submissions attempted", (round) => round.submissionAttempts),
  "control-time": { ...most("Seconds in control", (round) => round.controlSeconds), unit: "seconds" }
}

export const boutRecordIds = Object.keys(boutRecordLabels) as ReadonlyArray<BoutRecordId>

export const BoutRecordId = Schema.Literals(boutRecordIds)

export const boutRecord = (id: BoutRecordId): Rule & { readonly label: string } => ({
  ...registry[id],
  label: boutRecordLabels[id].en
})

/** One place among single fights. Equal values share a rank and the next rank is skipped. */
export interface BoutRecordRow {
  readonly rank: number
  readonly matchId: MatchId
  readonly fighterId: FighterId
  readonly name: string
  readonly value: number
}

export interface BoutRecords {
  readonly rows: ReadonlyArray<BoutRecordRow>
  /** Fights with a value, shown or not. */
  readonly ranked: number
  /** How many more share the last place shown; 0 when the cut divides nobody. */
  readonly tiedBeyond: number
}

/** Ranks single fights; of equal ones the earliest stands first. Of the highest, zero does not rank. */
export const boutRecords = (id: BoutRecordId, bouts: ReadonlyArray<FoughtBout>, limit: number): BoutRecords => {
  const { order, value } = registry[id]
  const sign = order === "highest" ? 1 : -1
  const ranking = bouts
    .flatMap((bout) => {
      const known = value(bout)
      return known === null || (known === 0 && order === "highest") ? [] : [{ bout, value: known }]
    })
    .sort((a, b) => {
      const [x, y] = [a.bout.match.event?.date ?? "", b.bout.match.event?.date ?? ""]
      return (
        sign * (b.value - a.value) ||
        (x < y ? -1 : x > y ? 1 : a.bout.match.id - b.bout.match.id || a.bout.position - b.bout.position)
      )
    })
  const shown = ranking.slice(0, limit)
  const last = shown.at(-1)?.value
  return {
    rows: shown.map(({ bout, value }) => ({
      rank: ranking.findIndex((one) => one.value === value) + 1,
      matchId: bout.match.id,
      fighterId: bout.fighterId,
      name: bout.own.name,
      value
    })),
    ranked: ranking.length,
    tiedBeyond: ranking.slice(limit).filter((one) => one.value === last).length
  }
}
