import { Context, Effect, Layer } from "effect"
import { type Event, EventNotFound } from "../event/Event.ts"
import { EventRepository } from "../event/EventRepository.ts"
import { FighterRepository } from "../fighter/FighterRepository.ts"
import type { EventId } from "../Identity.ts"
import { today } from "../IsoDate.ts"
import type { Listing, Position } from "../Listing.ts"
import type { Match } from "../match/Match.ts"
import { MatchRepository } from "../match/MatchRepository.ts"
import type { CornerStats } from "../match/MatchStats.ts"
import { DivisionRanks } from "../ranking/DivisionRanks.ts"
import { RankingRepository } from "../ranking/RankingRepository.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { bothSides, isCompleted } from "../stats/Bout.ts"
import { fightsOf } from "../stats/GroupTally.ts"
import { cardQuality } from "./CardQuality.ts"
import { comebacks } from "./Comeback.ts"
import type { EventAnalysis } from "./EventAnalysis.ts"
import {
  type EventWithMatches,
  type PastEvent,
  pastEvent,
  type UpcomingEvent,
  upcomingEvent,
  withCards
} from "./EventCard.ts"
import { type EventComparison, eventComparison } from "./EventComparison.ts"
import { type EventSummary, eventSummary } from "./EventSummary.ts"
import { fightsOfTheNight } from "./FightOfTheNight.ts"
import { FormBook } from "./FormBook.ts"
import { performanceOutliers } from "./PerformanceOutlier.ts"
import { rankingImpact } from "./RankingImpact.ts"
import { styleClashes } from "./StyleClash.ts"

type OfEvent<A> = Effect.Effect<A, EventNotFound | StoreUnavailable>

/** What is read of events and their cards. */
export class EventComposer extends Context.Service<
  EventComposer,
  {
    /** Two queries. */
    readonly getEventWithMatches: (id: EventId) => OfEvent<EventWithMatches>
    /** Completed events, the latest first. Two queries, however many. */
    readonly getPastEvents: (
      limit: number,
      after: Position | null
    ) => Effect.Effect<Listing<PastEvent>, StoreUnavailable>
    /** The nearest first; today counts. Two queries, however many. */
    readonly getUpcomingEvents: (limit: number) => Effect.Effect<ReadonlyArray<UpcomingEvent>, StoreUnavailable>
    /** Three queries: the event, its bouts, their statistics. */
    readonly getSummary: (id: EventId) => OfEvent<EventSummary>
    /** Of two different events. Three queries. */
    readonly compareEvents: (a: EventId, b: EventId) => OfEvent<EventComparison>
    /** Five queries: also the rankings of the day and the fighters; and those of `FormBook`. */
    readonly getAnalysis: (id: EventId) => OfEvent<EventAnalysis>
  }
>()("@mma-savant/core/composition/EventComposer") {
  static readonly layer = Layer.effect(
    EventComposer,
    Effect.gen(function* () {
      const events = yield* EventRepository
      const matches = yield* MatchRepository
      const fighters = yield* FighterRepository
      const rankings = yield* RankingRepository
      const book = yield* FormBook

      const cardsOf = Effect.fnUntraced(function* (found: ReadonlyArray<Event>) {
        return withCards(found, yield* matches.cards(found.map(({ id }) => id)))
      })
      const eventWithMatches = Effect.fnUntraced(function* (id: EventId) {
        const event = yield* events.get(id)
        return { event, matches: yield* matches.card(id) }
      })
      const statsOf = (card: ReadonlyArray<Match>) => matches.stats(card.map(({ id }) => id))
      const summaryOf = Effect.fnUntraced(function* (
        { event: { date, id, name }, matches: card }: EventWithMatches,
        stats: ReadonlyArray<CornerStats>
      ) {
        const day = yield* today
        const fought = card.filter((match) => isCompleted(match, day))
        return { event: { id, name, date }, ...eventSummary(card, fightsOf(fought, stats)) }
      })

      return EventComposer.of({
        getEventWithMatches: Effect.fn("EventComposer.getEventWithMatches")(eventWithMatches),
        getPastEvents: Effect.fn("EventComposer.getPastEvents")(function* (limit, after) {
          const day = yield* today
          const { items, next } = yield* events.search({ to: day, status: "completed", order: "latest", limit, after })
          return { items: (yield* cardsOf(items)).map(pastEvent), next }
        }),
        getUpcomingEvents: Effect.fn("EventComposer.getUpcomingEvents")(function* (limit) {
          return (yield* cardsOf(yield* events.upcoming(yield* today, limit))).map(upcomingEvent)
        }),
        getSummary: Effect.fn("EventComposer.getSummary")(function* (id) {
          const night = yield* eventWithMatches(id)
          return yield* summaryOf(night, yield* statsOf(night.matches))
        }),
        compareEvents: Effect.fn("EventComposer.compareEvents")(function* (a, b) {
          const found = yield* events.findMany([a, b])
          const bouts = yield* matches.cards([a, b])
          const stats = yield* statsOf(bouts)
          const nights = withCards(found, bouts)
          const summary = Effect.fnUntraced(function* (id: EventId) {
            const night = nights.find(({ event }) => event.id === id)
            return night === undefined ? yield* new EventNotFound({ id }) : yield* summaryOf(night, stats)
          })
          return eventComparison(yield* summary(a), yield* summary(b))
        }),
        getAnalysis: Effect.fn("EventComposer.getAnalysis")(function* (id) {
          const { event, matches: card } = yield* eventWithMatches(id)
          const stats = yield* statsOf(card)
          const known = yield* fighters.findMany([
            ...new Set(card.flatMap(({ corners }) => corners.flatMap(({ fighterId }) => fighterId ?? [])))
          ])
          const { date, entries } =
            event.date === null ? { date: null, entries: [] } : yield* rankings.places(null, event.date)
          const ranks = new DivisionRanks(entries)
          const form = yield* book.form
          const day = yield* today
          const fought = card.filter((match) => isCompleted(match, day))
          const fights = fightsOf(fought, stats)
          return {
            event: { id, name: event.name, date: event.date },
            quality: cardQuality(card, fights, ranks),
            fightsOfTheNight: fightsOfTheNight(fights),
            rankingImpact: { rankedOn: date, ...rankingImpact(fought, ranks) },
            outliers: performanceOutliers(bothSides(fought, stats)),
            comebacks: comebacks(fought, form),
            styleClashes: styleClashes(card, known, form),
            coverage: eventSummary(card, fights).coverage
          }
        })
      })
    })
  ).pipe(Layer.provide(FormBook.layer))
}
