import { fold } from "@mma-savant/core/Fold"
import type { RecordBounds } from "@mma-savant/core/fighter/Experience"
import { Fighter, type FighterFacts } from "@mma-savant/core/fighter/Fighter"
import { type FighterAlias, FighterName } from "@mma-savant/core/fighter/FighterName"
import { FighterRepository, type FighterSearch } from "@mma-savant/core/fighter/FighterRepository"
import { FighterId, type UfcstatsId } from "@mma-savant/core/Identity"
import { listing } from "@mma-savant/core/Listing"
import { Effect, Layer, Option, Schema } from "effect"
import { SqlClient } from "effect/sql"
import { fighterColumns, fighterRow } from "./FighterRow.ts"
import { saveInto } from "./KeyedTable.ts"
import { orUnavailable, rowsOf } from "./Rows.ts"
import { completed } from "./ScopeQuery.ts"
import { containing, hasTrigram, json, storable } from "./Text.ts"

const fightersIn = rowsOf(Fighter)
const namesIn = rowsOf(FighterName)
const idsIn = rowsOf(Schema.Struct({ id: FighterId }))

export const layer = Layer.effect(
  FighterRepository,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const insertAll = saveInto(sql, "fighters", fighterColumns)
    const columns =
      sql.literal(`id, ufcstats_id as "ufcstatsId", name, nickname, height, weight, reach, stance, birthdate,
      belt, wins, losses, draws, no_contests as "noContests", height_cm as "heightCm", weight_kg as "weightKg",
      reach_cm as "reachCm"`)

    const saveAll = Effect.fn("PgFighterRepository.saveAll")(function* (facts: ReadonlyArray<FighterFacts>) {
      const ids = yield* orUnavailable(insertAll(facts.map(fighterRow)))
      return ids.map((id) => FighterId.make(id))
    })

    const update = Effect.fn("PgFighterRepository.update")(function* (
      id: FighterId,
      facts: Omit<FighterFacts, "ufcstatsId">
    ) {
      const { ufcstats_id: _, ...row } = fighterRow({ ...facts, ufcstatsId: null })
      const [found] = yield* fightersIn(
        sql`update fighters set ${sql.update(row)}, updated_at = now() where id = ${id} returning ${columns}`
      )
      return Option.fromUndefinedOr(found)
    })

    const findMany = Effect.fn("PgFighterRepository.findMany")((ids: ReadonlyArray<FighterId>) =>
      fightersIn(sql`select ${columns} from fighters where id = any(${ids}::int[])`)
    )

    const findByKeys = Effect.fn("PgFighterRepository.findByKeys")((keys: ReadonlyArray<UfcstatsId>) =>
      fightersIn(sql`select ${columns} from fighters where ufcstats_id = any(${keys}::text[])`)
    )

    // Grouped once: asked for each fighter, it takes three times as long.
    const withRecord = ({ maxBouts, maxLosses, minBouts, minWins, until }: RecordBounds) => sql`id in (
      select mine.fighter_id
      from fighter_matches mine
      join matches m on m.id = mine.match_id
      join events e on e.id = m.event_id
      where mine.result in ('WIN', 'LOSS', 'DRAW') and ${completed(sql, until)}
      group by mine.fighter_id
      having count(*) between ${minBouts} and ${maxBouts}
        and count(*) filter (where mine.result = 'WIN') >= ${minWins}
        and count(*) filter (where mine.result = 'LOSS') <= ${maxLosses})`

    /** Who has the text in a name, and those `called` so otherwise. They are found before anything else is asked, so that no plan goes another way. */
    const named = (folded: string, called: ReadonlyArray<FighterId>) => {
      if (folded === "") return sql`fighters`
      const pattern = containing(folded)
      const part = storable(folded)
      return hasTrigram(folded)
        ? sql`(
            with named as materialized (
              select * from fighters
              where folded_name like ${pattern} or folded_nickname like ${pattern}
                or id = any(array(select fighter_id from fighter_aliases where folded_alias like ${pattern}) || ${called}::int[]))
            select * from named) fighters`
        : // Which \`like\` would look for in the whole index.
          sql`(
            select * from fighters
            where strpos(folded_name, ${part}) > 0 or strpos(folded_nickname, ${part}) > 0
              or id = any(array(select fighter_id from fighter_aliases where strpos(folded_alias, ${part}) > 0) || ${called}::int[])
          ) fighters`
    }

    const search = Effect.fn("PgFighterRepository.search")(function* (query: FighterSearch) {
      const { after, called = [], limit, record, stance, text } = query
      const conditions = [
        stance === undefined ? [] : sql`stance = ${stance}`,
        record === undefined ? [] : withRecord(record),
        after === null ? [] : sql`(folded_name, id) > (${storable(after.key)}::text, ${after.id}::bigint)`
      ].flat()
      const found = yield* fightersIn(
        sql`select ${columns} from ${named(fold(text), called)} where ${sql.and(conditions)}
          order by folded_name, id limit ${limit + 1}`
      )
      return listing(found, limit, ({ id, name }) => ({ key: fold(name), id }))
    })

    const names = namesIn(sql`
      select id, name, nickname, coalesce(aliases, '{}') as aliases
      from fighters
      left join (
        select fighter_id, array_agg(alias order by id) as aliases from fighter_aliases group by fighter_id
      ) other on fighter_id = id`).pipe(Effect.withSpan("PgFighterRepository.names"))

    const saveAliases = Effect.fn("PgFighterRepository.saveAliases")(function* (aliases: ReadonlyArray<FighterAlias>) {
      const input = json(aliases.map((alias) => ({ ...alias, folded: fold(alias.alias) })))
      yield* orUnavailable(sql`
        insert into fighter_aliases (fighter_id, alias, folded_alias, source)
        select "fighterId", alias, folded, source
        from json_to_recordset(${input}::json) as input ("fighterId" int, alias text, folded text, source text)
        on conflict (fighter_id, alias) do nothing`)
    })

    const remove = Effect.fn("PgFighterRepository.remove")(function* (id: FighterId) {
      const removed = yield* idsIn(sql`
        with named as (
          update fighter_matches set listed_name = fighters.name
          from fighters where fighters.id = ${id} and fighter_id = fighters.id
        )
        delete from fighters where id = ${id} returning id`)
      return removed.length > 0
    })

    return FighterRepository.make({ saveAll, update, findMany, findByKeys, search, names, saveAliases, remove })
  })
)
