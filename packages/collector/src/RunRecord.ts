import { ChangeLog } from "@mma-savant/core/collection/ChangeLog"
import { CollectionLog } from "@mma-savant/core/collection/CollectionLog"
import type { CollectionRun } from "@mma-savant/core/collection/CollectionRun"
import { DeadLetters } from "@mma-savant/core/collection/DeadLetters"
import type { StoreUnavailable } from "@mma-savant/core/StoreUnavailable"
import { Effect, Option, Stream } from "effect"
import type { RunReport } from "./RunReport.ts"

/** How many notes are read at once. */
const pageSize = 1000

/** Given-up pages that a report names; `dead list` has them all. */
const mostLetters = 100

const every = <A>(read: (after: number, limit: number) => Effect.Effect<ReadonlyArray<A>, StoreUnavailable>) =>
  Stream.runCollect(
    Stream.paginate(0, (after: number) =>
      Effect.map(
        read(after, pageSize),
        (found) => [found, found.length < pageSize ? Option.none() : Option.some(after + pageSize)] as const
      )
    )
  )

/** Everything that was noted of a run. */
export const reportOf = Effect.fnUntraced(function* (
  run: CollectionRun
): Effect.fn.Return<RunReport, StoreUnavailable, CollectionLog | ChangeLog | DeadLetters> {
  const log = yield* CollectionLog
  const changes = yield* ChangeLog
  const letters = yield* DeadLetters
  return {
    ...run,
    findings: yield* every((after, limit) => log.findings(run.number, after, limit)),
    changes: yield* every((after, limit) => changes.list(run.number, after, limit)),
    deadLetters: yield* letters.list({ run: run.number }, mostLetters)
  }
})
