import { Context, Effect, Layer } from "effect"
import type { UserId } from "../Identity.ts"
import { IsoDate, today } from "../IsoDate.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { UsageLedger } from "./UsageLedger.ts"
import { mostUsageDays, type UsageBy, UsagePeriodInvalid, type UsageReport } from "./UsageReport.ts"

const dayLength = 86_400_000

const daysFrom = (from: IsoDate, to: IsoDate): number => (Date.parse(to) - Date.parse(from)) / dayLength + 1

/** What the language models were used for, and what it cost. What {@link metered} measured is what is told. */
export class UsageMeter extends Context.Service<
  UsageMeter,
  {
    /**
     * The calls of a user, or of everybody, between two days in UTC, both included: by default up to today, from the
     * first of that month on.
     */
    readonly generateUsageReport: (asked: {
      readonly userId: UserId | null
      readonly from?: IsoDate
      readonly to?: IsoDate
      readonly by: UsageBy
    }) => Effect.Effect<UsageReport, UsagePeriodInvalid | StoreUnavailable>
  }
>()("@mma-savant/core/llm/UsageMeter") {
  static readonly layer = Layer.effect(
    UsageMeter,
    Effect.map(UsageLedger, (ledger) =>
      UsageMeter.of({
        generateUsageReport: Effect.fn("UsageMeter.generateUsageReport")(function* ({ by, userId, ...asked }) {
          const to = asked.to ?? (yield* today)
          const from = asked.from ?? IsoDate.make(`${to.slice(0, 8)}01`)
          const days = daysFrom(from, to)
          if (days < 1) {
            const [field, message] =
              asked.to === undefined ? (["from", "not after today"] as const) : (["to", "not before from"] as const)
            return yield* new UsagePeriodInvalid({ field, message })
          }
          if (days > mostUsageDays) {
            return yield* new UsagePeriodInvalid({ field: "from", message: `at most ${mostUsageDays} days in all` })
          }
          return { from, to, by, rows: yield* ledger.report({ userId, from, to, by }) }
        })
      })
    )
  )
}
