import type { FighterId } from "@mma-savant/core/Identity"
import { IsoDate } from "@mma-savant/core/IsoDate"
import { listing, type Position } from "@mma-savant/core/Listing"
import { Ranking, type RankingSnapshot } from "@mma-savant/core/ranking/Ranking"
import { DatedRanking, type RankingHistory, rankingKey, rankingKeyParts } from "@mma-savant/core/ranking/RankingHistory"
import { RankingRepository } from "@mma-savant/core/ranking/RankingRepository"
import { type WeightClass, weightClassId } from "@mma-savant/core/ranking/WeightClass"
import { Effect, Layer, Schema } from "effect"
import { SqlClient, type Statement } from "effect/sql"
import { orUnavailable, rowsOf } from "./Rows.ts"
import { json } from "./Text.ts"

const historyIn = rowsOf(DatedRanking)

/** The day of the current rankings, with each of its places: one row without a place where there is none. */
const datedPlacesIn = rowsOf(Schema.Struct({ date: IsoDate, place: Schema.NullOr(Ranking) }))

export const layer = Layer.effect(
  RankingRepository,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const snapshotOf = (day: IsoDate | null) =>
      sql`select id, date from ranking_snapshots where date <= ${day ?? "infinity"}::date order by date desc limit 1`

    const replace = Effect.fn("PgRankingRepository.replace")(
      function* ({ date, entries, source }: RankingSnapshot) {
        yield* sql`
          insert into ranking_snapshots as kept (date, source) values (${date}::date, ${source})
          on conflict (date) do update set source = excluded.source, updated_at = now()
          where kept.source <> excluded.source`
        const input = json(
          entries.map(({ fighterId, rank, weightClass }) => ({ class: weightClassId(weightClass), fighterId, rank }))
        )
        const given = sql`
          select id as snapshot_id, class, "fighterId", rank
          from json_to_recordset(${input}::json) as input (class int, "fighterId" int, rank int),
            ranking_snapshots where date = ${date}::date`
        // First what is no more: two champions of a class cannot stand side by side, not even within a statement.
        yield* sql`
          delete from rankings
          where snapshot_id = (select id from ranking_snapshots where date = ${date}::date)
            and (snapshot_id, weight_class_id, fighter_id, ranking) not in (${given})`
        yield* sql`
          insert into rankings (snapshot_id, weight_class_id, fighter_id, ranking) ${given}
          on conflict (snapshot_id, weight_class_id, fighter_id) do nothing`
      },
      sql.withTransaction,
      orUnavailable
    )

    const placesOn = Effect.fnUntraced(function* (day: IsoDate | null, wanted: Statement.Fragment) {
      const rows = yield* datedPlacesIn(sql`
        select date, case when f.id is not null then json_build_object(
          'weightClass', w.slug, 'rank', r.ranking, 'fighterId', f.id, 'name', f.name) end as place
        from (${snapshotOf(day)}) snapshot
        left join rankings r on r.snapshot_id = snapshot.id and ${wanted}
        left join weight_classes w on w.id = r.weight_class_id
        left join fighters f on f.id = r.fighter_id
        order by r.weight_class_id, r.ranking, f.name collate "C"`)
      return { date: rows[0]?.date ?? null, entries: rows.flatMap(({ place }) => place ?? []) }
    })

    const places = Effect.fn("PgRankingRepository.places")((weightClass: WeightClass | null, day: IsoDate | null) =>
      placesOn(day, weightClass === null ? sql`true` : sql`r.weight_class_id = ${weightClassId(weightClass)}`)
    )

    const ofFighters = Effect.fn("PgRankingRepository.ofFighters")((ids: ReadonlyArray<FighterId>) =>
      placesOn(null, sql`r.fighter_id = any(${ids}::int[])`)
    )

    const beyond = ({ id, key }: Position) => {
      const last = rankingKeyParts(key)
      return last === null
        ? []
        : sql`s.date <= ${last.date}::date and (s.date < ${last.date}::date
            or (r.weight_class_id, r.ranking, r.fighter_id) > (${last.weightClassId}, ${last.rank}, ${id}::int))`
    }

    const history = Effect.fn("PgRankingRepository.history")(function* (query: RankingHistory) {
      const { after, fighterId, from, limit, to, weightClass } = query
      const conditions = [
        fighterId === undefined ? [] : sql`r.fighter_id = ${fighterId}`,
        weightClass === undefined ? [] : sql`r.weight_class_id = ${weightClassId(weightClass)}`,
        from === undefined ? [] : sql`s.date >= ${from}::date`,
        to === undefined ? [] : sql`s.date <= ${to}::date`,
        after === null ? [] : beyond(after)
      ].flat()
      const rows = yield* historyIn(sql`
        select s.date, w.slug as "weightClass", r.ranking as rank, f.id as "fighterId", f.name
        from ranking_snapshots s
        join rankings r on r.snapshot_id = s.id
        join weight_classes w on w.id = r.weight_class_id
        join fighters f on f.id = r.fighter_id
        where ${sql.and(conditions)}
        order by s.date desc, r.weight_class_id, r.ranking, r.fighter_id
        limit ${limit + 1}`)
      return listing(rows, limit, (place) => ({ key: rankingKey(place), id: place.fighterId }))
    })

    return RankingRepository.make({ replace, places, ofFighters, history })
  })
)
