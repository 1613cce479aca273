import { Context, Effect, Layer, Result } from "effect"
import { today } from "../IsoDate.ts"
import { PageUnanswered } from "./FetchFault.ts"
import { type Page, siteOf } from "./Page.ts"
import type { PageChanged } from "./PageFault.ts"
import { type FetchFault, PageFetcher } from "./PageFetcher.ts"
import { type PageContents, PageReader } from "./PageReader.ts"

export type ScrapeFault = FetchFault | PageChanged

/** What a page of a site says now, without storing anything. */
export class PageScraper extends Context.Service<
  PageScraper,
  {
    readonly scrape: <P extends Page>(page: P) => Effect.Effect<PageContents[P["kind"]], ScrapeFault>
  }
>()("@mma-savant/core/collection/PageScraper") {
  static readonly layer = Layer.effect(
    PageScraper,
    Effect.gen(function* () {
      const fetcher = yield* PageFetcher
      const reader = yield* PageReader
      const scrape = Effect.fn("PageScraper.scrape")(function* <P extends Page>(page: P) {
        const url = reader.address(page)
        const { text } = yield* fetcher.fetchPage(
          siteOf(page),
          { url, etag: null, lastModified: null },
          Effect.succeed(true)
        )
        if (text === null) return yield* new PageUnanswered({ url, reason: "it answers 304 unasked", status: 304 })
        const read = reader.read(page, text.body, yield* today)
        if (Result.isSuccess(read)) return read.success.facts
        if (read.failure._tag === "SourceBlocked") yield* fetcher.block(read.failure)
        return yield* read.failure
      })
      return PageScraper.of({ scrape })
    })
  )
}
