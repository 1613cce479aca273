import { Schema } from "effect"
import type { FighterId } from "../Identity.ts"
import { IsoDate } from "../IsoDate.ts"
import type { Position } from "../Listing.ts"
import { Ranking } from "./Ranking.ts"
import { type WeightClass, weightClassId } from "./WeightClass.ts"

/** A place as it was published on a day. */
export const DatedRanking = Schema.Struct({ date: IsoDate, ...Ranking.fields })
export type DatedRanking = typeof DatedRanking.Type

/** Which of the places of all snapshots: every condition given must hold. */
export interface RankingHistory {
  readonly fighterId?: FighterId | undefined
  readonly weightClass?: WeightClass | undefined
  /** Days, both included. */
  readonly from?: IsoDate | undefined
  readonly to?: IsoDate | undefined
  /** 1 to 100. */
  readonly limit: number
  readonly after: Position | null
}

const twoDigits = (number: number): string => String(number).padStart(2, "0")

/** A place among all: the day, the id of the class, the rank. The id of a position is the fighter's. */
export const rankingKey = ({ date, rank, weightClass }: DatedRanking): string =>
  `${date}|${twoDigits(weightClassId(weightClass))}|${twoDigits(rank)}`

const isDay = Schema.is(IsoDate)

/** The parts of a {@link rankingKey}; null where a text is none. */
export const rankingKeyParts = (key: string) => {
  const [date, weightClass, rank, ...rest] = key.split("|")
  if (rest.length > 0 || !isDay(date) || !/^\d\d$/.test(weightClass ?? "") || !/^\d\d$/.test(rank ?? "")) return null
  return { date, weightClassId: Number(weightClass), rank: Number(rank) }
}
