import { Context, Effect, Layer, Stream } from "effect"
import type { RankingsRejected } from "../ranking/Ranking.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { CollectionLog } from "./CollectionLog.ts"
import type { CollectionRun } from "./CollectionRun.ts"
import { DataStore, type Stored, storedNothing } from "./DataStore.ts"
import { FightSource, type SourceUnreadable } from "./FightSource.ts"
import type { Scraped } from "./Scraped.ts"
import { countsOf, noOutcome, together } from "./VisitOutcome.ts"

/** How far an import has come. */
export interface ImportProgress {
  readonly storedMatches: number
  readonly expectedMatches: number
}

const wholeSource = {
  flow: "import",
  subject: null,
  since: null,
  force: false,
  allowShrink: false,
  maxRequests: null
} as const

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

      const storeBatch = (batch: Scraped): Effect.Effect<Stored, RankingsRejected | StoreUnavailable> => {
        switch (batch._tag) {
          case "Fighters":
            return store.storeFighters(batch.fighters)
          case "Events":
            return store.storeEvents(batch.events)
          case "Matches":
            return store.storeMatches(batch.matches)
          case "Rankings":
            return store.storeRankings(batch.rankings)
          case "Findings":
            return Effect.succeed({ ...storedNothing, findings: batch.findings })
        }
      }

      const run = Effect.fn("ImportFlow.run")(function* (
        onProgress: (progress: ImportProgress) => Effect.Effect<void>
      ) {
        const source = yield* FightSource
        const { number } = yield* log.begin({ ...wholeSource, source: source.name })
        let outcome = noOutcome
        let storedMatches = 0
        yield* Stream.runForEach(source.scraped, (batch) =>
          Effect.gen(function* () {
            const { findings, report } = yield* storeBatch(batch)
            if (findings.length > 0) yield* log.note(number, findings)
            outcome = together(outcome, { ...noOutcome, storage: report, findings: countsOf(findings) })
            if (batch._tag === "Matches") storedMatches += batch.matches.length
            yield* onProgress({ storedMatches, expectedMatches: source.expected })
          })
        ).pipe(Effect.onError(() => Effect.ignore(log.settle(number, "interrupted", outcome))))
        return yield* log.settle(number, "completed", outcome)
      })

      return ImportFlow.of({ run })
    })
  )
}
