import { Transaction } from "@mma-savant/core/Transaction"
import { Effect, Layer, Semaphore } from "effect"
import { KeyedTable, refill } from "./KeyedTable.ts"
import { MemoryTables } from "./MemoryTables.ts"
import { MemoryVisits } from "./MemoryVisits.ts"

/** What brings the tables back to where they stand now. */
const mark = (tables: object): (() => void) => {
  const marks = Object.values(tables).flatMap((table: unknown) => {
    if (table instanceof KeyedTable) return [table.mark()]
    if (!(table instanceof Map)) return []
    const entries = new Map(table)
    return [() => refill(table, entries)]
  })
  return () => marks.forEach((back) => void back())
}

/** One at a time; what is written outside of any meanwhile goes with one that fails. */
export const layer = Layer.effect(
  Transaction,
  Effect.gen(function* () {
    const facts = yield* MemoryTables
    const visits = yield* MemoryVisits
    const turn = yield* Semaphore.make(1)
    return Transaction.of({
      run: (_, effect) =>
        turn.withPermits(1)(
          Effect.suspend(() => {
            const [factsBack, visitsBack, version] = [mark(facts), mark(visits), facts.version]
            return Effect.onError(effect, () =>
              Effect.sync(() => {
                factsBack()
                visitsBack()
                facts.version = version
              })
            )
          })
        )
    })
  })
)
