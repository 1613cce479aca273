import { Context, Duration, Effect, Fiber, Layer, Option, Schedule } from "effect"
import type { UfcstatsId } from "../Identity.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { CollectionLog } from "./CollectionLog.ts"
import type { CollectionRun, Flow, RunNumber, RunPlan, RunStatus } from "./CollectionRun.ts"
import type { OnProgress } from "./CrawlOptions.ts"
import type { BudgetSpent } from "./FetchFault.ts"
import { Frontier, type FrontierCounts } from "./Frontier.ts"
import { fighterLists, type Page, pageName } from "./Page.ts"
import { PageVisitor, type RunStopped } from "./PageVisitor.ts"

/** How a run ended, and the fault that stopped it early, if one did. */
export interface CrawlReport {
  readonly run: CollectionRun
  readonly counts: FrontierCounts
  readonly stopped: RunStopped | null
}

/** How often progress is told, and how often an idle worker looks for pages that others found. */
const beat = Duration.millis(500)

/** A store that is gone for longer than some half a minute ends the run. */
const untilStoreIsBack = Schedule.exponential("200 millis").pipe(Schedule.jittered, Schedule.upTo({ times: 8 }))

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

/** Visits the pages of a run until none is left, as one of any number of processes that do. */
export class Crawl extends Context.Service<
  Crawl,
  {
    /** Begins a run at the pages given. */
    readonly begin: (plan: RunPlan, roots: ReadonlyArray<Page>) => Effect.Effect<CollectionRun, StoreUnavailable>
    /**
     * Visits what is left of a run, `workers` pages at a time, and says how the run ended. Interrupted, the run is so, too,
     * and may be crawled on.
     */
    readonly run: (
      run: CollectionRun,
      workers: number,
      onProgress: OnProgress
    ) => Effect.Effect<CrawlReport, StoreUnavailable>
  }
>()("@mma-savant/core/collection/Crawl") {
  static readonly layer = Layer.effect(
    Crawl,
    Effect.gen(function* () {
      const frontier = yield* Frontier
      const log = yield* CollectionLog
      const visitor = yield* PageVisitor

      /** One worker's share: pages until none waits and nobody has one that may lead to more. */
      const work = Effect.fnUntraced(function* (
        { number, plan }: CollectionRun,
        worker: Parameters<Frontier["Service"]["take"]>[1]
      ) {
        for (;;) {
          const next = yield* frontier.take(number, worker)
          if (Option.isSome(next)) {
            // The others may still finish what they have sent for.
            const spent = yield* visitor.visit(next.value, plan).pipe(
              Effect.as<BudgetSpent | null>(null),
              Effect.catchTag("BudgetSpent", (fault) => Effect.succeed(fault))
            )
            if (spent !== null) return spent
            continue
          }
          const { nextDue, taken, waiting } = yield* frontier.counts(number)
          if (waiting + taken === 0) return null
          yield* Effect.sleep(Duration.min(beat, Duration.millis(nextDue === null || nextDue === 0 ? 50 : nextDue)))
        }
      })

      /** The first that has to stop stops all of them at once, those that wait for their turn as well. */
      const drain = (run: CollectionRun, workers: number) =>
        Effect.scoped(
          Effect.flatMap(frontier.enlist, (worker) =>
            Effect.all(
              Array.from({ length: workers }, () => work(run, worker)),
              { concurrency: "unbounded" }
            )
          )
        ).pipe(Effect.retry({ schedule: untilStoreIsBack, while: ({ _tag }) => _tag === "StoreUnavailable" }))

      const settle = Effect.fnUntraced(function* (number: RunNumber, status: (counts: FrontierCounts) => RunStatus) {
        const counts = yield* frontier.counts(number)
        return { counts, run: yield* log.settle(number, status(counts), yield* frontier.outcome(number)) }
      })

      const begin = Effect.fn("Crawl.begin")(function* (plan: RunPlan, roots: ReadonlyArray<Page>) {
        const run = yield* log.begin(plan)
        yield* frontier.add(run.number, roots.map(pageName))
        return run
      })

      const run = Effect.fn("Crawl.run")(function* (asked: CollectionRun, workers: number, onProgress: OnProgress) {
        const { number } = asked
        const tell = Effect.flatMap(frontier.counts(number), (counts) => onProgress(number, counts))
        const telling = yield* Effect.forkChild(Effect.repeat(Effect.ignore(tell), Schedule.spaced(beat)))
        const stopped = yield* drain(asked, workers).pipe(
          Effect.map((ends): RunStopped | null => ends.find((end) => end !== null) ?? null),
          Effect.catch((fault) => Effect.succeed<RunStopped | null>(fault)),
          Effect.onInterrupt(() => Effect.ignore(settle(number, () => "interrupted"))),
          Effect.ensuring(Fiber.interrupt(telling))
        )
        const settled = yield* settle(number, (counts) => statusOf(stopped, counts))
        yield* onProgress(number, settled.counts)
        return { ...settled, stopped }
      })

      return Crawl.of({ begin, run })
    })
  )
}
