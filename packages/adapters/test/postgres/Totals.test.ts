import { assert, it } from "@effect/vitest"
import { careers } from "@mma-savant/core/contract/Career"
import { matchFacts, roundStats, side } from "@mma-savant/core/contract/Facts"
import { someFighters } from "@mma-savant/core/contract/SomeFighters"
import { MatchRepository } from "@mma-savant/core/match/MatchRepository"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import fighters from "../../src/postgres/migrations/0001_fighters.ts"
import matches from "../../src/postgres/migrations/0002_matches.ts"
import totals from "../../src/postgres/migrations/0015_totals.ts"
import * as Postgres from "../../src/postgres/Postgres.ts"
import { layerEmptied, testDatabases } from "./TestDatabases.ts"

const kept = { basic_match_totals: "basic_match_stats", sig_str_match_totals: "sig_str_match_stats" }

/**
 * The totals kept of the sides of these bouts, by bout and position; fails unless they are the sums of their rounds, each
 * by its own name.
 */
const agreed = Effect.fnUntraced(function* (matchIds: ReadonlyArray<number>) {
  const sql = yield* SqlClient.SqlClient
  const [basic] = yield* Effect.forEach(Object.entries(kept), ([table, rounds]) =>
    Effect.gen(function* () {
      const columns = yield* sql<{ name: string }>`
        select attname as name from pg_attribute
        where attrelid = ${table}::regclass and attnum > 0 and attname <> 'fighter_match_id'`
      const sums = columns.map(({ name }) => `sum(${name})::int as ${name}`).join(", ")
      const ofSides = (source: string) => sql`
        select given.* from fighter_matches side join (${sql.literal(source)}) given on given.fighter_match_id = side.id
        where side.match_id = any(${matchIds}::int[]) order by side.match_id, side.position`
      const known = yield* ofSides(`select * from ${table}`)
      const made = yield* ofSides(`select fighter_match_id, ${sums} from ${rounds} group by fighter_match_id`)
      assert.deepStrictEqual(known, made)
      return known
    })
  )
  return basic!
})

for (const { layer: database, name } of testDatabases()) {
  const layer = Postgres.layer.pipe(Layer.provideMerge(layerEmptied), Layer.provideMerge(database))
  it.layer(layer, { timeout: "60 seconds" })(`Totals / ${name}`, (it) => {
    it.effect("are the sums of the rounds after whatever happens to rounds, sides and bouts", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const repository = yield* MatchRepository
        const [a, b, c] = yield* someFighters(3)
        const facts = matchFacts({ corners: [side(a!), side(b!)] })
        const matchId = yield* repository.save(facts)
        const head = { landed: 3, attempted: 4 }
        yield* repository.saveStats([
          {
            matchId,
            position: 1,
            rounds: [roundStats(1, { knockdowns: 1, head }), roundStats(2, { controlSeconds: 60 })]
          },
          { matchId, position: 2, rounds: [roundStats(1), roundStats(2, { knockdowns: 2 }), roundStats(3, { head })] }
        ])
        const other = yield* repository.save(matchFacts({ corners: [side(c!)] }))
        const bouts = [matchId, other]
        const ofBouts = sql`fighter_match_id in (select id from fighter_matches where match_id = any(${bouts}::int[]))`
        const [first, second] = yield* agreed(bouts)
        assert.deepInclude(first, { kd: 1, ctrl: 60, rev: null })
        assert.deepInclude(second, { kd: 2, ctrl: null })

        yield* repository.saveStats([{ matchId, position: 2, rounds: [roundStats(1, { reversals: 5 })] }])
        assert.deepInclude((yield* agreed(bouts))[1], { kd: null, rev: 5 })
        yield* repository.save({ ...facts, corners: [side(b!), side(a!)] })
        assert.deepStrictEqual((yield* agreed(bouts))[1], first)
        yield* sql`update basic_match_stats set kd = 9 where round = 2 and ${ofBouts}`
        assert.deepInclude((yield* agreed(bouts))[1], { kd: 10 })
        yield* sql`delete from sig_str_match_stats where round = 1 and ${ofBouts}`
        yield* agreed(bouts)
        yield* sql`delete from sig_str_match_stats where ${ofBouts}`
        yield* sql`
          update basic_match_stats set fighter_match_id = (select id from fighter_matches where match_id = ${other})
          where fighter_match_id = ${first!["fighter_match_id"]}`
        assert.deepStrictEqual(
          (yield* agreed(bouts)).map(({ kd, rev }) => ({ kd, rev })),
          [
            { kd: null, rev: 5 },
            { kd: 10, rev: null }
          ]
        )
        yield* repository.saveStats([{ matchId: other, position: 1, rounds: [] }])
        assert.strictEqual((yield* agreed(bouts)).length, 1)
        yield* repository.save({ ...facts, corners: [side(a!), side(c!)] })
        assert.deepStrictEqual(yield* agreed(bouts), [])
      })
    )

    it.effect.prop(
      "are the sums of the rounds of any careers, written once and again the other way about",
      { plans: careers },
      ({ plans }) =>
        Effect.gen(function* () {
          const repository = yield* MatchRepository
          const pairs = yield* Effect.forEach(plans, () => someFighters(2))
          const ids = yield* repository.saveAll(pairs.map(([a, b]) => matchFacts({ corners: [side(a!), side(b!)] })))
          for (const [own, other] of [
            [0, 1],
            [1, 0]
          ] as const) {
            yield* repository.saveStats(
              plans.flatMap(({ rounds }, index) => [
                { matchId: ids[index]!, position: 1 as const, rounds: rounds[own] },
                { matchId: ids[index]!, position: 2 as const, rounds: rounds[other] }
              ])
            )
            yield* agreed(ids)
          }
        }),
      { arbitrary: { seed: 2013, runs: 10, size: 12 } }
    )

    it.effect("of a database of before are made of the rounds that it has", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const before = Effect.gen(function* () {
          yield* sql`create schema before`
          yield* sql`set local search_path to before, public`
          yield* fighters
          yield* matches
          yield* sql`insert into matches (id, is_title_bout, is_main_event, fight_of_the_night, judges, status)
            values (1, false, false, false, '[]', 'unknown')`
          yield* sql`insert into fighter_matches (id, match_id, position, listed_name, performance_of_the_night)
            values (1, 1, 1, 'A', false), (2, 1, 2, 'B', false)`
          yield* sql`insert into basic_match_stats (fighter_match_id, round, kd) values (1, 1, 1), (1, 2, 2), (1, 3, null)`
          yield* sql`insert into sig_str_match_stats (fighter_match_id, round, head_landed, head_attempted)
            values (1, 1, 3, 4), (1, 3, 1, 1)`
          yield* totals
          const found = yield* agreed([1])
          yield* sql`insert into basic_match_stats (fighter_match_id, round, kd) values (2, 1, 4)`
          return yield* Effect.fail({ _tag: "Found" as const, found, after: yield* agreed([1]) })
        })
        const { after, found } = yield* Effect.flip(sql.withTransaction(before)).pipe(
          Effect.filterOrElse(
            (fault) => fault._tag === "Found",
            (fault) => Effect.die(fault)
          )
        )
        assert.deepStrictEqual(
          found.map(({ kd }) => kd),
          [3]
        )
        assert.deepStrictEqual(
          after.map(({ kd }) => kd),
          [3, 4]
        )
      })
    )
  })
}
