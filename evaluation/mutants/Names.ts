import { Event } from "@mma-savant/core/event/Event"
import { EventRepository } from "@mma-savant/core/event/EventRepository"
import { Fighter } from "@mma-savant/core/fighter/Fighter"
import { FighterRepository } from "@mma-savant/core/fighter/FighterRepository"
import { addDays } from "@mma-savant/core/IsoDate"
import { RankingRepository } from "@mma-savant/core/ranking/RankingRepository"
import { Effect, Layer } from "effect"
import { type Mutant, mutant } from "./Mutant.ts"

type Fighters = FighterRepository["Service"]
type Name = Effect.Success<Fighters["names"]>[number]

const named = (name: string, change: (names: ReadonlyArray<Name>) => ReadonlyArray<Name>): Mutant =>
  mutant(
    "record and profile",
    name,
    Layer.effect(
      FighterRepository,
      Effect.map(FighterRepository, (fighters) =>
        FighterRepository.make({ ...fighters, names: Effect.map(fighters.names, change) })
      )
    )
  )

const known = (name: string, tell: (fighter: Fighter) => Fighter): Mutant =>
  mutant(
    "record and profile",
    name,
    Layer.effect(
      FighterRepository,
      Effect.map(FighterRepository, (fighters) =>
        FighterRepository.make({
          ...fighters,
          findMany: (ids) => Effect.map(fighters.findMany(ids), (found) => found.map(tell))
        })
      )
    )
  )

type Rankings = Effect.Success<ReturnType<RankingRepository["Service"]["places"]>>["entries"]

const ranked = (name: string, change: (entries: Rankings) => Rankings): Mutant =>
  mutant(
    "rankings",
    name,
    Layer.effect(
      RankingRepository,
      Effect.map(RankingRepository, (rankings) =>
        RankingRepository.of({
          ...rankings,
          places: (weightClass, day) =>
            Effect.map(rankings.places(weightClass, day), ({ date, entries }) => ({ date, entries: change(entries) }))
        })
      )
    )
  )

type Events = EventRepository["Service"]

const held = (name: string, search: (events: Events) => Events["search"]): Mutant =>
  mutant(
    "events",
    name,
    Layer.effect(
      EventRepository,
      Effect.map(EventRepository, (events) => EventRepository.make({ ...events, search: search(events) }))
    )
  )

/** How names, measures, rankings and events can be wrong. */
export const names: ReadonlyArray<Mutant> = [
  named("accents are lost with their letters", (all) =>
    all.map((one) => ({ ...one, name: one.name.replaceAll(/[^\p{ASCII}]/gu, "") }))
  ),
  named("other names are not known", (all) => all.map((one) => ({ ...one, aliases: [] }))),
  named("of those who share a name only one is known", (all) => [
    ...new Map(all.map((one) => [one.name, one])).values()
  ]),
  named("nicknames count as names", (all) =>
    all.map((one) => (one.nickname === null ? one : { ...one, name: one.nickname }))
  ),
  known("a reach that is missing is zero", (fighter) =>
    fighter.reachCm === null ? new Fighter({ ...fighter, reach: 20, reachCm: 0 }) : fighter
  ),
  known("inches are told as centimetres", (fighter) => new Fighter({ ...fighter, reachCm: fighter.reach })),
  known("the age is a year off", (fighter) =>
    fighter.birthdate === null ? fighter : new Fighter({ ...fighter, birthdate: addDays(fighter.birthdate, 366) })
  ),
  ranked("the champion is left out of the rankings", (entries) => entries.filter(({ rank }) => rank > 0)),
  ranked("ranks are counted from the champion on", (entries) =>
    entries.map((entry) => ({ ...entry, rank: Math.min(15, entry.rank + 1) }))
  ),
  held(
    "events that were called off are counted as held",
    (events) => (query) =>
      Effect.map(events.search(query), (page) => ({
        ...page,
        items: page.items.map((event) => new Event({ ...event, status: "completed" }))
      }))
  ),
  held(
    "the next event is the last to come",
    (events) => (query) => events.search({ ...query, order: query.status === "scheduled" ? "latest" : query.order })
  ),
  held(
    "days are a day off",
    (events) => (query) =>
      Effect.map(events.search(query), (page) => ({
        ...page,
        items: page.items.map((event) =>
          event.date === null ? event : new Event({ ...event, date: addDays(event.date, 1) })
        )
      }))
  )
]
