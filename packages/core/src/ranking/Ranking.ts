import { Schema } from "effect"
import { FighterId } from "../Identity.ts"
import { IsoDate } from "../IsoDate.ts"
import { isPoundForPound, WeightClass } from "./WeightClass.ts"

/** 0 is the champion, 1 to 15 the contenders. */
export const Rank = Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: 15 })))

/** A fighter's place in a class on a day. Tied fighters share a rank. */
export const Ranking = Schema.Struct({
  weightClass: WeightClass,
  rank: Rank,
  fighterId: FighterId,
  name: Schema.String
})
export type Ranking = typeof Ranking.Type

/** One place of a snapshot as it is written: the name comes from the fighter. */
export interface RankingEntry {
  readonly weightClass: WeightClass
  readonly rank: number
  readonly fighterId: FighterId
}

/** All the places published on one day. */
export interface RankingSnapshot {
  readonly date: IsoDate
  readonly source: string
  readonly entries: ReadonlyArray<RankingEntry>
}

/** The places of a day; `date` is null, and nothing is ranked, while no rankings have been stored. */
export const Rankings = Schema.Struct({ date: Schema.NullOr(IsoDate), entries: Schema.Array(Ranking) })
export type Rankings = typeof Rankings.Type

/** A snapshot breaks a rule of rankings; it was not stored. */
export class RankingsRejected extends Schema.TaggedError<RankingsRejected>()("RankingsRejected", {
  reason: Schema.String
}) {}

/** Why a snapshot cannot stand, or null: no fighter twice in a class, one champion at most, none pound for pound. */
export const fault = (entries: ReadonlyArray<RankingEntry>): string | null => {
  const seen = new Set<string>()
  const champions = new Set<WeightClass>()
  for (const { fighterId, rank, weightClass } of entries) {
    const place = `${weightClass}/${fighterId}`
    if (seen.has(place)) return `fighter ${fighterId} stands twice in ${weightClass}`
    seen.add(place)
    if (rank !== 0) continue
    if (isPoundForPound(weightClass)) return `${weightClass} has no champion`
    if (champions.has(weightClass)) return `${weightClass} has two champions`
    champions.add(weightClass)
  }
  return null
}
