import type { SiteReader } from "@mma-savant/core/collection/PageReader"
import { readRankings } from "./Rankings.ts"

/** The one page of ufc.com that is read, at its address or at that of a copy. */
export const reader = (rankingsUrl: string): SiteReader => ({
  address: () => rankingsUrl,
  read: (_, html) => readRankings(html, rankingsUrl)
})
