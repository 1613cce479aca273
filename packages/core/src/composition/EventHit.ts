import { Schema } from "effect"
import { Event } from "../event/Event.ts"
import { fold } from "../Fold.ts"
import { type Listing, listing, type Position } from "../Listing.ts"

/** Where a text is looked for. */
export const EventSearchType = Schema.Literals(["name", "location", "all"])
export type EventSearchType = typeof EventSearchType.Type

/** An event that has the text: 1 in its name, 0.5 in its location alone. */
export const EventHit = Schema.Struct({ event: Event, relevance: Schema.Literals([1, 0.5]) })
export type EventHit = typeof EventHit.Type

/** What is looked for, and the page wanted. */
export interface EventQuery {
  /** Part of a name or location, folded. */
  readonly text: string
  readonly type: EventSearchType
  /** 1 to 100. */
  readonly limit: number
  readonly after: Position | null
}

const positionOf = ({ event, relevance }: EventHit): Position => ({
  key: `${relevance.toFixed(1)} ${event.date ?? ""}`,
  id: event.id
})

const compare = (a: Position, b: Position): number => (a.key === b.key ? b.id - a.id : a.key < b.key ? 1 : -1)

/** The most relevant first, then the latest. */
export const eventHits = (
  events: ReadonlyArray<Event>,
  { after, limit, text, type }: EventQuery
): Listing<EventHit> => {
  const wanted = fold(text)
  const has = (words: string | null) => words !== null && fold(words).includes(wanted)
  const found = events.flatMap((event): ReadonlyArray<EventHit> => {
    if (type !== "location" && has(event.name)) return [{ event, relevance: 1 }]
    return type !== "name" && has(event.location) ? [{ event, relevance: 0.5 }] : []
  })
  const rest = found.filter((hit) => after === null || compare(after, positionOf(hit)) < 0)
  return listing(
    rest.sort((a, b) => compare(positionOf(a), positionOf(b))),
    limit,
    positionOf
  )
}
