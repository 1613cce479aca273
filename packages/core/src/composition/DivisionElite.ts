import { Schema } from "effect"
import { FightRecord } from "../fighter/FightRecord.ts"
import { Ranking, Rankings } from "../ranking/Ranking.ts"
import { WeightClass } from "../ranking/WeightClass.ts"
import { Coverage } from "../stats/Coverage.ts"
import { Leaderboard, leaderboard } from "../stats/Leaderboard.ts"
import { Figure, figure, type MetricId } from "../stats/Metric.ts"
import { type Tally, tally } from "../stats/Tally.ts"

export const DivisionDepth = Schema.Literals(["high", "moderate", "low"])
export type DivisionDepth = typeof DivisionDepth.Type

/** The best of a class by its current rankings. */
export const DivisionElite = Schema.Struct({
  weightClass: WeightClass,
  /** The day on which the rankings were published; null while there are none. */
  date: Rankings.fields.date,
  /** How many fighters are ranked in the class, the champion included. */
  ranked: Schema.Int,
  /** High from 10 ranked, moderate from 5. */
  depth: DivisionDepth,
  /** The first five, and whoever shares the last place; rank 0 is the champion. */
  elite: Schema.Array(
    Schema.Struct({
      rank: Ranking.fields.rank,
      fighterId: Ranking.fields.fighterId,
      name: Ranking.fields.name,
      record: FightRecord,
      figures: Schema.Array(Figure)
    })
  ),
  /** The elite by each of the figures in which they are compared. */
  leaders: Schema.Array(Leaderboard),
  /** Of the completed fights of the elite. */
  coverage: Coverage
})
export type DivisionElite = typeof DivisionElite.Type

const size = 5

const compared: ReadonlyArray<MetricId> = ["knockdowns", "submission-attempts", "control-time", "sig-strike-accuracy"]

const depthOf = (ranked: number): DivisionDepth => (ranked >= 10 ? "high" : ranked >= 5 ? "moderate" : "low")

/** The first five of the places of a class, given in order, and whoever shares the last of them. */
export const elitePlaces = (places: ReadonlyArray<Ranking>): ReadonlyArray<Ranking> => {
  const last = places.slice(0, size).at(-1)?.rank ?? 0
  return places.filter(({ rank }) => rank <= last)
}

/** Of the current places of the class; `sums` are those of the elite who have a completed bout. */
export const divisionElite = (
  weightClass: WeightClass,
  { date, entries }: Rankings,
  sums: ReadonlyMap<Ranking["fighterId"], Tally>
): Omit<DivisionElite, "coverage"> => {
  const elite = elitePlaces(entries).map(({ fighterId, name, rank }) => ({
    fighterId,
    name,
    rank,
    sums: sums.get(fighterId) ?? tally([])
  }))
  return {
    weightClass,
    date,
    ranked: entries.length,
    depth: depthOf(entries.length),
    elite: elite.map(({ sums, ...fighter }) => ({
      ...fighter,
      record: FightRecord.of(sums),
      figures: compared.map((id) => figure(id, sums))
    })),
    leaders: compared.map((id) => leaderboard(id, elite, { minFights: 1, limit: elite.length }))
  }
}
