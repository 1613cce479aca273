import { Event, type EventFacts } from "@mma-savant/core/event/Event"
import { EventRepository, type EventSearch } from "@mma-savant/core/event/EventRepository"
import { fold } from "@mma-savant/core/Fold"
import { EventId, type UfcstatsId } from "@mma-savant/core/Identity"
import { IsoDate } from "@mma-savant/core/IsoDate"
import { listing, type Position } from "@mma-savant/core/Listing"
import { Effect, Layer, Schema } from "effect"
import { SqlClient } from "effect/sql"
import { saveInto } from "./KeyedTable.ts"
import { orUnavailable, rowsOf } from "./Rows.ts"
import { containing } from "./Text.ts"

const eventsIn = rowsOf(Event)
const idsIn = rowsOf(Schema.Struct({ id: EventId }))
const isDate = Schema.is(IsoDate)

const eventColumns = {
  name: "text",
  folded_name: "text",
  date: "date",
  location: "text",
  folded_location: "text",
  venue: "text",
  status: "text"
} as const

const eventRow = ({ ufcstatsId, ...facts }: EventFacts) => ({
  ...facts,
  ufcstats_id: ufcstatsId,
  folded_name: fold(facts.name),
  folded_location: facts.location === null ? null : fold(facts.location)
})

export const layer = Layer.effect(
  EventRepository,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const insertAll = saveInto(sql, "events", eventColumns)
    const columns = sql.literal(`id, ufcstats_id as "ufcstatsId", name, date, location, venue, status`)

    const saveAll = Effect.fn("PgEventRepository.saveAll")(function* (facts: ReadonlyArray<EventFacts>) {
      const ids = yield* orUnavailable(insertAll(facts.map(eventRow)))
      return ids.map((id) => EventId.make(id))
    })

    const findMany = Effect.fn("PgEventRepository.findMany")((ids: ReadonlyArray<EventId>) =>
      eventsIn(sql`select ${columns} from events where id = any(${ids}::int[])`)
    )

    const findByKeys = Effect.fn("PgEventRepository.findByKeys")((keys: ReadonlyArray<UfcstatsId>) =>
      eventsIn(sql`select ${columns} from events where ufcstats_id = any(${keys}::text[])`)
    )

    /** Undated events come last in both orders. A key that is no date is behind all dates. */
    const beyond = ({ id, key }: Position, latest: boolean) => {
      const next = latest ? sql`id < ${id}::bigint` : sql`id > ${id}::bigint`
      if (!isDate(key)) return sql`(date is null and ${next})`
      const later = latest ? sql`date < ${key}::date` : sql`date > ${key}::date`
      return sql`(${later} or date is null or (date = ${key}::date and ${next}))`
    }

    const search = Effect.fn("PgEventRepository.search")(function* (query: EventSearch) {
      const { after, from, limit, location, order, status, text, to } = query
      const latest = order === "latest"
      const conditions = [
        from === undefined ? [] : sql`date >= ${from}::date`,
        to === undefined ? [] : sql`date <= ${to}::date`,
        status === undefined ? [] : sql`status = ${status}`,
        text === undefined ? [] : sql`folded_name like ${containing(fold(text))}`,
        location === undefined ? [] : sql`folded_location like ${containing(fold(location))}`,
        after === null ? [] : beyond(after, latest)
      ].flat()
      const direction = sql.literal(latest ? "date desc nulls last, id desc" : "date, id")
      const found = yield* eventsIn(
        sql`select ${columns} from events where ${sql.and(conditions)} order by ${direction} limit ${limit + 1}`
      )
      return listing(found, limit, ({ date, id }) => ({ key: date ?? "", id }))
    })

    const remove = Effect.fn("PgEventRepository.remove")(function* (id: EventId) {
      const removed = yield* idsIn(sql`delete from events where id = ${id} returning id`)
      return removed.length > 0
    })

    return EventRepository.make({ saveAll, findMany, findByKeys, search, remove })
  })
)
