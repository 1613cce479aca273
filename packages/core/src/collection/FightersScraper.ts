import { Context, Effect, Layer } from "effect"
import type { UfcstatsId } from "../Identity.ts"
import { fighterLists } from "./Page.ts"
import { PageScraper, type ScrapeFault } from "./PageScraper.ts"
import type { ScrapedFighter } from "./Scraped.ts"
import type { FighterPage } from "./ScrapedPage.ts"

/** The fighters of ufcstats.com as they are shown now. */
export class FightersScraper extends Context.Service<
  FightersScraper,
  {
    /** By the letters of their last names. */
    readonly scrapeFighters: Effect.Effect<ReadonlyArray<ScrapedFighter>, ScrapeFault>
    readonly scrapeFighterDetails: (key: UfcstatsId) => Effect.Effect<FighterPage, ScrapeFault>
  }
>()("@mma-savant/core/collection/FightersScraper") {
  static readonly layer = Layer.effect(
    FightersScraper,
    Effect.map(PageScraper, ({ scrape }) =>
      FightersScraper.of({
        scrapeFighters: Effect.map(Effect.forEach(fighterLists, scrape), (lists) => lists.flat()),
        scrapeFighterDetails: (key) => scrape({ kind: "fighter", key })
      })
    )
  )
}
