import { Array, Context, Duration, Effect, Exit, Fiber, FiberMap, Layer, Option, Schedule, Semaphore } from "effect"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { CollectionLog } from "./CollectionLog.ts"
import type { CollectionRun, RunNumber } from "./CollectionRun.ts"
import { CrawlOptions } from "./CrawlOptions.ts"
import type { BudgetSpent } from "./FetchFault.ts"
import { Frontier } from "./Frontier.ts"
import { PageVisitor, type RunStopped } from "./PageVisitor.ts"

/** How long an idle worker waits at most before it looks for pages that others found. */
const beat = Duration.millis(500)

/** Runs whose pages one process visits at the same time: each takes a session of the store for itself. */
const mostRuns = 4

/** A store that is gone for longer than some half a minute ends the run. */
export const untilStoreIsBack = Schedule.exponential("200 millis").pipe(Schedule.jittered, Schedule.upTo({ times: 8 }))

/**
 * The workers of this process. Any number of processes visit the pages of a run together; in each there is one crew, and
 * whoever wants a run done joins in what it does already.
 */
export class Crew extends Context.Service<
  Crew,
  {
    /**
     * Visits what is left of a run, as many pages at a time as `CrawlOptions` says, until nothing is: null, or the fault
     * for which this process had to stop. Whoever waits may leave, and the crew goes on.
     */
    readonly drain: (run: RunNumber) => Effect.Effect<RunStopped | null>
    /** Visits no more pages of a run, and gives back those in hand: whoever waits for its end is told null. */
    readonly leave: (run: RunNumber) => Effect.Effect<void>
    /** Leaves the runs that are no longer underway, and visits pages of those that somebody ordered, if it may. */
    readonly help: (may: (run: CollectionRun) => Effect.Effect<boolean>) => Effect.Effect<void, StoreUnavailable>
  }
>()("@mma-savant/core/collection/Crew") {
  static readonly layer = Layer.effect(
    Crew,
    Effect.gen(function* () {
      const frontier = yield* Frontier
      const log = yield* CollectionLog
      const visitor = yield* PageVisitor
      const { workers } = yield* CrawlOptions
      const runs = yield* FiberMap.make<RunNumber, RunStopped | null, never>()
      const places = yield* Semaphore.make(mostRuns)

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
      const visitAll = (run: CollectionRun) =>
        Effect.scoped(
          Effect.flatMap(frontier.enlist, (worker) =>
            Effect.all(
              Array.makeBy(workers, () => work(run, worker)),
              { concurrency: "unbounded" }
            )
          )
        ).pipe(
          Effect.retry({ schedule: untilStoreIsBack, while: ({ _tag }) => _tag === "StoreUnavailable" }),
          Effect.map((ends): RunStopped | null => ends.find((end) => end !== null) ?? null)
        )

      const begin = (number: RunNumber) =>
        log.find(number).pipe(
          Effect.flatMap(
            Option.match({ onNone: () => Effect.die(new Error(`there is no run ${number}`)), onSome: visitAll })
          ),
          places.withPermits(1),
          Effect.catch((fault) => Effect.succeed<RunStopped | null>(fault)),
          FiberMap.run(runs, number)
        )

      const drain = Effect.fn("Crew.drain")(function* (number: RunNumber) {
        const fiber = FiberMap.getUnsafe(runs, number)
        const exit = yield* Fiber.await(Option.isSome(fiber) ? fiber.value : yield* begin(number))
        return Exit.isFailure(exit) && Exit.hasInterrupts(exit) ? null : yield* exit
      })

      const leave = (number: RunNumber) => FiberMap.remove(runs, number)

      const help = Effect.fn("Crew.help")(function* (may: (run: CollectionRun) => Effect.Effect<boolean>) {
        for (const [number] of [...runs]) {
          const run = yield* log.find(number)
          if (Option.isSome(run) && run.value.status !== "running") yield* leave(number)
        }
        for (const { run: number } of yield* log.underway) {
          const run = yield* log.find(number)
          if (Option.isNone(run) || run.value.status !== "running" || !(yield* may(run.value))) continue
          if (!FiberMap.hasUnsafe(runs, number)) yield* begin(number)
        }
      })

      return Crew.of({ drain, leave, help })
    })
  )
}
