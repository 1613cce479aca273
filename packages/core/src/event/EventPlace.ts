import { fold } from "../Fold.ts"
import type { Event } from "./Event.ts"

const otherNames: Readonly<Record<string, string>> = {
  la: "los angeles",
  nyc: "new york city",
  uae: "united arab emirates",
  uk: "united kingdom",
  us: "usa",
  america: "usa",
  "united states": "usa",
  "united states of america": "usa"
}

const placeOf = (text: string): string => {
  const place = fold(text).replace(/^the /, "")
  return Object.hasOwn(otherNames, place) ? otherNames[place]! : place
}

/** "Las Vegas, Nevada, USA" names three places; whoever writes two of them in a row means the first. */
const placesOf = (location: string): ReadonlyArray<string> => {
  const parts = location.split(",").map(fold)
  return parts.flatMap((_, first) =>
    parts.slice(first).map((_, more) => parts.slice(first, first + more + 1).join(" "))
  )
}

/**
 * The events at a place: a city, a region or a country of that very name; else those where the name contains it as whole
 * words. "Oman" is not in Romania, and "Mexico" is not New Mexico.
 */
export const eventsIn = (place: string, events: ReadonlyArray<Event>): ReadonlyArray<Event> => {
  const wanted = placeOf(place)
  const exact = events.filter(({ location }) => location !== null && placesOf(location).includes(wanted))
  if (exact.length > 0) return exact
  return events.filter(({ location }) => location !== null && ` ${fold(location)} `.includes(` ${wanted} `))
}
