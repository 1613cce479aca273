import { assert, it } from "@effect/vitest"
import { eventFacts } from "../../contract/Facts.ts"
import { Event } from "../../src/event/Event.ts"
import { eventsIn } from "../../src/event/EventPlace.ts"
import { EventId } from "../../src/Identity.ts"

const places = [
  "Bucharest, Romania",
  "Rio Rancho, New Mexico, USA",
  "Mexico City, Distrito Federal, Mexico",
  "Las Vegas, Nevada, USA",
  "New York City, New York, USA",
  "Elmont, New York, USA",
  "São Paulo, São Paulo, Brazil",
  "London, England, United Kingdom",
  null
]

const events = places.map((location, index) => Event.of(EventId.make(index + 1), eventFacts({ location })))

it.each<readonly [law: string, place: string, found: ReadonlyArray<number>]>([
  ["a city", "London", [8]],
  ["a country, without case and accents", "brazil", [7]],
  ["a city without its accent", "Sao Paulo", [7]],
  ["a city and its region", "las vegas, nevada", [4]],
  ["a word of a city, where no place is called so", "Vegas", [4]],
  ["a region rather than a city that contains its name", "New York", [5, 6]],
  ["a country rather than a region that contains its name", "Mexico", [3]],
  ["a country by what people call it", "the US", [2, 4, 5, 6]],
  ["a city by its letters", "NYC", [5]],
  ["a country with its article", "the UK", [8]],
  ["but no part of a word", "Oman", []],
  ["nor two places that are not next to each other", "London United Kingdom", []],
  ["nor a continent", "Europe", []]
])("events are found by %s: %s", (_, place, found) => {
  assert.deepStrictEqual(
    eventsIn(place, events).map(({ id }) => Number(id)),
    found
  )
})
