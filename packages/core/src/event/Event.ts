import { Schema } from "effect"
import { EventId, UfcstatsId } from "../Identity.ts"
import { IsoDate } from "../IsoDate.ts"

export const EventStatus = Schema.Literals(["scheduled", "completed", "cancelled", "postponed", "unknown"])
export type EventStatus = typeof EventStatus.Type

const text = Schema.NullOr(Schema.NonEmptyString.pipe(Schema.check(Schema.isMaxLength(300))))

const facts = {
  /** Null for an event entered by hand. */
  ufcstatsId: Schema.NullOr(UfcstatsId),
  name: Schema.NonEmptyString.pipe(Schema.check(Schema.isMaxLength(300))),
  date: Schema.NullOr(IsoDate),
  /** City, region, country. */
  location: text,
  venue: text,
  status: EventStatus
}

/** What a source can say about an event. */
export const EventFacts = Schema.Struct(facts)
export type EventFacts = typeof EventFacts.Type

/** A night of fights. */
export class Event extends Schema.Class<Event>("Event")({ id: EventId, ...facts }) {
  static of(id: EventId, known: EventFacts): Event {
    return new Event({ id, ...known })
  }

  /** The inverse of `of`. */
  static facts({ id: _, ...known }: Event): EventFacts {
    return known
  }
}

export class EventNotFound extends Schema.TaggedError<EventNotFound>()("EventNotFound", { id: EventId }) {}
