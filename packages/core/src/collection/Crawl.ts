import { Context, Duration, Effect, Fiber, Layer, Option, Schedule } from "effect"
import type { UfcstatsId } from "../Identity.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { CollectionLog } from "./CollectionLog.ts"
import type { CollectionRun, Flow, RunNumber, RunPlan, RunStatus } from "./CollectionRun.ts"
import { CrawlOptions } from "./CrawlOptions.ts"
import { Crew, untilStoreIsBack } from "./Crew.ts"
import { Frontier, type FrontierCounts } from "./Frontier.ts"
import { fighterLists, type Page, type PageName, pageName } from "./Page.ts"
import type { RunStopped } from "./PageVisitor.ts"

/** How a run ended, and the fault that stopped it early, if one did. */
export interface CrawlReport {
  readonly run: CollectionRun
  readonly counts: FrontierCounts
  readonly stopped: RunStopped | null
}

/** How often progress is told. */
const beat = Duration.millis(500)

const eventLists: ReadonlyArray<Page> = [{ kind: "completed-events" }, { kind: "upcoming-events" }]

/** Where a flow begins. */
export const rootsOf = (flow: Flow, subject: UfcstatsId | null): ReadonlyArray<Page> => {
  switch (flow) {
    case "full":
      return [...eventLists, ...fighterLists, { kind: "rankings" }]
    case "events":
      return eventLists
    case "fighters":
      return fighterLists
    case "rankings":
      return [{ kind: "rankings" }]
    case "event":
    case "fighter":
      return subject === null ? [] : [{ kind: flow, key: subject }]
    case "import":
    case "replay":
      return []
  }
}

/** What a flow sets out to do, in the scope that is wanted. */
export const planOf = (flow: Flow, subject: UfcstatsId | null, scope: CrawlOptions["scope"]): RunPlan => ({
  flow,
  source: flow === "rankings" ? "ufc.com" : "ufcstats.com",
  subject,
  ...scope
})

const statusOf = (stopped: RunStopped | null, { changed, dead }: FrontierCounts): RunStatus => {
  switch (stopped?._tag) {
    case "SourceBlocked":
      return "blocked"
    case "RobotsForbid":
    case "StoreUnavailable":
    case "BudgetSpent":
      return "interrupted"
    case undefined:
      return changed > 0 ? "page-changed" : dead > 0 ? "partial" : "completed"
  }
}

/** Runs from their first page to their report. */
export class Crawl extends Context.Service<
  Crawl,
  {
    /** Begins a run at the pages given. One that was begun in the name of an order before is the same, and goes on. */
    readonly begin: (
      plan: RunPlan,
      roots: ReadonlyArray<PageName>,
      order?: string
    ) => Effect.Effect<CollectionRun, StoreUnavailable>
    /** What came of a run: what it was given up for, or stopped by, weighs more than all that went well. */
    readonly judge: (run: RunNumber, stopped: RunStopped | null) => Effect.Effect<RunStatus, StoreUnavailable>
    /** Writes down how a run ended, and the sum of what its pages gave. */
    readonly settle: (run: RunNumber, status: RunStatus) => Effect.Effect<CollectionRun, StoreUnavailable>
    /** Tells by `CrawlOptions` how far a run is, again and again. */
    readonly watch: (run: RunNumber) => Effect.Effect<never, StoreUnavailable>
    /** How a run stands at its end. It is told by `CrawlOptions` as well, for the last time. */
    readonly reportOf: (run: RunNumber, stopped: RunStopped | null) => Effect.Effect<CrawlReport, StoreUnavailable>
    /** A flow from its first page to its report, in this process. Interrupted, the run is so, too, and may be resumed. */
    readonly start: (flow: Flow, subject: UfcstatsId | null) => Effect.Effect<CrawlReport, StoreUnavailable>
  }
>()("@mma-savant/core/collection/Crawl") {
  static readonly layer = Layer.effect(
    Crawl,
    Effect.gen(function* () {
      const crew = yield* Crew
      const frontier = yield* Frontier
      const log = yield* CollectionLog
      const { onProgress, scope } = yield* CrawlOptions

      const begin = Effect.fn("Crawl.begin")(function* (plan: RunPlan, roots: ReadonlyArray<PageName>, order?: string) {
        const run = yield* log.begin(plan, order)
        yield* frontier.add(run.number, roots)
        return run
      })

      const judge = Effect.fn("Crawl.judge")(function* (number: RunNumber, stopped: RunStopped | null) {
        const run = yield* log.find(number)
        // Somebody who waited for it as well, or a person who had enough, was first.
        if (Option.isSome(run) && run.value.status !== "running") return run.value.status
        return statusOf(stopped, yield* frontier.counts(number))
      })

      const settle = Effect.fn("Crawl.settle")(function* (number: RunNumber, status: RunStatus) {
        return yield* log.settle(number, status, yield* frontier.outcome(number))
      })

      const tell = (number: RunNumber) =>
        Effect.flatMap(frontier.counts(number), (counts) => Effect.as(onProgress(number, counts), counts))

      const watch = (number: RunNumber) =>
        Effect.repeat(Effect.retry(tell(number), untilStoreIsBack), Schedule.spaced(beat)).pipe(
          Effect.andThen(Effect.never)
        )

      const reportOf = Effect.fn("Crawl.reportOf")(function* (number: RunNumber, stopped: RunStopped | null) {
        const counts = yield* tell(number)
        const run = yield* Effect.map(log.find(number), Option.getOrThrow)
        return { run, counts, stopped }
      })

      const start = Effect.fn("Crawl.start")(function* (flow: Flow, subject: UfcstatsId | null) {
        const { number } = yield* begin(planOf(flow, subject, scope), rootsOf(flow, subject).map(pageName))
        const telling = yield* Effect.forkChild(Effect.ignore(watch(number)))
        const stopped = yield* crew.drain(number).pipe(
          Effect.onInterrupt(() => Effect.ignore(Effect.andThen(crew.leave(number), settle(number, "interrupted")))),
          Effect.ensuring(Fiber.interrupt(telling))
        )
        yield* settle(number, yield* judge(number, stopped))
        return yield* reportOf(number, stopped)
      })

      return Crawl.of({ begin, judge, settle, watch, reportOf, start })
    })
  )
}
