import { Context, Effect, Layer } from "effect"
import type { UfcstatsId } from "../Identity.ts"
import type { RoundStats } from "../match/MatchStats.ts"
import { PageScraper, type ScrapeFault } from "./PageScraper.ts"
import type { ScrapedMatch } from "./Scraped.ts"

/** The rounds of both sides, the red one first; none where the site has no statistics. */
export type SideRounds = readonly [ReadonlyArray<RoundStats>, ReadonlyArray<RoundStats>]

/** The bouts of ufcstats.com as they are shown now. */
export class MatchDetailScraper extends Context.Service<
  MatchDetailScraper,
  {
    readonly scrapeMatchDetails: (key: UfcstatsId) => Effect.Effect<ScrapedMatch, ScrapeFault>
    readonly scrapeMatchStats: (key: UfcstatsId) => Effect.Effect<SideRounds, ScrapeFault>
  }
>()("@mma-savant/core/collection/MatchDetailScraper") {
  static readonly layer = Layer.effect(
    MatchDetailScraper,
    Effect.map(PageScraper, ({ scrape }) => {
      const scrapeMatchDetails = (key: UfcstatsId) => Effect.map(scrape({ kind: "fight", key }), ({ match }) => match)
      return MatchDetailScraper.of({
        scrapeMatchDetails,
        scrapeMatchStats: (key) =>
          Effect.map(
            scrapeMatchDetails(key),
            ({ corners }): SideRounds => [corners[0]?.rounds ?? [], corners[1]?.rounds ?? []]
          )
      })
    })
  )
}
