import { Effect } from "effect"
import type { Event } from "../event/Event.ts"
import { eventsNamed } from "../event/EventName.ts"
import { EventRepository } from "../event/EventRepository.ts"
import { earlier, today } from "../IsoDate.ts"
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

/** The tools about events, rankings and the data itself. */
export const eventAnswers = Effect.gen(function* () {
  const { answer, status } = yield* ToolAnswer
  const events = yield* EventRepository
  const matches = yield* MatchRepository
  const rankings = yield* RankingRepository

  const eventNamed = Effect.fnUntraced(function* (name: string) {
    const { items } = yield* events.search({ text: name, order: "latest", limit: 100, after: null })
    const [event, ...others] = eventsNamed(name, items)
    if (event === undefined) return yield* Effect.fail(notFound(`No event called "${name}" is in the data.`))
    if (others.length === 0) return event
    const several = [event, ...others].slice(0, 5).map((one) => `${one.name} (${one.date})`)
    return yield* Effect.fail(notFound(`Several events are called "${name}": ${several.join("; ")}.`))
  })

  return {
    event: ({ eventId, name }) =>
      answer(
        Effect.gen(function* () {
          if (eventId === undefined && name === undefined) return yield* Effect.fail(notFound("Name an event."))
          const event = eventId !== undefined ? yield* events.get(eventId) : yield* eventNamed(name ?? "")
          const card = yield* matches.card(event.id)
          return {
            ...cardTable(card),
            note: [event.name, event.date ?? "date unknown", event.location ?? "place unknown", event.status].join(
              " | "
            )
          }
        })
      ),

    events: ({ limit = 10, location, to, ...filter }) =>
      answer(
        Effect.gen(function* () {
          const { items, next } = yield* events.search({
            ...filter,
            location,
            to: earlier(to, yield* today),
            status: "completed",
            order: "latest",
            limit: 100,
            after: null
          })
          return {
            columns: eventColumns,
            rows: items.slice(0, limit).map(eventRow),
            truncated: items.length > limit || next !== null,
            note: next === null ? `${items.length} events in all.` : "More than 100 events in all."
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

    rankings: ({ weightClass }) =>
      answer(
        Effect.gen(function* () {
          const { date, entries } = yield* rankings.current(weightClass)
          if (date === null || entries.length === 0) {
            const message = `No ${weightClassName(weightClass)} rankings have been loaded.`
            return yield* Effect.fail<ToolFailure>({ code: "NOT_INGESTED", message })
          }
          return {
            columns: ["rank", "name", "fighterId"],
            rows: entries.map((entry) => [entry.rank, entry.name, entry.fighterId]),
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
