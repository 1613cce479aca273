import type { Change } from "@mma-savant/core/collection/ChangeLog"
import type { RunNumber } from "@mma-savant/core/collection/CollectionRun"
import type { DeathCause, WorkerId } from "@mma-savant/core/collection/Frontier"
import type { PageName } from "@mma-savant/core/collection/Page"
import type { ArchivedPage } from "@mma-savant/core/collection/PageArchive"
import type { VisitOutcome } from "@mma-savant/core/collection/VisitOutcome"
import { Context, type DateTime, Layer } from "effect"

/** A page of a run, in the state that its last change left. */
export interface StoredVisit {
  readonly run: RunNumber
  readonly page: PageName
  readonly state: "waiting" | "taken" | "done" | "dead"
  readonly attempts: number
  readonly dueAt: number
  readonly worker: WorkerId | null
  readonly cause: DeathCause | null
  readonly reason: string
  readonly outcome: VisitOutcome | null
  readonly changedAt: DateTime.Utc
}

/** What a crawl keeps besides facts, which the memory adapters of its ports share. */
export class MemoryVisits extends Context.Service<
  MemoryVisits,
  {
    /** By run and page, in the order added. */
    readonly visits: Map<string, StoredVisit>
    readonly living: Set<WorkerId>
    readonly pages: Map<PageName, ArchivedPage>
    /** The texts that a page had, by page and text, with the time at which it last had them. */
    readonly versions: Map<string, DateTime.Utc>
    readonly changes: Map<RunNumber, ReadonlyArray<Change>>
  }
>()("@mma-savant/adapters/memory/MemoryVisits") {
  static readonly layer = Layer.sync(MemoryVisits, () =>
    MemoryVisits.of({
      visits: new Map(),
      living: new Set(),
      pages: new Map(),
      versions: new Map(),
      changes: new Map()
    })
  )
}
