import { Context, DateTime, Effect, Layer, Stream } from "effect"
import type { RankingsRejected } from "../ranking/Ranking.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { CollectionLog, type CollectionRun } from "./CollectionLog.ts"
import { DataStore, type StoredInPart } from "./DataStore.ts"
import { FightSource, type SourceUnreadable } from "./FightSource.ts"
import type { Finding } from "./Finding.ts"
import type { Scraped } from "./Scraped.ts"
import { emptyReport, type StorageReport, type StoredTable, withCounts } from "./StorageReport.ts"

/** How far an import has come. */
export interface ImportProgress {
  readonly storedMatches: number
  readonly expectedMatches: number
  readonly report: StorageReport
}

const sum = (a: StorageReport, b: StorageReport): StorageReport =>
  (Object.keys(b) as Array<StoredTable>).reduce((total, table) => withCounts(total, table, b[table]), a)

const whole = (report: StorageReport): StoredInPart => ({ report, findings: [] })

/** Loads everything a {@link FightSource} holds, batch by batch, and records the run. */
export class ImportFlow extends Context.Service<
  ImportFlow,
  {
    /** Interrupted or failed, what was stored stays; running it again continues. */
    readonly run: (
      onProgress: (progress: ImportProgress) => Effect.Effect<void>
    ) => Effect.Effect<CollectionRun, SourceUnreadable | RankingsRejected | StoreUnavailable, FightSource>
  }
>()("@mma-savant/core/collection/ImportFlow") {
  static readonly layer = Layer.effect(
    ImportFlow,
    Effect.gen(function* () {
      const store = yield* DataStore
      const log = yield* CollectionLog

      const storeBatch = (batch: Scraped): Effect.Effect<StoredInPart, RankingsRejected | StoreUnavailable> => {
        switch (batch._tag) {
          case "Fighters":
            return Effect.map(store.storeFighters(batch.fighters), whole)
          case "Events":
            return Effect.map(store.storeEvents(batch.events), whole)
          case "Matches":
            return Effect.map(store.storeMatches(batch.matches), whole)
          case "Rankings":
            return store.storeRankings(batch.rankings)
          case "Findings":
            return Effect.succeed({ report: emptyReport, findings: batch.findings })
        }
      }

      const run = Effect.fn("ImportFlow.run")(function* (
        onProgress: (progress: ImportProgress) => Effect.Effect<void>
      ) {
        const source = yield* FightSource
        const startedAt = yield* DateTime.now
        const findings: Array<Finding> = []
        let progress: ImportProgress = { storedMatches: 0, expectedMatches: source.expected, report: emptyReport }
        yield* Stream.runForEach(source.scraped, (batch) =>
          Effect.gen(function* () {
            const stored = yield* storeBatch(batch)
            // One by one: there may be more than a call takes arguments.
            for (const finding of stored.findings) findings.push(finding)
            progress = {
              ...progress,
              storedMatches: progress.storedMatches + (batch._tag === "Matches" ? batch.matches.length : 0),
              report: sum(progress.report, stored.report)
            }
            yield* onProgress(progress)
          })
        )
        const finished: CollectionRun = {
          source: source.name,
          startedAt,
          finishedAt: yield* DateTime.now,
          report: progress.report,
          findings
        }
        yield* log.record(finished)
        return finished
      })

      return ImportFlow.of({ run })
    })
  )
}
