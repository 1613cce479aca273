import { Context, Effect, Layer } from "effect"
import type { UfcstatsId } from "../Identity.ts"
import { PageScraper, type ScrapeFault } from "./PageScraper.ts"
import type { ScrapedEvent } from "./Scraped.ts"
import type { EventPage } from "./ScrapedPage.ts"

/** The events of ufcstats.com as they are shown now. */
export class EventsScraper extends Context.Service<
  EventsScraper,
  {
    /** Those to come first, the nearest first, then those that are over, the latest first. */
    readonly scrapeEvents: Effect.Effect<ReadonlyArray<ScrapedEvent>, ScrapeFault>
    readonly scrapeEventDetails: (key: UfcstatsId) => Effect.Effect<EventPage, ScrapeFault>
  }
>()("@mma-savant/core/collection/EventsScraper") {
  static readonly layer = Layer.effect(
    EventsScraper,
    Effect.map(PageScraper, ({ scrape }) =>
      EventsScraper.of({
        scrapeEvents: Effect.gen(function* () {
          const toCome = yield* scrape({ kind: "upcoming-events" })
          const known = new Set(toCome.map(({ ufcstatsId }) => ufcstatsId))
          // The next event stands on both lists.
          const others = (yield* scrape({ kind: "completed-events" })).filter(
            ({ ufcstatsId }) => !known.has(ufcstatsId)
          )
          return [...toCome, ...others]
        }),
        scrapeEventDetails: (key) => scrape({ kind: "event", key })
      })
    )
  )
}
