import { assert, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import { layerEmptied, testDatabases } from "./TestDatabases.ts"

/** A beats B for a title, then by a disqualification, then to no contest; four bouts of A have not taken place. */
const someBouts = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`insert into fighters (id, name, folded_name) values (1, 'A', 'a'), (2, 'B', 'b')`
  yield* sql`insert into events (id, name, folded_name, date, status) values
    (1, 'Past', 'past', '2020-01-01', 'completed'), (2, 'Later', 'later', '2020-02-01', 'completed'),
    (3, 'Future', 'future', now()::date + 400, 'scheduled')`
  const bout = Effect.fnUntraced(function* (
    id: number,
    event: number,
    method: string,
    status: string,
    a: string,
    b: string
  ) {
    yield* sql`insert into matches
        (id, event_id, is_title_bout, is_main_event, fight_of_the_night, method, method_detail, result_round, result_time,
          seconds, judges, status)
      values (${id}, ${event}, ${id === 1}, true, ${id === 1}, ${method}, 'Punch', 2, 192, 492, '[]', ${status})`
    yield* sql`insert into fighter_matches (match_id, position, fighter_id, listed_name, result, performance_of_the_night)
      values (${id}, 1, 1, 'A', ${a}, ${id === 1}), (${id}, 2, 2, 'B', ${b}, false)`
  })
  yield* bout(1, 1, "KO/TKO", "unknown", "WIN", "LOSS")
  yield* bout(2, 1, "SUB", "cancelled", "WIN", "LOSS")
  yield* bout(3, 3, "SUB", "unknown", "WIN", "LOSS")
  yield* bout(6, 1, "SUB", "postponed", "WIN", "LOSS")
  yield* bout(7, 1, "SUB", "scheduled", "WIN", "LOSS")
  return bout
})

for (const { layer: database, name } of testDatabases()) {
  const layer = layerEmptied.pipe(Layer.provideMerge(database))
  it.layer(layer, { timeout: "60 seconds" })(`Views / ${name}`, (it) => {
    // J-03 lets the win rate fall by a no contest. The registry leaves no contests out of it: two wins stay 100 per cent.
    it.effect("J-01, J-03, J-04, J-05: only what has taken place counts, by the registry's definitions", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const bout = yield* someBouts
        assert.deepStrictEqual(
          yield* sql`select match_id, opponent, result, method, method_family, method_detail, result_round, result_time,
            is_title_bout, fight_of_the_night, performance_of_the_night from mma_ro.bouts where fighter_id = 1`,
          [
            {
              match_id: 1,
              opponent: "B",
              result: "WIN",
              method: "KO/TKO",
              method_family: "KO/TKO",
              method_detail: "Punch",
              result_round: 2,
              result_time: 192,
              is_title_bout: true,
              fight_of_the_night: true,
              performance_of_the_night: true
            }
          ]
        )
        const record = sql`
          select fights, wins, losses, draws, no_contests, dq_wins, finish_wins, decision_wins, win_streak,
            win_rate::text as "winRate", finish_rate::text as "finishRate"
          from mma_ro.fighter_records where fighter = 'A'`
        const first = { fights: 1, wins: 1, losses: 0, draws: 0, no_contests: 0, dq_wins: 0, finish_wins: 1 }
        const rates = { winRate: "100.00", finishRate: "100.00" }
        assert.deepStrictEqual(yield* record, [{ ...first, decision_wins: 0, win_streak: 1, ...rates }])

        yield* bout(4, 2, "DQ", "completed", "WIN", "LOSS")
        yield* bout(5, 2, "Overturned", "completed", "NC", "NC")
        assert.deepStrictEqual(yield* record, [
          {
            ...first,
            fights: 3,
            wins: 2,
            no_contests: 1,
            dq_wins: 1,
            decision_wins: 0,
            win_streak: 2,
            winRate: "100.00",
            finishRate: "50.00"
          }
        ])
        assert.deepStrictEqual(
          yield* sql`select wins, losses, win_rate::text as "winRate", finish_rate as "finishRate", loss_streak as lost
            from mma_ro.fighter_records where fighter = 'B'`,
          [{ wins: 0, losses: 2, winRate: "0.00", finishRate: null, lost: 2 }]
        )
      })
    )

    it.effect("rounds are summed, never counted as fights, and what is missing stays missing", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        yield* sql`insert into basic_match_stats (fighter_match_id, round, kd, sig_str_landed, sig_str_attempted)
          select side.id, round, 1, 10, 20 from fighter_matches side, generate_series(1, 2) round
          where side.fighter_id = 1 and side.match_id in (1, 2)`
        assert.deepStrictEqual(
          yield* sql`select match_id, fighter, kd, sig_str_landed as landed, ctrl, head_landed as head
            from mma_ro.fight_totals`,
          [{ match_id: 1, fighter: "A", kd: 2, landed: 20, ctrl: null, head: null }]
        )
        assert.deepStrictEqual(yield* sql`select round from mma_ro.round_stats order by 1`, [
          { round: 1 },
          { round: 2 }
        ])
      })
    )

    it.effect("J-02: rankings are those of the last day, the champion's place by its name", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        yield* sql`insert into ranking_snapshots (id, date, source) values (1, '2020-01-01', 't'), (2, '2020-02-01', 't')`
        yield* sql`insert into rankings (snapshot_id, weight_class_id, fighter_id, ranking)
          values (1, 4, 1, 1), (2, 4, 1, 3), (2, 4, 2, 0)`
        assert.deepStrictEqual(
          yield* sql`select weight_class as class, ranking, display_rank as shown, is_champion as champion, fighter
            from mma_ro.rankings order by ranking`,
          [
            { class: "lightweight", ranking: 0, shown: "champion", champion: true, fighter: "B" },
            { class: "lightweight", ranking: 3, shown: "3", champion: false, fighter: "A" }
          ]
        )
      })
    )
  })
}
