import { existsSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { assert, describe, it } from "@effect/vitest"
import { DataStore } from "@mma-savant/core/collection/DataStore"
import { ImportFlow } from "@mma-savant/core/collection/ImportFlow"
import { walk } from "@mma-savant/core/contract/Paging"
import { FighterRepository } from "@mma-savant/core/fighter/FighterRepository"
import type { FighterId } from "@mma-savant/core/Identity"
import { IsoDate } from "@mma-savant/core/IsoDate"
import { MatchRepository } from "@mma-savant/core/match/MatchRepository"
import { type Bout, boutsOf, isCompleted } from "@mma-savant/core/stats/Bout"
import { boutRecordIds, boutRecords } from "@mma-savant/core/stats/BoutRecord"
import { Grouping, groupBouts } from "@mma-savant/core/stats/Grouping"
import { groupMetric, groupMetricIds } from "@mma-savant/core/stats/GroupMetric"
import { groupFights, groupTally } from "@mma-savant/core/stats/GroupTally"
import { type FighterTally, leaderboard } from "@mma-savant/core/stats/Leaderboard"
import { defaultMinFights, figure, metricIds } from "@mma-savant/core/stats/Metric"
import { StatsReader } from "@mma-savant/core/stats/StatsReader"
import { tally } from "@mma-savant/core/stats/Tally"
import { Context, Effect, Layer } from "effect"
import * as CsvDataset from "../../src/dataset/CsvDataset.ts"
import * as Postgres from "../../src/postgres/Postgres.ts"
import { layerEmptied, testDatabases } from "./TestDatabases.ts"

const path = fileURLToPath(new URL("../../../../../shared/data/ufc", import.meta.url))
const to = IsoDate.make("2026-08-02")

interface Career {
  readonly fighterId: FighterId
  readonly name: string
  readonly birthdate: IsoDate | null
  readonly bouts: ReadonlyArray<Bout>
}

/** Every completed bout, told by core's pure functions alone. */
class Facts extends Context.Service<
  Facts,
  {
    readonly fights: ReadonlyArray<Parameters<typeof groupTally>[0][number]>
    readonly careers: ReadonlyArray<Career>
  }
>()("Facts") {
  static readonly layer = Layer.effect(
    Facts,
    Effect.gen(function* () {
      const matches = yield* MatchRepository
      const fighters = yield* FighterRepository
      const order = "latest" as const
      const all = (yield* walk((after, limit) => matches.search({ order, limit, after }), 100)).flat()
      const completed = all.filter((match) => isCompleted(match, to))
      const stats = yield* matches.stats(completed.map(({ id }) => id))
      const known = (yield* walk((after, limit) => fighters.search({ text: "", limit, after }), 100)).flat()
      const statsOf = Map.groupBy(stats, ({ matchId }) => matchId)
      const matchesOf = Map.groupBy(
        completed.flatMap((match) => match.corners.map(({ fighterId }) => ({ fighterId, match }))),
        ({ fighterId }) => fighterId
      )
      return Facts.of({
        fights: completed.map((match) => ({
          match,
          rounds: (statsOf.get(match.id) ?? []).flatMap(({ rounds }) => rounds)
        })),
        careers: known.flatMap(({ birthdate, id, name }) => {
          const own = (matchesOf.get(id) ?? []).map(({ match }) => match)
          if (own.length === 0) return []
          const bouts = boutsOf(
            id,
            own,
            own.flatMap((match) => statsOf.get(match.id) ?? [])
          )
          return [{ fighterId: id, name, birthdate, bouts }]
        })
      })
    })
  )
}

/** An embedded database takes half a minute of a processor for them; the laws are tried on one with fewer facts. */
const database = testDatabases().at(-1)!
const isServer = database.name === "Postgres server"

const imported = Layer.effectDiscard(Effect.flatMap(ImportFlow, ({ run }) => run(() => Effect.void))).pipe(
  Layer.provide(ImportFlow.layer.pipe(Layer.provide(DataStore.layer))),
  Layer.provide(CsvDataset.layer(path).pipe(Layer.orDie))
)

const layer = Facts.layer.pipe(
  Layer.provide(imported),
  Layer.provideMerge(Postgres.layer.pipe(Layer.provideMerge(layerEmptied))),
  Layer.provide(database.layer)
)

const talliesOf = (careers: ReadonlyArray<Career>): ReadonlyArray<FighterTally> =>
  careers.map(({ bouts, fighterId, name }) => ({ fighterId, name, sums: tally(bouts) }))

describe.skipIf(!isServer || !existsSync(path))(
  "figures of the data set of August 2026 (skipped without ../shared/data/ufc and a Postgres server)",
  () => {
    it.layer(layer, { timeout: "120 seconds", excludeTestServices: true })((it) => {
      it.effect(
        "the leaders of every metric, highest and lowest, are those of the pure fold",
        () =>
          Effect.gen(function* () {
            const { careers } = yield* Facts
            const reader = yield* StatsReader
            const tallies = talliesOf(careers)
            assert.isAbove(tallies.length, 2500)
            for (const metric of metricIds) {
              for (const order of ["highest", "lowest"] as const) {
                const places = { minFights: defaultMinFights(metric, order), limit: 50, order }
                assert.deepStrictEqual(
                  yield* reader.leaderboard({ metric, to, ...places }),
                  leaderboard(metric, tallies, places),
                  `${order} ${metric}`
                )
              }
            }
          }),
        60_000
      )

      it.effect("every series and comparison of three long careers is that of the pure fold", () =>
        Effect.gen(function* () {
          const { careers } = yield* Facts
          const reader = yield* StatsReader
          const longest = careers.toSorted((a, b) => b.bouts.length - a.bouts.length).slice(0, 3)
          const scope = { fighterIds: longest.map(({ fighterId }) => fighterId), to }
          const compared = yield* reader.tallies(scope)
          for (const metric of metricIds) {
            for (const { fighterId, sums } of talliesOf(longest)) {
              const own = compared.find((one) => one.fighterId === fighterId)!.sums
              assert.deepStrictEqual(figure(metric, own), figure(metric, sums), metric)
            }
          }
          for (const by of Grouping.literals) {
            const found = yield* reader.groupedTallies(scope, by)
            const expected = longest.flatMap(({ bouts, fighterId }) =>
              groupBouts(by, bouts).map((own) => ({ fighterId, group: own.group, sums: tally(own.bouts) }))
            )
            assert.strictEqual(found.length, expected.length)
            const named = new Map(found.map((row) => [JSON.stringify([row.fighterId, row.group]), row.sums]))
            for (const { fighterId, group, sums } of expected) {
              const own = named.get(JSON.stringify([fighterId, group]))!
              for (const metric of metricIds) assert.deepStrictEqual(figure(metric, own), figure(metric, sums), metric)
            }
          }
        })
      )

      it.effect("every figure of every year and class is that of the pure fold", () =>
        Effect.gen(function* () {
          const { fights } = yield* Facts
          const reader = yield* StatsReader
          for (const by of ["year", "weightClass", "all"] as const) {
            const found = yield* reader.groupTallies({ to }, by)
            const named = new Map(found.map(({ group, sums }) => [JSON.stringify(group), sums]))
            const groups = groupFights(by, fights)
            assert.strictEqual(found.length, groups.length)
            for (const { fights, group } of groups) {
              const sums = groupTally(fights)
              for (const id of groupMetricIds) {
                const { value } = groupMetric(id)
                assert.strictEqual(
                  value(named.get(JSON.stringify(group))!),
                  value(sums),
                  `${id} ${JSON.stringify(group)}`
                )
              }
            }
          }
        })
      )

      it.effect("the records of single fights are those of the pure ranking, and those that everybody knows", () =>
        Effect.gen(function* () {
          const { careers } = yield* Facts
          const reader = yield* StatsReader
          const told = careers.flatMap(({ birthdate, bouts, fighterId }) =>
            bouts.map((bout) => ({
              ...bout,
              fighterId,
              birthdate,
              position: bout.match.corners[0]?.fighterId === fighterId ? (1 as const) : (2 as const)
            }))
          )
          for (const record of boutRecordIds) {
            assert.deepStrictEqual(
              yield* reader.boutRecords({ record, to, limit: 20 }),
              boutRecords(record, told, 20),
              record
            )
          }
          const first = Effect.fnUntraced(function* (record: (typeof boutRecordIds)[number], titleBoutsOnly = false) {
            const { rows } = yield* reader.boutRecords({ record, titleBoutsOnly, to, limit: 1 })
            return [rows[0]!.name, rows[0]!.value]
          })
          assert.deepStrictEqual(yield* first("fastest-finish"), ["Jorge Masvidal", 5])
          assert.deepStrictEqual(yield* first("sig-strikes"), ["Max Holloway", 445])
          assert.deepStrictEqual(yield* first("takedowns"), ["Khabib Nurmagomedov", 21])
        })
      )
    })
  }
)
