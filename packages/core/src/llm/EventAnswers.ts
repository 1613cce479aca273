import { Effect } from "effect"
import type { Event, EventStatus } from "../event/Event.ts"
import { EventBook } from "../event/EventBook.ts"
import { eventsIn } from "../event/EventPlace.ts"
import { EventRepository } from "../event/EventRepository.ts"
import { type NamedDays, namedDays } from "../event/NamedDays.ts"
import { daysBetween, type IsoDate, today } from "../IsoDate.ts"
import { MatchRepository } from "../match/MatchRepository.ts"
import { RankingRepository } from "../ranking/RankingRepository.ts"
import { weightClassName } from "../ranking/WeightClass.ts"
import { StatsReader } from "../stats/StatsReader.ts"
import { cardTable } from "./FightTable.ts"
import type { SavantTools } from "./SavantTools.ts"
import { notFound, ToolAnswer } from "./ToolAnswer.ts"
import { inOrder, localDay, within } from "./ToolArguments.ts"
import { fromRecords, type ToolFailure } from "./ToolTable.ts"

type Handlers = Parameters<(typeof SavantTools)["of"]>[0]

const eventRow = (event: Event) => [event.date, event.name, event.location, event.id]
const eventColumns = ["date", "event", "location", "eventId"]

const calledOff: ReadonlyArray<EventStatus> = ["cancelled", "postponed"]

interface Asked {
  readonly when?: "last" | "next" | NamedDays
  readonly from?: IsoDate
  readonly to?: IsoDate
  readonly timeZone?: string
}

/** The tools about events, rankings and the data itself. */
export const eventAnswers = Effect.gen(function* () {
  const { answer, status } = yield* ToolAnswer
  const book = yield* EventBook
  const events = yield* EventRepository
  const matches = yield* MatchRepository
  const rankings = yield* RankingRepository
  const reader = yield* StatsReader

  const onlyOne = Effect.fnUntraced(function* (what: string, found: ReadonlyArray<Event>) {
    const [event, ...others] = found
    if (event === undefined) return yield* Effect.fail(notFound(`No event ${what} is in the data.`))
    if (others.length === 0) return event
    const several = found.slice(0, 5).map((one) => `${one.name} (${one.date})`)
    const more = others.length < 5 ? "" : `; and ${others.length - 4} more`
    return yield* Effect.fail(notFound(`Several events are ${what}: ${several.join("; ")}${more}.`))
  })

  /** Those of a day, or between two, that have not been called off. */
  const eventOf = Effect.fnUntraced(function* ({ from, timeZone, to, when }: Asked) {
    const day = yield* localDay(timeZone)
    const held = (yield* book.events).filter(({ date, status }) => date !== null && !calledOff.includes(status))
    if (when === "last") {
      const past = held.filter(({ date, status }) => status === "completed" && date! <= day)
      const latest = past
        .map(({ date }) => date!)
        .sort()
        .at(-1)
      return yield* onlyOne(
        `up to ${day}`,
        past.filter(({ date }) => date === latest)
      )
    }
    if (when === "next") return yield* onlyOne(`from ${day} on`, yield* events.upcoming(day, 1))
    const named = when === undefined ? undefined : namedDays(when, day)
    const [first, last] = [from ?? named?.from, to ?? named?.to]
    return yield* onlyOne(
      first === last ? `on ${first}` : `between ${first ?? "the first"} and ${last ?? "the last"}`,
      held.filter(({ date }) => (first === undefined || date! >= first) && (last === undefined || date! <= last))
    )
  })

  return {
    event: ({ eventId, name, ...asked }) =>
      answer(
        Effect.gen(function* () {
          const isDated = asked.when !== undefined || asked.from !== undefined || asked.to !== undefined
          if (eventId === undefined && name === undefined && !isDated) {
            return yield* Effect.fail(notFound("Name an event."))
          }
          const event =
            eventId !== undefined
              ? yield* events.get(eventId)
              : name !== undefined
                ? yield* onlyOne(
                    `called "${name}"`,
                    (yield* book.names).find(name).map(({ event }) => event)
                  )
                : yield* eventOf(asked)
          return {
            ...cardTable(yield* matches.card(event.id)),
            event: { name: event.name, date: event.date, location: event.location, status: event.status }
          }
        })
      ),

    events: ({ limit = 10, location, ...args }) =>
      answer(
        Effect.gen(function* () {
          const { from, to } = yield* within(args)
          const held = (yield* book.events).filter(
            ({ date, status }) =>
              status === "completed" && date !== null && date <= to && (from === undefined || date >= from)
          )
          const found = location === undefined ? held : eventsIn(location, held)
          return {
            columns: eventColumns,
            rows: found.slice(0, limit).map(eventRow),
            truncated: found.length > limit,
            total: found.length
          }
        })
      ),

    upcoming: ({ from, limit = 5, timeZone, to, when }) =>
      answer(
        Effect.gen(function* () {
          yield* inOrder(from, to)
          const day = yield* localDay(timeZone)
          const named = when === undefined ? undefined : namedDays(when, day)
          const first = from ?? named?.from ?? day
          const { items, next } = yield* events.search({
            from: first > day ? first : day,
            to: to ?? named?.to,
            status: "scheduled",
            order: "earliest",
            limit,
            after: null
          })
          return { columns: eventColumns, rows: items.map(eventRow), truncated: next !== null }
        })
      ),

    rankings: ({ date: day = null, places, weightClass }) =>
      answer(
        Effect.gen(function* () {
          const { date, entries } = yield* rankings.places(weightClass, day)
          if (date === null || entries.length === 0) {
            const until = day === null ? "" : ` of ${day} or before`
            const message = `No ${weightClassName(weightClass)} rankings${until} have been loaded.`
            return yield* Effect.fail<ToolFailure>({ code: "NOT_INGESTED", message })
          }
          const shown = places === undefined ? entries : entries.filter(({ rank }) => rank <= places)
          return {
            columns: ["rank", "name", "fighterId"],
            rows: shown.map(({ fighterId, name, rank }) => [rank, name, fighterId]),
            truncated: shown.length < entries.length,
            total: entries.length,
            note: `${weightClassName(weightClass)} rankings of ${date}.`
          }
        })
      ),

    dataStatus: ({ byYear = false }) =>
      answer(
        Effect.gen(function* () {
          const state = yield* status
          const { fights, measuredFights } = state
          const day = yield* today
          if (byYear) {
            const years = yield* reader.groupTallies({ to: day }, "year")
            return {
              columns: ["year", "fights", "fightsWithStatistics"],
              rows: years
                .flatMap(({ group, sums }) =>
                  group.by === "year" ? [[group.year, sums.fights, sums.measuredFights]] : []
                )
                .sort(([a = 0], [b = 0]) => a - b),
              coverage: { fights, measuredFights }
            }
          }
          return {
            ...fromRecords([
              {
                firstEvent: state.since,
                lastEvent: state.asOf,
                ageInDays: state.asOf === null ? null : daysBetween(state.asOf, day),
                events: state.events,
                fights,
                fightsWithStatistics: measuredFights,
                fighters: state.fighters,
                upcomingEvents: state.upcomingEvents
              }
            ]),
            coverage: { fights, measuredFights }
          }
        })
      )
  } satisfies Partial<Handlers>
})
