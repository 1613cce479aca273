import { fold } from "../Fold.ts"
import type { Event } from "./Event.ts"

const abbreviations: Readonly<Record<string, string>> = {
  tuf: "the ultimate fighter",
  ufn: "ufc fight night",
  v: "vs",
  versus: "vs"
}

/** A name as its words alone: "UFC 300: Pereira vs. Hill" is "ufc 300 pereira vs hill". */
const wordsOf = (name: string): string =>
  fold(name)
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => (Object.hasOwn(abbreviations, word) ? abbreviations[word] : word))
    .join(" ")
    .trim()

const holds = (words: string, part: string): boolean => ` ${words} `.includes(` ${part} `)

/**
 * The events that a spoken name means: the very name, or the part before or after its colon ("UFC 300"); else every event
 * whose name contains the words as whole words, so that "UFC 30" is not "UFC 300"; else, when no number is among them,
 * every event whose name has all the words.
 */
export const eventsNamed = (name: string, events: ReadonlyArray<Event>): ReadonlyArray<Event> => {
  const wanted = wordsOf(name)
  if (wanted === "") return []
  const exact = events.filter((event) =>
    [event.name, ...event.name.split(":")].some((part) => wordsOf(part) === wanted)
  )
  if (exact.length > 0) return exact
  const containing = events.filter((event) => holds(wordsOf(event.name), wanted))
  if (containing.length > 0 || /\d/.test(wanted)) return containing
  const words = wanted.split(" ")
  return events.filter((event) => words.every((word) => holds(wordsOf(event.name), word)))
}
