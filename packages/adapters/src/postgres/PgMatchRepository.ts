import { type EventId, MatchId, type UfcstatsId } from "@mma-savant/core/Identity"
import { IsoDate } from "@mma-savant/core/IsoDate"
import { listing, type Position } from "@mma-savant/core/Listing"
import { Match, type MatchFacts, matchKey } from "@mma-savant/core/match/Match"
import { MatchRepository } from "@mma-savant/core/match/MatchRepository"
import type { MatchSearch } from "@mma-savant/core/match/MatchSearch"
import type { CornerStats } from "@mma-savant/core/match/MatchStats"
import { methodsOf } from "@mma-savant/core/match/Method"
import { weightClassId } from "@mma-savant/core/ranking/WeightClass"
import { Effect, Layer, Schema } from "effect"
import { SqlClient, type Statement } from "effect/sql"
import { saveInto } from "./KeyedTable.ts"
import { matchColumns, matchRow, matchSelection, wasFought } from "./MatchRow.ts"
import { replaceSides } from "./MatchSides.ts"
import { readRounds, replaceRounds } from "./RoundRow.ts"
import { orUnavailable, rowsOf, wholly } from "./Rows.ts"

const matchesIn = rowsOf(Match)
const idsIn = rowsOf(Schema.Struct({ id: MatchId }))
const isDate = Schema.is(IsoDate)

/** The parts of a `matchKey`. A bout without a day stands before all days, one without a place before all places. */
const sortKey = ({ id, key }: Position) => {
  const [date = "", place = ""] = key.split("|")
  return { date: isDate(date) ? date : "-infinity", place: /^\d{1,2}$/.test(place) ? Number(place) : 0, id }
}

export const layer = Layer.effect(
  MatchRepository,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const insertAll = saveInto(sql, "matches", matchColumns)
    const selection = sql.literal(matchSelection)

    const saveAll = Effect.fn("PgMatchRepository.saveAll")(
      function* (facts: ReadonlyArray<MatchFacts>) {
        const ids = (yield* insertAll(facts.map(matchRow))).map((id) => MatchId.make(id))
        yield* replaceSides(sql, ids, facts)
        return ids
      },
      wholly(sql),
      orUnavailable
    )

    const findMany = Effect.fn("PgMatchRepository.findMany")((ids: ReadonlyArray<MatchId>) =>
      matchesIn(sql`select ${selection} where m.id = any(${ids}::int[])`)
    )

    const findByKeys = Effect.fn("PgMatchRepository.findByKeys")((keys: ReadonlyArray<UfcstatsId>) =>
      matchesIn(sql`select ${selection} where m.ufcstats_id = any(${keys}::text[])`)
    )

    const hasSide = (condition: Statement.Fragment) =>
      sql`exists (select from fighter_matches side where side.match_id = m.id and ${condition})`

    const sideConditions = ({ fighterId, opponentId, result }: MatchSearch) => [
      fighterId === undefined ? [] : hasSide(sql`side.fighter_id = ${fighterId}`),
      opponentId === undefined ? [] : hasSide(sql`side.fighter_id = ${opponentId}`),
      opponentId !== undefined && opponentId === fighterId ? sql`false` : [],
      result === undefined
        ? []
        : hasSide(
            fighterId === undefined
              ? sql`side.result = ${result}`
              : sql`side.fighter_id = ${fighterId} and side.result = ${result}`
          )
    ]

    const day = sql`coalesce(e.date, '-infinity')`
    const place = sql`coalesce(m.card_order, 0)`

    const cards = Effect.fn("PgMatchRepository.cards")((eventIds: ReadonlyArray<EventId>) =>
      matchesIn(sql`
        select ${selection} where m.event_id = any(${eventIds}::int[])
        order by ${day} desc, ${place} desc, m.id desc`)
    )

    const search = Effect.fn("PgMatchRepository.search")(function* (query: MatchSearch) {
      const { after, completedOnly, eventId, from, limit, methodFamily, order, titleBoutsOnly, to, weightClass } = query
      const latest = order === "latest"
      const position = after === null ? null : sortKey(after)
      const conditions = [
        eventId === undefined ? [] : sql`m.event_id = ${eventId}`,
        weightClass === undefined ? [] : sql`m.weight_class_id = ${weightClassId(weightClass)}`,
        methodFamily === undefined ? [] : sql`m.method = any(${methodsOf(methodFamily)}::text[])`,
        titleBoutsOnly === true ? sql`m.is_title_bout` : [],
        from === undefined ? [] : sql`e.date >= ${from}::date`,
        to === undefined ? [] : sql`e.date <= ${to}::date`,
        completedOnly === true ? wasFought(sql) : [],
        position === null
          ? []
          : sql`(${day}, ${place}, m.id) ${sql.literal(latest ? "<" : ">")}
              (${position.date}::date, ${position.place}::int, ${position.id}::bigint)`,
        sideConditions(query)
      ].flat(2)
      const direction = sql.literal(latest ? "desc" : "asc")
      const found = yield* matchesIn(sql`
        select ${selection} where ${sql.and(conditions)}
        order by ${day} ${direction}, ${place} ${direction}, m.id ${direction} limit ${limit + 1}`)
      return listing(found, limit, (match) => ({ key: matchKey(match), id: match.id }))
    })

    const stats = Effect.fn("PgMatchRepository.stats")((ids: ReadonlyArray<MatchId>) =>
      orUnavailable(readRounds(sql, ids))
    )

    const saveStats = Effect.fn("PgMatchRepository.saveStats")((sides: ReadonlyArray<Omit<CornerStats, "fighterId">>) =>
      Effect.asVoid(orUnavailable(replaceRounds(sql, sides)))
    )

    const remove = Effect.fn("PgMatchRepository.remove")(function* (id: MatchId) {
      const removed = yield* idsIn(sql`delete from matches where id = ${id} returning id`)
      return removed.length > 0
    })

    return MatchRepository.make({ saveAll, findMany, findByKeys, search, cards, stats, saveStats, remove })
  })
)
