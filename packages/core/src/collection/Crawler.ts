import { Context, Effect, Layer } from "effect"
import type { UfcstatsId } from "../Identity.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { Flow } from "./CollectionRun.ts"
import { Crawl, type CrawlReport, rootsOf } from "./Crawl.ts"
import { CrawlOptions } from "./CrawlOptions.ts"

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
    Effect.gen(function* () {
      const crawl = yield* Crawl
      const options = yield* CrawlOptions
      const from = (flow: Flow, subject: UfcstatsId | null) =>
        Effect.flatMap(
          crawl.begin({ flow, source: "ufcstats.com", subject, ...options.scope }, rootsOf(flow, subject)),
          (run) => crawl.run(run, options.workers, options.onProgress)
        )
      return Crawler.of({
        crawlUFCStats: from("full", null),
        crawlSpecificEvent: (eventId) => from("event", eventId),
        crawlFighterProfile: (fighterId) => from("fighter", fighterId)
      })
    })
  )
}
