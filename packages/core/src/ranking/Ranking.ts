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

/** One place of a snapshot as it is written: the name comes from the fighter. Sources have ids of their own. */
export interface RankingEntry<Id = FighterId> {
  readonly weightClass: WeightClass
  /** See {@link Rank}. */
  readonly rank: number
  readonly fighterId: Id
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

/** The most places of a class: the champion, fifteen contenders, and room for ties. */
const mostPlaces = 20

const isRank = Schema.is(Rank)

const classFault = <Id>(weightClass: WeightClass, entries: ReadonlyArray<RankingEntry<Id>>): string | null => {
  const fighters = new Set<Id>()
  if (entries.length > mostPlaces) return `${weightClass} has more than ${mostPlaces} places`
  for (const { fighterId, rank } of entries) {
    if (!isRank(rank)) return `${weightClass} has a rank ${rank}`
    if (fighters.has(fighterId)) return `fighter ${fighterId} stands twice in ${weightClass}`
    fighters.add(fighterId)
  }
  const champions = entries.filter(({ rank }) => rank === 0).length
  if (champions > 0 && isPoundForPound(weightClass)) return `${weightClass} has no champion`
  return champions > 1 ? `${weightClass} has two champions` : null
}

/**
 * Why a snapshot cannot stand, or null. In a class no fighter stands twice, ranks are 0 to 15, places 20 at most, and
 * champions one at most; pound for pound there is none.
 */
export const rankingsFault = <Id>(entries: ReadonlyArray<RankingEntry<Id>>): string | null => {
  for (const [weightClass, ofClass] of Map.groupBy(entries, (entry) => entry.weightClass)) {
    const fault = classFault(weightClass, ofClass)
    if (fault !== null) return fault
  }
  return null
}
