import { Context, Effect, Layer } from "effect"
import type { UfcstatsId } from "../Identity.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { Crawl, type CrawlReport } from "./Crawl.ts"

type Crawling = Effect.Effect<CrawlReport, StoreUnavailable>

/** Crawls of ufcstats.com, of all of it or of one page and what it leads to. How they are done says `CrawlOptions`. */
export class Crawler extends Context.Service<
  Crawler,
  {
    /** Every event, bout and fighter, and the rankings. */
    readonly crawlUFCStats: Crawling
    /** An event and its bouts. */
    readonly crawlSpecificEvent: (eventId: UfcstatsId) => Crawling
    /** A fighter's own page. */
    readonly crawlFighterProfile: (fighterId: UfcstatsId) => Crawling
  }
>()("@mma-savant/core/collection/Crawler") {
  static readonly layer = Layer.effect(
    Crawler,
    Effect.map(Crawl, ({ start }) =>
      Crawler.of({
        crawlUFCStats: start("full", null),
        crawlSpecificEvent: (eventId) => start("event", eventId),
        crawlFighterProfile: (fighterId) => start("fighter", fighterId)
      })
    )
  )
}
