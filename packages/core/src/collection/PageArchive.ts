import { Context, type DateTime, type Effect, type Option } from "effect"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { PageName } from "./Page.ts"

/** What is known of a page besides its text. */
export interface KnownPage {
  readonly name: PageName
  readonly etag: string | null
  readonly lastModified: string | null
  /** When the site last gave this text, or said that it still holds. */
  readonly checkedAt: DateTime.Utc
  /** Nothing more is expected of it: it is asked for again only on demand. */
  readonly isSettled: boolean
}

export interface ArchivedPage extends KnownPage {
  readonly html: string
}

/** What a page's text is known by: style and script have another version each time that a site gives the same page. */
export const comparable = (html: string): string => html.replace(/\.(css|js)\?ver=[\w.-]+/g, ".$1")

/** Raw pages as they came, each text once. Laws: `contract/PageArchive.ts`. */
export class PageArchive extends Context.Service<
  PageArchive,
  {
    /** Keeps a page's present text beside the earlier ones. Of one that is `comparable` only the marks and the time move. */
    readonly keep: (page: ArchivedPage) => Effect.Effect<void, StoreUnavailable>
    /** Those that are at hand, in no particular order; at most 1,000 at once. One query, which reads no text. */
    readonly known: (names: ReadonlyArray<PageName>) => Effect.Effect<ReadonlyArray<KnownPage>, StoreUnavailable>
    readonly latest: (name: PageName) => Effect.Effect<Option.Option<ArchivedPage>, StoreUnavailable>
    /** Every page by name, without its text, from after a position; `limit` is 1 to 1,000. */
    readonly list: (after: PageName | null, limit: number) => Effect.Effect<ReadonlyArray<KnownPage>, StoreUnavailable>
    /** Drops texts that are not the latest of their page and were last seen before; tells how many. */
    readonly prune: (before: DateTime.Utc) => Effect.Effect<number, StoreUnavailable>
  }
>()("@mma-savant/core/collection/PageArchive") {}
