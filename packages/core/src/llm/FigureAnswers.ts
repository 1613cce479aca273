import { Effect, Schema } from "effect"
import { FighterComposer } from "../composition/FighterComposer.ts"
import { FighterRepository } from "../fighter/FighterRepository.ts"
import type { FighterId } from "../Identity.ts"
import { addDays, today } from "../IsoDate.ts"
import { MatchRepository } from "../match/MatchRepository.ts"
import { boutRecord } from "../stats/BoutRecord.ts"
import { groupMetric, isGroupMetricId } from "../stats/GroupMetric.ts"
import { defaultMinFights, figure, MetricId, metric } from "../stats/Metric.ts"
import { StatsReader } from "../stats/StatsReader.ts"
import { tally } from "../stats/Tally.ts"
import type { FightScope, TallyScope } from "../stats/TallyScope.ts"
import { historyColumns, historyRow } from "./FightTable.ts"
import { glossaryTable } from "./GlossaryTable.ts"
import type { SavantTools } from "./SavantTools.ts"
import { fighterSeries, groupSeries } from "./SeriesTable.ts"
import { badCall, ToolAnswer } from "./ToolAnswer.ts"
import { within } from "./ToolArguments.ts"
import type { Cell } from "./ToolTable.ts"

type Handlers = Parameters<(typeof SavantTools)["of"]>[0]

/** A fighter is active for so many days after a fight. */
const activeDays = 730

const daysOfYear = 365.2425

const isMetricId = Schema.is(MetricId)

/** The fights of one fighter, or of everybody. */
const covered = ({ fighterId, ...scope }: FightScope & { readonly fighterId?: FighterId }): TallyScope =>
  fighterId === undefined ? scope : { ...scope, fighterIds: [fighterId] }

const noteOf = (remarks: ReadonlyArray<string | null>): string | null =>
  remarks.filter((remark) => remark !== null).join(" ") || null

const least = (fights: number) => (fights > 1 ? `At least ${fights} fights.` : null)
const tied = (more: number) => (more > 0 ? `${more} more share the last place shown.` : null)

/** The tools about figures: of fighters, of classes and years, and of single fights. */
export const figureAnswers = Effect.gen(function* () {
  const { answer } = yield* ToolAnswer
  const { getMany } = yield* FighterRepository
  const composer = yield* FighterComposer
  const matches = yield* MatchRepository
  const reader = yield* StatsReader

  return {
    metric: ({ fighterId, metrics }) =>
      answer(
        Effect.gen(function* () {
          const { coverage, figures, name } = yield* composer.getFighterStats(fighterId)
          const asked = metrics.flatMap((id) => figures.filter((figure) => figure.metric === id))
          return {
            columns: ["name", "metric", "value", "unit", "fighterId"],
            rows: asked.map(({ metric: id, value }) => [name, metric(id).label, value, metric(id).unit, fighterId]),
            coverage
          }
        })
      ),

    compare: ({ ids, metrics, ...args }) =>
      answer(
        Effect.gen(function* () {
          const fighterIds = [...new Set(ids)]
          const scope = { ...(yield* within(args)), fighterIds }
          const fighters = yield* getMany(fighterIds)
          const tallies = new Map((yield* reader.tallies(scope)).map(({ fighterId, sums }) => [fighterId, sums]))
          const rows: Array<ReadonlyArray<Cell>> = []
          for (const id of new Set(metrics)) {
            for (const { id: fighterId, name } of fighters) {
              const { fights, measuredFights, value } = figure(id, tallies.get(fighterId) ?? tally([]))
              rows.push([name, metric(id).label, value, metric(id).unit, fights, measuredFights, fighterId])
            }
          }
          return {
            columns: ["name", "metric", "value", "unit", "fights", "measuredFights", "fighterId"],
            rows,
            coverage: yield* reader.coverage(scope)
          }
        })
      ),

    leaderboard: ({ activeOnly = false, limit = 10, metric: id, minFights, order = "highest", ...args }) =>
      answer(
        Effect.gen(function* () {
          const fewest = minFights ?? defaultMinFights(id, order)
          const activeSince = activeOnly ? addDays(yield* today, -activeDays) : undefined
          const scope = { ...(yield* within(args)), ...(activeSince === undefined ? {} : { activeSince }) }
          const board = yield* reader.leaderboard({ ...scope, metric: id, minFights: fewest, limit, order })
          return {
            columns: ["rank", "name", "value", "fights", "fighterId"],
            rows: board.rows.map((row) => [row.rank, row.name, row.value, row.fights, row.fighterId]),
            unit: metric(id).unit,
            coverage: yield* reader.coverage(scope),
            truncated: board.ranked > board.rows.length,
            total: board.ranked,
            minFights: fewest,
            note: noteOf([
              order === "lowest" ? "The lowest values." : null,
              least(fewest),
              activeSince === undefined ? null : `Only fighters with a fight since ${activeSince}.`,
              tied(board.tiedBeyond)
            ])
          }
        })
      ),

    boutRecords: ({ limit = 10, method, record, titleFightsOnly, ...args }) =>
      answer(
        Effect.gen(function* () {
          const scope = yield* within(args)
          const { ranked, rows, tiedBeyond } = yield* reader.boutRecords({
            ...scope,
            record,
            methodFamily: method,
            titleBoutsOnly: titleFightsOnly,
            limit
          })
          if (rows.length === 0 && scope.fighterId !== undefined) yield* getMany([scope.fighterId])
          const { measured, unit } = boutRecord(record)
          const bouts = yield* matches.findMany(rows.map(({ matchId }) => matchId))
          return {
            columns: ["rank", "name", "value", ...historyColumns, "fighterId"],
            rows: rows.flatMap(({ fighterId, matchId, name, rank, value }) => {
              const shown = unit === "days" ? Math.round((value / daysOfYear) * 100) / 100 : value
              return bouts
                .filter(({ id }) => id === matchId)
                .map((bout) => [rank, name, shown, ...historyRow(fighterId, bout), fighterId])
            }),
            unit: unit === "days" ? "years" : unit,
            coverage: measured ? yield* reader.coverage(covered(scope)) : null,
            truncated: ranked > rows.length,
            total: ranked,
            note: tied(tiedBeyond)
          }
        })
      ),

    series: ({ by, ids, last, metric: id, ...args }) =>
      answer(
        Effect.gen(function* () {
          const scope = yield* within(args)
          if (ids === undefined) {
            if (!isGroupMetricId(id)) return yield* Effect.fail(badCall(`"${id}" is of fighters: give their ids.`))
            if (by === "fight" || last !== undefined) {
              return yield* Effect.fail(
                badCall("Fight by fight, and the last of them, are of fighters: give their ids.")
              )
            }
            return { ...groupSeries(id, by, yield* reader.groupTallies(scope, by)), unit: groupMetric(id).unit }
          }
          if (!isMetricId(id)) return yield* Effect.fail(badCall(`"${id}" is of a class or year: leave the ids out.`))
          const fighterIds = [...new Set(ids)]
          yield* getMany(fighterIds)
          const asked = { ...scope, fighterIds, ...(last === undefined ? {} : { last }) }
          return {
            ...fighterSeries(id, by, fighterIds, yield* reader.groupedTallies(asked, by)),
            unit: metric(id).unit,
            coverage: yield* reader.coverage(asked)
          }
        })
      ),

    glossary: ({ metric: id }) => answer(Effect.succeed(glossaryTable(id)))
  } satisfies Partial<Handlers>
})
