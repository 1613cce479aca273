import { Context, Effect, Layer } from "effect"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { Flow } from "./CollectionRun.ts"
import { Crawl, type CrawlReport, rootsOf } from "./Crawl.ts"
import { CrawlOptions } from "./CrawlOptions.ts"

type Flowing = Effect.Effect<CrawlReport, StoreUnavailable>

/** The flows by which the facts are kept up to date. How they are done says `CrawlOptions`. */
export class UFCStatsFlow extends Context.Service<
  UFCStatsFlow,
  {
    readonly runFullDataCollection: Flowing
    /** Events and their bouts, and whoever fights in them for the first time. */
    readonly updateEventData: Flowing
    readonly updateFighterData: Flowing
    /** The rankings of ufc.com: all of them, or nothing changes. */
    readonly syncRankings: Flowing
  }
>()("@mma-savant/core/collection/UFCStatsFlow") {
  static readonly layer = Layer.effect(
    UFCStatsFlow,
    Effect.gen(function* () {
      const crawl = yield* Crawl
      const options = yield* CrawlOptions
      const flow = (flow: Flow, source: string) =>
        Effect.flatMap(crawl.begin({ flow, source, subject: null, ...options.scope }, rootsOf(flow, null)), (run) =>
          crawl.run(run, options.workers, options.onProgress)
        )
      return UFCStatsFlow.of({
        runFullDataCollection: flow("full", "ufcstats.com"),
        updateEventData: flow("events", "ufcstats.com"),
        updateFighterData: flow("fighters", "ufcstats.com"),
        syncRankings: flow("rankings", "ufc.com")
      })
    })
  )
}
