import { Effect } from "effect"
import type { Event } from "../event/Event.ts"
import type { EventRepository } from "../event/EventRepository.ts"
import type { Fighter } from "../fighter/Fighter.ts"
import type { FighterRepository } from "../fighter/FighterRepository.ts"
import type { UfcstatsId } from "../Identity.ts"
import type { Match } from "../match/Match.ts"
import type { MatchRepository } from "../match/MatchRepository.ts"
import type { ScrapedEvent, ScrapedFighter, ScrapedMatch } from "./Scraped.ts"

/** What is stored of the things that a batch speaks of, by the source's keys. Whoever stores some adds them. */
export interface Known {
  readonly fighters: Map<UfcstatsId | null, Fighter>
  readonly events: Map<UfcstatsId | null, Event>
  readonly matches: Map<UfcstatsId | null, Match>
}

/** What a batch speaks of. */
export interface Told {
  readonly fighters?: ReadonlyArray<ScrapedFighter>
  readonly events?: ReadonlyArray<ScrapedEvent>
  readonly matches?: ReadonlyArray<ScrapedMatch>
}

/** The keys of all that a batch speaks of, each once. */
export const keysOf = ({ events = [], fighters = [], matches = [] }: Told) => ({
  fighters: new Set([
    ...fighters.map(({ facts }) => facts.ufcstatsId),
    ...matches.flatMap(({ corners }) => corners.flatMap(({ fighterKey }) => fighterKey ?? []))
  ]),
  events: new Set([
    ...events.map(({ ufcstatsId }) => ufcstatsId),
    ...matches.flatMap(({ eventKey }) => eventKey ?? [])
  ]),
  matches: new Set(matches.map(({ ufcstatsId }) => ufcstatsId))
})

type Keyed = { readonly ufcstatsId: UfcstatsId | null }

export const byKey = <A extends Keyed>(items: ReadonlyArray<A>) => new Map(items.map((item) => [item.ufcstatsId, item]))

interface Repositories {
  readonly fighters: FighterRepository["Service"]
  readonly events: EventRepository["Service"]
  readonly matches: MatchRepository["Service"]
}

/** Asks for all that a batch speaks of: one query for each kind that it does. */
export const recall = Effect.fnUntraced(function* (repositories: Repositories, told: Told) {
  const keys = keysOf(told)
  const ask = <A extends Keyed, E>(
    kind: { readonly findByKeys: (keys: ReadonlyArray<UfcstatsId>) => Effect.Effect<ReadonlyArray<A>, E> },
    asked: ReadonlySet<UfcstatsId>
  ) => (asked.size === 0 ? Effect.succeed(byKey<A>([])) : Effect.map(kind.findByKeys([...asked]), byKey))
  const known: Known = {
    fighters: yield* ask(repositories.fighters, keys.fighters),
    events: yield* ask(repositories.events, keys.events),
    matches: yield* ask(repositories.matches, keys.matches)
  }
  return known
})
