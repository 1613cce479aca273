import { Context, Effect, Layer } from "effect"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { Crawl, type CrawlReport } from "./Crawl.ts"

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
    Effect.map(Crawl, ({ start }) =>
      UFCStatsFlow.of({
        runFullDataCollection: start("full", null),
        updateEventData: start("events", null),
        updateFighterData: start("fighters", null),
        syncRankings: start("rankings", null)
      })
    )
  )
}
