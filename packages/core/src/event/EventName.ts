import { fold } from "../Fold.ts"
import type { Event } from "./Event.ts"

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")

/**
 * The events that a spoken name means: the very name, or the part before its colon ("UFC 300"); else every event whose
 * name contains the words as whole words, so that "UFC 30" is not "UFC 300".
 */
export const eventsNamed = (name: string, events: ReadonlyArray<Event>): ReadonlyArray<Event> => {
  const wanted = fold(name)
  const exact = events.filter((event) => fold(event.name) === wanted || fold(event.name.split(":")[0]!) === wanted)
  if (exact.length > 0) return exact
  const words = new RegExp(`(^| )${escape(wanted)}( |:|$)`)
  return events.filter((event) => words.test(fold(event.name)))
}
