import { Context, Effect, Layer, Option, Schedule } from "effect"
import { UfcstatsId } from "../Identity.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { CollectionRun, RunNumber, RunPlan, RunStatus } from "./CollectionRun.ts"
import { Crawl, rootsOf } from "./Crawl.ts"
import { CrawlOptions } from "./CrawlOptions.ts"
import { Crew } from "./Crew.ts"
import { isLoopback } from "./FetchPolicy.ts"
import { HostGate } from "./HostGate.ts"
import { type RunOrder, RunRefused } from "./OuterRun.ts"
import { PageReader } from "./PageReader.ts"
import type { RunStopped } from "./PageVisitor.ts"

/** How often a crew looks for runs that others ordered. */
const lookAround = Schedule.spaced("1 second")

/** The steps of a run. Each may be made again when the process that made it died before it could say so. */
export class RunSteps extends Context.Service<
  RunSteps,
  {
    /**
     * Whether it may begin: a live site is told whom it can reach, its breaker is closed, and the store answers. It asks
     * no site for anything: robots.txt is the first request of the drain, and one of those that the run may send.
     */
    readonly preflight: (plan: RunPlan) => Effect.Effect<void, RunRefused | StoreUnavailable>
    /** The run, begun or underway again. */
    readonly discover: (order: RunOrder) => Effect.Effect<RunNumber, StoreUnavailable>
    /** Ends when no page of it is left, whoever visits them, or with what stopped it. */
    readonly drain: (run: RunNumber) => Effect.Effect<RunStopped | null>
    /** How it ended, by what was given up, and by what a page said that cannot be. */
    readonly verify: (run: RunNumber, stopped: RunStopped | null) => Effect.Effect<RunStatus, StoreUnavailable>
    /** Writes that down, with the sum of all that was stored and found. */
    readonly report: (run: RunNumber, status: RunStatus) => Effect.Effect<CollectionRun, StoreUnavailable>
    /** Visits pages of every run that was ordered in any process, as long as it is underway. */
    readonly help: Effect.Effect<never>
  }
>()("@mma-savant/core/collection/RunSteps") {
  static readonly layer = Layer.effect(
    RunSteps,
    Effect.gen(function* () {
      const crawl = yield* Crawl
      const crew = yield* Crew
      const gate = yield* HostGate
      const reader = yield* PageReader
      const { contact } = yield* CrawlOptions

      /** The hosts of a flow's pages. */
      const hostsOf = ({ flow, subject }: RunPlan): ReadonlySet<string> => {
        const key = subject === null ? null : UfcstatsId.make(subject)
        return new Set(rootsOf(flow, key).map((page) => new URL(reader.address(page)).host))
      }

      const preflight = Effect.fn("RunSteps.preflight")(function* (plan: RunPlan) {
        const hosts = hostsOf(plan)
        const live = [...hosts].find((host) => !isLoopback(host))
        if (live !== undefined && contact === null) {
          return yield* new RunRefused({
            why: "no-contact",
            message: `Set COLLECTOR_CONTACT to an address or a page by which ${live} can reach you: no crawl of it begins without.`
          })
        }
        const block = (yield* gate.blocks).find(({ host }) => hosts.has(host))
        if (block !== undefined) {
          return yield* new RunRefused({
            why: "blocked",
            message: `${block.host} kept programs out ("${block.sign}"): nobody asks it again before: collect breaker reset.`
          })
        }
      })

      const discover = Effect.fn("RunSteps.discover")(function* ({ name, plan, resumes, roots }: RunOrder) {
        if (resumes === null) return (yield* crawl.begin(plan, roots, name)).number
        return (yield* crawl.settle(resumes, "running")).number
      })

      const help = crew
        .help(({ plan }) => Effect.map(Effect.option(preflight(plan)), Option.isSome))
        .pipe(Effect.ignore, Effect.repeat(lookAround), Effect.andThen(Effect.never))

      return RunSteps.of({ preflight, discover, drain: crew.drain, verify: crawl.judge, report: crawl.settle, help })
    })
  )
}
