import { Duration, Effect, Exit, Option, Stream } from "effect"
import type { Event } from "../event/Event.ts"
import { eventsNamed } from "../event/EventName.ts"
import { eventsIn } from "../event/EventPlace.ts"
import { EventRepository } from "../event/EventRepository.ts"
import { earlier, today } from "../IsoDate.ts"
import type { Position } from "../Listing.ts"
import { MatchRepository } from "../match/MatchRepository.ts"
import { RankingRepository } from "../ranking/RankingRepository.ts"
import { weightClassName } from "../ranking/WeightClass.ts"
import { cardTable } from "./FightTable.ts"
import type { SavantTools } from "./SavantTools.ts"
import { notFound, ToolAnswer } from "./ToolAnswer.ts"
import type { ToolFailure } from "./ToolTable.ts"

type Handlers = Parameters<(typeof SavantTools)["of"]>[0]

const eventRow = (event: Event) => [event.date, event.name, event.location, event.id]
const eventColumns = ["date", "event", "location", "eventId"]

/** How long a new event may stay unknown to whoever asks for it by name or place. */
const listAge = Duration.seconds(30)

/** The tools about events, rankings and the data itself. */
export const eventAnswers = Effect.gen(function* () {
  const { answer, status } = yield* ToolAnswer
  const events = yield* EventRepository
  const matches = yield* MatchRepository
  const rankings = yield* RankingRepository

  const every = yield* Effect.cachedWithTTL(
    Stream.runCollect(
      Stream.paginate(null, (after: Position | null) =>
        Effect.map(
          events.search({ order: "latest", limit: 100, after }),
          ({ items, next }) => [items, Option.fromNullOr(next)] as const
        )
      )
    ),
    // A store that could not be reached is asked anew at once.
    (exit) => (Exit.isSuccess(exit) ? listAge : Duration.zero)
  )

  const eventNamed = Effect.fnUntraced(function* (name: string) {
    const [event, ...others] = eventsNamed(name, yield* every)
    if (event === undefined) return yield* Effect.fail(notFound(`No event called "${name}" is in the data.`))
    if (others.length === 0) return event
    const several = [event, ...others].slice(0, 5).map((one) => `${one.name} (${one.date})`)
    const more = others.length < 5 ? "" : `; and ${others.length - 4} more`
    return yield* Effect.fail(notFound(`Several events are called "${name}": ${several.join("; ")}${more}.`))
  })

  return {
    event: ({ eventId, name }) =>
      answer(
        Effect.gen(function* () {
          if (eventId === undefined && name === undefined) return yield* Effect.fail(notFound("Name an event."))
          const event = eventId !== undefined ? yield* events.get(eventId) : yield* eventNamed(name ?? "")
          return {
            ...cardTable(yield* matches.card(event.id)),
            event: { name: event.name, date: event.date, location: event.location, status: event.status }
          }
        })
      ),

    events: ({ from, limit = 10, location, to }) =>
      answer(
        Effect.gen(function* () {
          const last = earlier(to, yield* today)
          const held = (yield* every).filter(
            ({ date, status }) =>
              status === "completed" && date !== null && date <= last && (from === undefined || date >= from)
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

    upcoming: ({ limit = 5 }) =>
      answer(
        Effect.gen(function* () {
          const items = yield* events.upcoming(yield* today, limit)
          return { columns: eventColumns, rows: items.map(eventRow) }
        })
      ),

    rankings: ({ places, weightClass }) =>
      answer(
        Effect.gen(function* () {
          const { date, entries } = yield* rankings.current(weightClass)
          if (date === null || entries.length === 0) {
            const message = `No ${weightClassName(weightClass)} rankings have been loaded.`
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

    dataStatus: () =>
      answer(
        Effect.gen(function* () {
          const state = yield* status
          return {
            columns: [
              "firstEvent",
              "lastEvent",
              "events",
              "fights",
              "fightsWithStatistics",
              "fighters",
              "upcomingEvents"
            ],
            rows: [
              [
                state.since,
                state.asOf,
                state.events,
                state.fights,
                state.measuredFights,
                state.fighters,
                state.upcomingEvents
              ]
            ],
            coverage: { fights: state.fights, measuredFights: state.measuredFights }
          }
        })
      )
  } satisfies Partial<Handlers>
})
