import type { MatchId } from "@mma-savant/core/Identity"
import type { MatchFacts } from "@mma-savant/core/match/Match"
import type { SqlClient } from "effect/sql"
import { json } from "./Text.ts"

/**
 * Replaces the sides of bouts, in one statement. A side is its fighter, or, where nothing identifies one, its printed
 * name; `nth` tells two unidentified sides of the same name apart. A side that stays keeps its row, and with it its
 * statistics, also when it changes places.
 */
export const replaceSides = (
  sql: SqlClient.SqlClient,
  ids: ReadonlyArray<MatchId>,
  facts: ReadonlyArray<MatchFacts>
) => {
  const sides = facts.flatMap(({ corners }, index) =>
    corners.map(({ corner, fighterId, name, performanceOfTheNight, result }, place) => ({
      match_id: ids[index],
      position: place + 1,
      fighter_id: fighterId,
      listed_name: name,
      corner,
      result,
      performance_of_the_night: performanceOfTheNight
    }))
  )
  const identity = sql.literal(`coalesce(fighter_id::text, ' ' || listed_name) as identity, row_number() over (
    partition by match_id, fighter_id, case when fighter_id is null then listed_name end order by position) as nth`)
  return sql`
    with given as (
      select *, ${identity} from json_to_recordset(${json(sides)}::json) as side (match_id int, position int,
        fighter_id int, listed_name text, corner text, result text, performance_of_the_night boolean)
    ), standing as (
      select id, match_id, ${identity} from fighter_matches where match_id = any(${ids}::int[])
    ), paired as (
      select * from standing full join given using (match_id, identity, nth)
    ), removed as (
      delete from fighter_matches where id in (select id from paired where position is null)
    ), changed as (
      update fighter_matches kept
      set position = paired.position, listed_name = paired.listed_name, corner = paired.corner, result = paired.result,
        performance_of_the_night = paired.performance_of_the_night, updated_at = now()
      from paired
      where kept.id = paired.id and paired.position is not null
        and (kept.position, kept.listed_name, kept.corner, kept.result, kept.performance_of_the_night) is distinct from
          (paired.position, paired.listed_name, paired.corner, paired.result, paired.performance_of_the_night)
    )
    insert into fighter_matches
      (match_id, position, fighter_id, listed_name, corner, result, performance_of_the_night)
    select match_id, position, fighter_id, listed_name, corner, result, performance_of_the_night
    from paired where id is null`
}
