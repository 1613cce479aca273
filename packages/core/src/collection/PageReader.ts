import { Context } from "effect"
import type { IsoDate } from "../IsoDate.ts"
import { type Page, type Site, siteOf } from "./Page.ts"
import type { ScrapedEvent, ScrapedFighter } from "./Scraped.ts"
import type { EventPage, FighterPage, FightPage, RankingsPage, ReadPage } from "./ScrapedPage.ts"

/** What a page says, by its kind. */
export interface PageContents {
  readonly "completed-events": ReadonlyArray<ScrapedEvent>
  readonly "upcoming-events": ReadonlyArray<ScrapedEvent>
  readonly rankings: RankingsPage
  readonly fighters: ReadonlyArray<ScrapedFighter>
  readonly event: EventPage
  readonly fight: FightPage
  readonly fighter: FighterPage
}

/** The pages of one site. */
export interface SiteReader {
  readonly address: (page: Page) => string
  readonly read: (page: Page, html: string, today: IsoDate) => ReadPage<PageContents[Page["kind"]]>
}

/** Where pages stand, and what they say: pure, and the same for a page from the site, an archive or a replica. */
export class PageReader extends Context.Service<
  PageReader,
  {
    /** The address of a page at the configured host of its site. */
    readonly address: (page: Page) => string
    /** A page read as one of its kind, as of `today`. It never throws, whatever the text. */
    readonly read: <P extends Page>(page: P, html: string, today: IsoDate) => ReadPage<PageContents[P["kind"]]>
  }
>()("@mma-savant/core/collection/PageReader") {
  static make(sites: Readonly<Record<Site, SiteReader>>) {
    return PageReader.of({
      address: (page) => sites[siteOf(page)].address(page),
      // What a site reads a page as is of the page's kind.
      read: <P extends Page>(page: P, html: string, today: IsoDate) =>
        sites[siteOf(page)].read(page, html, today) as ReadPage<PageContents[P["kind"]]>
    })
  }
}
