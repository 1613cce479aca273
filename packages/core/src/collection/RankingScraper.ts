import { Context, Effect, Layer } from "effect"
import type { WeightClass } from "../ranking/WeightClass.ts"
import { PageScraper, type ScrapeFault } from "./PageScraper.ts"
import type { RankedName, RankingsPage } from "./ScrapedPage.ts"

/** The rankings of ufc.com as they are shown now. Names are the site's own. */
export class RankingScraper extends Context.Service<
  RankingScraper,
  {
    readonly scrapeRankings: Effect.Effect<RankingsPage, ScrapeFault>
    /** The champion first; none where the class is not ranked. */
    readonly scrapeWeightClassRankings: (
      weightClass: WeightClass
    ) => Effect.Effect<ReadonlyArray<RankedName>, ScrapeFault>
  }
>()("@mma-savant/core/collection/RankingScraper") {
  static readonly layer = Layer.effect(
    RankingScraper,
    Effect.map(PageScraper, ({ scrape }) => {
      const scrapeRankings = scrape({ kind: "rankings" })
      return RankingScraper.of({
        scrapeRankings,
        scrapeWeightClassRankings: (weightClass) =>
          Effect.map(scrapeRankings, ({ entries }) => entries.filter((entry) => entry.weightClass === weightClass))
      })
    })
  )
}
