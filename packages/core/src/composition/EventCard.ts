import { Schema } from "effect"
import { Event } from "../event/Event.ts"
import type { Match } from "../match/Match.ts"
import { CardBout } from "./CardBout.ts"
import { FeaturedMatches, featuredMatches } from "./FeaturedMatches.ts"

/** An event and its card, the main event first. */
export interface EventWithMatches {
  readonly event: Event
  readonly matches: ReadonlyArray<Match>
}

/** An event that was held, and its main event. */
export const PastEvent = Schema.Struct({ ...Event.fields, mainEvent: Schema.NullOr(CardBout) })
export type PastEvent = typeof PastEvent.Type

/** An event to come, and what it is announced with. */
export const UpcomingEvent = Schema.Struct({ ...Event.fields, ...FeaturedMatches.fields })
export type UpcomingEvent = typeof UpcomingEvent.Type

/** Events with the bouts that belong to each, in the order of the events. */
export const withCards = (
  events: ReadonlyArray<Event>,
  matches: ReadonlyArray<Match>
): ReadonlyArray<EventWithMatches> => {
  const cards = Map.groupBy(matches, ({ event }) => event?.id)
  return events.map((event) => ({ event, matches: cards.get(event.id) ?? [] }))
}

export const pastEvent = ({ event, matches }: EventWithMatches): PastEvent => ({
  ...event,
  mainEvent: featuredMatches(matches).mainEvent
})

export const upcomingEvent = ({ event, matches }: EventWithMatches): UpcomingEvent => ({
  ...event,
  ...featuredMatches(matches)
})
