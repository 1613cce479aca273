import { FightSource } from "@mma-savant/core/collection/FightSource"
import type { ScrapedEvent, ScrapedFighter, ScrapedMatch, ScrapedRankings } from "@mma-savant/core/collection/Scraped"
import type { UfcstatsId } from "@mma-savant/core/Identity"
import type { IsoDate } from "@mma-savant/core/IsoDate"
import type { MethodFamily } from "@mma-savant/core/match/Method"
import { Effect, Stream } from "effect"

type Facts = ScrapedFighter["facts"]
type Corner = ScrapedMatch["corners"][number]

/** A bout that was fought by the day of the questions, seen from one of its corners. */
export interface Fought {
  readonly bout: ScrapedMatch
  readonly event: ScrapedEvent
  readonly own: Corner
  readonly other: Corner | undefined
}

const families: Readonly<Record<string, MethodFamily>> = {
  "KO/TKO": "KO/TKO",
  "TKO - Doctor's Stoppage": "KO/TKO",
  SUB: "SUB",
  "U-DEC": "DEC",
  "S-DEC": "DEC",
  "M-DEC": "DEC",
  DEC: "DEC",
  DQ: "DQ"
}

/** The same table as core's, written down once more on purpose: gold must not rest on what is being evaluated. */
export const familyOf = (method: string | null): MethodFamily | null =>
  method === null ? null : (families[method] ?? "OTHER")

const unfought: ReadonlySet<string> = new Set(["scheduled", "cancelled", "postponed"])

const sorted = <A>(items: Iterable<A>, key: (item: A) => string): ReadonlyArray<A> =>
  [...items].sort((a, b) => (key(a) < key(b) ? 1 : key(a) > key(b) ? -1 : 0))

/**
 * The facts as a source tells them, for folds that give the gold answers: neither a store nor core's statistics have
 * touched them. Everything is as of `today`, which is included.
 */
export class World {
  readonly today: IsoDate
  readonly fighters = new Map<UfcstatsId, Facts>()
  readonly aliases = new Map<UfcstatsId, ReadonlyArray<string>>()
  readonly events = new Map<string, ScrapedEvent>()
  readonly matches = new Map<string, ScrapedMatch>()
  rankings: ScrapedRankings | null = null
  private careers: ReadonlyMap<UfcstatsId, ReadonlyArray<Fought>> | null = null

  private constructor(today: IsoDate) {
    this.today = today
  }

  static readonly read = Effect.fnUntraced(function* (today: IsoDate) {
    const source = yield* FightSource
    const world = new World(today)
    yield* Stream.runForEach(source.scraped, (batch) =>
      Effect.sync(() => {
        switch (batch._tag) {
          case "Fighters":
            for (const { aliases, facts } of batch.fighters) {
              world.fighters.set(facts.ufcstatsId, facts)
              world.aliases.set(facts.ufcstatsId, aliases)
            }
            return
          case "Events":
            for (const event of batch.events) world.events.set(event.ufcstatsId, event)
            return
          case "Matches":
            for (const match of batch.matches) world.matches.set(match.ufcstatsId, match)
            return
          case "Rankings":
            world.rankings = batch.rankings
            return
          case "Findings":
            return
        }
      })
    )
    return world
  })

  /** Bouts that were fought, latest first. */
  get fought(): ReadonlyArray<ScrapedMatch> {
    return sorted(
      [...this.matches.values()].filter((bout) => {
        const date = this.eventOf(bout)?.date
        if (date === null || date === undefined || date > this.today || unfought.has(bout.status)) return false
        return bout.corners.some(({ result }) => result !== null)
      }),
      (bout) => `${this.eventOf(bout)?.date}|${String(bout.cardOrder ?? 0).padStart(2, "0")}`
    )
  }

  eventOf({ eventKey }: ScrapedMatch): ScrapedEvent | undefined {
    return eventKey === null ? undefined : this.events.get(eventKey)
  }

  nameOf(key: UfcstatsId | null): string {
    return (key === null ? undefined : this.fighters.get(key)?.name) ?? ""
  }

  /** What a fighter has fought, latest first. */
  career(key: UfcstatsId): ReadonlyArray<Fought> {
    return this.everyCareer.get(key) ?? []
  }

  /** Of everybody who has fought, by key. */
  get everyCareer(): ReadonlyMap<UfcstatsId, ReadonlyArray<Fought>> {
    if (this.careers !== null) return this.careers
    const careers = new Map<UfcstatsId, Array<Fought>>()
    for (const bout of this.fought) {
      const event = this.eventOf(bout)!
      for (const [index, own] of bout.corners.entries()) {
        if (own.fighterKey === null || !this.fighters.has(own.fighterKey)) continue
        const career = careers.get(own.fighterKey) ?? []
        career.push({ bout, event, own, other: bout.corners[1 - index] })
        careers.set(own.fighterKey, career)
      }
    }
    this.careers = careers
    return careers
  }

  /** Names that one fighter alone bears. */
  get unmistakable(): ReadonlySet<string> {
    const bearers = new Map<string, number>()
    for (const { name } of this.fighters.values()) bearers.set(name, (bearers.get(name) ?? 0) + 1)
    return new Set([...bearers].flatMap(([name, count]) => (count === 1 ? [name] : [])))
  }
}
