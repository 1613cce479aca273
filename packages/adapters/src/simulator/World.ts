import type {
  Scraped,
  ScrapedEvent,
  ScrapedFighter,
  ScrapedMatch,
  ScrapedRankings
} from "@mma-savant/core/collection/Scraped"
import type { UfcstatsId } from "@mma-savant/core/Identity"
import type { IsoDate } from "@mma-savant/core/IsoDate"

/** All that a site shows, by the site's keys. What a scenario does to the site, it does here. */
export class World {
  readonly fighters = new Map<UfcstatsId, ScrapedFighter["facts"]>()
  readonly events = new Map<UfcstatsId, ScrapedEvent>()
  readonly matches = new Map<UfcstatsId, ScrapedMatch>()
  /** Bouts by event, the main event first. */
  readonly cards = new Map<UfcstatsId, Array<UfcstatsId>>()
  /** Bouts by fighter, in no particular order. */
  readonly careers = new Map<UfcstatsId, Array<UfcstatsId>>()
  rankings: ScrapedRankings | null = null

  constructor(batches: Iterable<Scraped>) {
    for (const batch of batches) this.learn(batch)
    const order = (key: UfcstatsId) => this.matches.get(key)?.cardOrder ?? 0
    for (const card of this.cards.values()) card.sort((a, b) => order(b) - order(a))
  }

  private learn(batch: Scraped): void {
    switch (batch._tag) {
      case "Fighters":
        for (const { facts } of batch.fighters) this.fighters.set(facts.ufcstatsId, facts)
        return
      case "Events":
        for (const event of batch.events) this.events.set(event.ufcstatsId, event)
        return
      case "Matches":
        for (const match of batch.matches) this.add(match)
        return
      case "Rankings":
        this.rankings = batch.rankings
        return
      case "Findings":
        return
    }
  }

  private add(match: ScrapedMatch): void {
    this.matches.set(match.ufcstatsId, match)
    const listed = (map: Map<UfcstatsId, Array<UfcstatsId>>, key: UfcstatsId | null) => {
      if (key === null) return
      const known = map.get(key)
      if (known === undefined) map.set(key, [match.ufcstatsId])
      else known.push(match.ufcstatsId)
    }
    listed(this.cards, match.eventKey)
    for (const { fighterKey } of match.corners) listed(this.careers, fighterKey)
  }

  /** Events with a day, those to come soonest first, the others latest first. */
  schedule(today: IsoDate): {
    readonly past: ReadonlyArray<ScrapedEvent>
    readonly toCome: ReadonlyArray<ScrapedEvent>
  } {
    const dated = [...this.events.values()].filter(({ date }) => date !== null)
    const byDay = (a: ScrapedEvent, b: ScrapedEvent) => (a.date! < b.date! ? -1 : a.date! > b.date! ? 1 : 0)
    const isToCome = ({ date, status }: ScrapedEvent) => status === "scheduled" && date! >= today
    return {
      past: dated.filter((event) => !isToCome(event)).sort((a, b) => byDay(b, a)),
      toCome: dated.filter(isToCome).sort(byDay)
    }
  }
}
