import { Context, Effect } from "effect"
import type { RunNumber, RunPlan } from "./CollectionRun.ts"
import type { FrontierCounts } from "./Frontier.ts"

/** How far a run is, for whoever watches. */
export type OnProgress = (run: RunNumber, counts: FrontierCounts) => Effect.Effect<void>

/** How crawls are done. */
export interface CrawlOptions {
  readonly scope: Pick<RunPlan, "since" | "force" | "allowShrink" | "maxRequests">
  /** Pages that this process visits at a time, 1 to 64. */
  readonly workers: number
  /** An address or a page by which a live site can reach whoever crawls it. */
  readonly contact: string | null
  readonly onProgress: OnProgress
}

export const CrawlOptions = Context.Reference<CrawlOptions>("@mma-savant/core/collection/CrawlOptions", {
  defaultValue: () => ({
    scope: { since: null, force: false, allowShrink: false, maxRequests: null },
    workers: 4,
    contact: null,
    onProgress: () => Effect.void
  })
})
