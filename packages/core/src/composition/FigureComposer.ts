import { Context, Effect, Layer, Schema } from "effect"
import type { FighterNotFound } from "../fighter/Fighter.ts"
import { FighterRepository } from "../fighter/FighterRepository.ts"
import { FighterId, MatchId } from "../Identity.ts"
import { earlier, type IsoDate, today } from "../IsoDate.ts"
import { WeightClass } from "../ranking/WeightClass.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { type BoutRecordId, boutRecord } from "../stats/BoutRecord.ts"
import { Coverage } from "../stats/Coverage.ts"
import type { Group, Grouping } from "../stats/Grouping.ts"
import { type GroupMetricId, groupMetric } from "../stats/GroupMetric.ts"
import type { FightGrouping } from "../stats/GroupTally.ts"
import { fighterValue, Leaderboard, type RankOrder } from "../stats/Leaderboard.ts"
import { defaultMinFights, type MetricId, metric } from "../stats/Metric.ts"
import { StatsReader } from "../stats/StatsReader.ts"
import type { BoutRecordQuery, FightScope, TallyScope } from "../stats/TallyScope.ts"

/** A board of fighters, the unit of its values, and what it rests on. */
export const RankedFigures = Schema.Struct({ ...Leaderboard.fields, unit: Schema.String, coverage: Coverage })
export type RankedFigures = typeof RankedFigures.Type

/** A value over the fights of a year, a class or one fight; null where there is nothing to compute it from. */
const point = {
  year: Schema.NullOr(Schema.Int),
  weightClass: Schema.NullOr(WeightClass),
  /** Of a single fight, its day and the opponent. */
  matchId: Schema.NullOr(MatchId),
  date: Schema.NullOr(Schema.String),
  opponent: Schema.NullOr(Schema.String),
  value: Schema.NullOr(Schema.Finite),
  fights: Schema.Int,
  measuredFights: Schema.Int
}

/** A figure of fighters, group by group: by fighter as asked for, then by year, class or day. */
export const FighterSeries = Schema.Struct({
  unit: Schema.String,
  items: Schema.Array(Schema.Struct({ fighterId: FighterId, name: Schema.String, ...point })),
  coverage: Coverage
})
export type FighterSeries = typeof FighterSeries.Type

/** A figure of fights, whoever fought them, by year, class or all together. */
export const GroupFigures = Schema.Struct({
  unit: Schema.String,
  items: Schema.Array(Schema.Struct(point)),
  coverage: Coverage
})
export type GroupFigures = typeof GroupFigures.Type

/** The most or least of something in a single fight. Equal values share a rank; a value of "days" is an age. */
export const RecordFigures = Schema.Struct({
  unit: Schema.String,
  rows: Schema.Array(
    Schema.Struct({
      rank: Schema.Int,
      matchId: MatchId,
      fighterId: FighterId,
      name: Schema.String,
      value: Schema.Int
    })
  ),
  ranked: Schema.Int,
  tiedBeyond: Schema.Int,
  coverage: Coverage
})
export type RecordFigures = typeof RecordFigures.Type

/** A scope that may leave the last day open: today. */
type Open<Scope extends FightScope> = Omit<Scope, "to"> & { readonly to?: IsoDate | undefined }

export interface LeaderboardRequest extends Open<Omit<TallyScope, "fighterIds">> {
  /** The metric's own when left out. */
  readonly minFights?: number | undefined
  readonly order?: RankOrder | undefined
  /** 1 to 100. */
  readonly limit: number
}

const nowhere = { year: null, weightClass: null, matchId: null, date: null, opponent: null }

const placeOf = (group: Group) => {
  switch (group.by) {
    case "year":
      return { ...nowhere, year: group.year }
    case "weightClass":
      return { ...nowhere, weightClass: group.weightClass }
    case "fight":
      return { ...nowhere, matchId: group.matchId, date: group.date, opponent: group.opponent }
    case "all":
      return nowhere
  }
}

type Place = ReturnType<typeof placeOf>

const classes: ReadonlyArray<WeightClass | null> = WeightClass.literals

const inOrder = (a: Place, b: Place): number =>
  (a.year ?? 0) - (b.year ?? 0) ||
  (a.date === b.date ? 0 : (a.date ?? "") < (b.date ?? "") ? -1 : 1) ||
  classes.indexOf(a.weightClass) - classes.indexOf(b.weightClass)

/** Figures over many fights, each with the fights it rests on. */
export class FigureComposer extends Context.Service<
  FigureComposer,
  {
    readonly getLeaderboard: (
      id: MetricId,
      request: LeaderboardRequest
    ) => Effect.Effect<RankedFigures, StoreUnavailable>
    /** Of 1 to 10 fighters. */
    readonly getSeries: (
      id: MetricId,
      by: Grouping,
      fighterIds: ReadonlyArray<FighterId>,
      scope: Open<Omit<TallyScope, "fighterIds">>
    ) => Effect.Effect<FighterSeries, FighterNotFound | StoreUnavailable>
    readonly getGroups: (
      id: GroupMetricId,
      by: FightGrouping,
      scope: Open<FightScope>
    ) => Effect.Effect<GroupFigures, StoreUnavailable>
    readonly getRecords: (
      id: BoutRecordId,
      query: Open<Omit<BoutRecordQuery, "record">>
    ) => Effect.Effect<RecordFigures, FighterNotFound | StoreUnavailable>
  }
>()("@mma-savant/core/composition/FigureComposer") {
  static readonly layer = Layer.effect(
    FigureComposer,
    Effect.gen(function* () {
      const reader = yield* StatsReader
      const fighters = yield* FighterRepository

      /** No day after today counts. */
      const until = <Scope extends { readonly to?: IsoDate | undefined }>(scope: Scope) =>
        Effect.map(today, (day) => ({ ...scope, to: earlier(scope.to, day) }))

      return FigureComposer.of({
        getLeaderboard: Effect.fn("FigureComposer.getLeaderboard")(function* (
          id,
          { limit, minFights, order = "highest", ...scope }
        ) {
          const counted = yield* until(scope)
          const fewest = minFights ?? defaultMinFights(id, order)
          const board = yield* reader.leaderboard({ ...counted, metric: id, minFights: fewest, limit, order })
          return { ...board, unit: metric(id).unit, coverage: yield* reader.coverage(counted) }
        }),

        getSeries: Effect.fn("FigureComposer.getSeries")(function* (id, by, fighterIds, scope) {
          yield* fighters.getMany(fighterIds)
          const counted = { ...(yield* until(scope)), fighterIds }
          const tallies = yield* reader.groupedTallies(counted, by)
          const items = tallies
            .map(({ group, ...tally }) => ({ ...fighterValue(id, tally), ...placeOf(group) }))
            .sort((a, b) => fighterIds.indexOf(a.fighterId) - fighterIds.indexOf(b.fighterId) || inOrder(a, b))
          return { unit: metric(id).unit, items, coverage: yield* reader.coverage(counted) }
        }),

        getGroups: Effect.fn("FigureComposer.getGroups")(function* (id, by, scope) {
          const { unit, value } = groupMetric(id)
          const groups = yield* reader.groupTallies(yield* until(scope), by)
          const items = groups
            .map(({ group, sums }) => ({
              ...placeOf(group),
              value: value(sums),
              fights: sums.fights,
              measuredFights: sums.measuredFights
            }))
            .sort(inOrder)
          const sum = (of: (item: (typeof items)[number]) => number) => items.reduce((all, item) => all + of(item), 0)
          const coverage = { fights: sum(({ fights }) => fights), measuredFights: sum((item) => item.measuredFights) }
          return { unit, items, coverage }
        }),

        getRecords: Effect.fn("FigureComposer.getRecords")(function* (id, query) {
          if (query.fighterId !== undefined) yield* fighters.get(query.fighterId)
          const asked = yield* until(query)
          const found = yield* reader.boutRecords({ ...asked, record: id })
          const { fighterId, from, to, weightClass } = asked
          const ofOne = fighterId === undefined ? {} : { fighterIds: [fighterId] }
          const coverage = yield* reader.coverage({ from, to, weightClass, ...ofOne })
          return { ...found, unit: boutRecord(id).unit, coverage }
        })
      })
    })
  )
}
