import { CollectionLog } from "@mma-savant/core/collection/CollectionLog"
import type { Flow, RunNumber } from "@mma-savant/core/collection/CollectionRun"
import { Crawl, planOf, rootsOf } from "@mma-savant/core/collection/Crawl"
import { CrawlOptions } from "@mma-savant/core/collection/CrawlOptions"
import { Crew } from "@mma-savant/core/collection/Crew"
import { FetchPolicy, standardPolicy } from "@mma-savant/core/collection/FetchPolicy"
import { OuterRun, type RunOrder, Timetable } from "@mma-savant/core/collection/OuterRun"
import { type Page, pageName } from "@mma-savant/core/collection/Page"
import { rehearsal } from "@mma-savant/core/collection/Rehearsal"
import { RunSteps } from "@mma-savant/core/collection/RunSteps"
import type { UfcstatsId } from "@mma-savant/core/Identity"
import { Console, type Cron, DateTime, Effect, Fiber, Layer, Option, Schedule } from "effect"
import type { Adapters, Unusable } from "../Adapters.ts"
import { settings, siteSettings } from "../Config.ts"
import { crawling } from "../Crawling.ts"
import { Halted } from "../Halted.ts"
import { type Reporting, reporter } from "../Output.ts"
import * as Progress from "../Progress.ts"
import { reportOf } from "../RunRecord.ts"
import { resumeHint, verdict } from "../Verdict.ts"

/** How a crawl is asked for on the command line. */
export interface CrawlRequest extends Reporting {
  readonly scope: CrawlOptions["scope"]
  readonly workers: number
  /** Writes nothing, and tells what it would have written. */
  readonly dryRun: boolean
}

type Manner = Omit<CrawlRequest, "scope">

/** The run of an order, as soon as it has begun. */
const runOf = Effect.fnUntraced(function* ({ name, resumes }: RunOrder) {
  if (resumes !== null) return Option.some(resumes)
  const underway = yield* CollectionLog.use((log) => log.underway)
  return Option.fromUndefinedOr(underway.find(({ order }) => order === name)?.run)
})

/** Shows how far the run of an order is. */
const watch = Effect.fnUntraced(function* (order: RunOrder) {
  const begun = yield* Effect.repeat(runOf(order), { until: Option.isSome, schedule: Schedule.spaced("250 millis") })
  if (Option.isNone(begun)) return yield* Effect.never
  return yield* Crawl.use((crawls) => crawls.watch(begun.value))
})

/** A person has had enough: of the run, or of having a hand in one that others go on with. */
const giveUp = Effect.fnUntraced(
  function* (order: RunOrder, isJoined: boolean) {
    yield* OuterRun.use((outer) => outer.withdraw(order))
    const begun = yield* runOf(order)
    if (Option.isNone(begun)) return yield* Console.error("\nInterrupted.")
    yield* Crew.use((crew) => crew.leave(begun.value))
    if (!isJoined) yield* Crawl.use((crawls) => crawls.settle(begun.value, "interrupted"))
    yield* Console.error(`\nInterrupted. ${resumeHint(begun.value)}`)
  },
  Effect.catchTag("StoreUnavailable", () => Console.error("\nInterrupted."))
)

/** Has an order carried out, by this process or another, and tells what came of it. */
const carryOut = Effect.fn("Collect.carryOut")(function* (
  order: RunOrder,
  tell: Effect.Success<ReturnType<typeof reporter>>
) {
  const watching = yield* Effect.forkChild(watch(order))
  const { run, stopped } = yield* OuterRun.use((outer) => outer.carryOut(order)).pipe(
    Effect.raceFirst(Fiber.join(watching)),
    Effect.ensuring(Fiber.interrupt(watching))
  )
  const report = yield* Crawl.use((crawls) => crawls.reportOf(run, stopped))
  yield* tell(yield* reportOf(report.run))
  const halted = verdict(report)
  if (halted !== null) return yield* halted
})

/** The commands that crawl. */
export const make = (adapters: Adapters) => {
  /** What a crawl takes, besides its outer run. */
  const services = Effect.fnUntraced(function* ({ dryRun, workers }: Manner, scope: CrawlOptions["scope"]) {
    const sites = yield* siteSettings
    const onProgress = yield* Progress.ofCrawl(process.stderr)
    const store = dryRun
      ? rehearsal.pipe(Layer.provideMerge(Layer.merge(adapters.store, adapters.scratchLog)))
      : adapters.store
    const contact = Option.getOrNull(sites.contact)
    return crawling.pipe(
      Layer.provideMerge(store),
      Layer.provide(adapters.sites(sites)),
      Layer.provide(Layer.succeed(FetchPolicy, { ...standardPolicy, interval: sites.interval })),
      Layer.provide(Layer.succeed(CrawlOptions, { scope, workers, contact, onProgress }))
    )
  }, Effect.orDie)

  /** With a server the outer run is that of all collectors, null without. `schedules` is the flow whose times are kept. */
  const outerRun = (dryRun: boolean, schedules: Flow | null) =>
    Effect.map(Effect.orDie(settings), ({ databaseUrl, takeover }) =>
      Option.isSome(databaseUrl) && !dryRun ? adapters.together({ takeover, schedules }) : null
    )

  const crawl = Effect.fn("Collect.crawl")(function* (order: RunOrder, request: Manner, isJoined: boolean) {
    const tell = yield* reporter(request)
    const together = yield* outerRun(request.dryRun, null)
    const outer: Layer.Layer<OuterRun, Unusable, RunSteps> = together ?? adapters.alone
    const work = Effect.gen(function* () {
      const { help, preflight } = yield* RunSteps
      // The others are joined by those alone who may crawl: they would lead runs of others as well.
      yield* preflight(order.plan)
      if (together !== null) yield* Effect.forkChild(help)
      yield* carryOut(order, tell).pipe(
        Effect.onInterrupt(() => giveUp(order, isJoined)),
        Effect.provide(outer)
      )
    })
    yield* Effect.provide(work, yield* services(request, order.plan)).pipe(
      Effect.mapError((error) => Halted.of(error as Halted))
    )
  })

  const ordered = (name: string, flow: Flow, subject: UfcstatsId | null, scope: CrawlOptions["scope"]): RunOrder => ({
    name,
    plan: planOf(flow, subject, scope),
    roots: rootsOf(flow, subject).map(pageName),
    resumes: null
  })

  /** A flow from its beginning. */
  const start = (flow: Flow, subject: UfcstatsId | null, request: CrawlRequest, roots?: ReadonlyArray<Page>) => {
    const order = ordered(crypto.randomUUID(), flow, subject, request.scope)
    return crawl(roots === undefined ? order : { ...order, roots: roots.map(pageName) }, request, false)
  }

  /** What is left of a run, as it was asked for. */
  const resume = Effect.fn("Collect.resume")(function* (number: RunNumber, request: Omit<Manner, "dryRun">) {
    const found = yield* CollectionLog.use((log) => log.find(number)).pipe(
      Effect.provide(adapters.store),
      Effect.mapError(Halted.of)
    )
    if (Option.isNone(found)) return yield* new Halted({ message: `There is no run ${number}.`, exitCode: 2 })
    const { plan, status } = found.value
    if (plan.flow === "import") {
      return yield* new Halted({ message: `Run ${number} is an import: run it again to continue.`, exitCode: 2 })
    }
    const order = { name: crypto.randomUUID(), plan, roots: [], resumes: number }
    yield* crawl(order, { ...request, dryRun: false }, status === "running")
  })

  /**
   * A flow at its times, again and again. A run that fails is reported, and the next one comes at its time. With a server,
   * one of the processes that keep them has it begun, all visit its pages, and it goes on when that one ends.
   */
  const keep = Effect.fn("Collect.keep")(function* (
    flow: Flow,
    times: Cron.Cron,
    request: CrawlRequest,
    afterwards: Effect.Effect<void>
  ) {
    const reported = <E extends { readonly message: string }, R>(run: Effect.Effect<void, E, R>) =>
      run.pipe(
        Effect.catch(({ message }) => Console.error(message)),
        Effect.andThen(afterwards)
      )
    const together = yield* outerRun(request.dryRun, flow)
    if (together === null) {
      return yield* Effect.schedule(reported(start(flow, null, request)), Schedule.cron(times))
    }
    const tell = yield* reporter(request)
    const work = Effect.gen(function* () {
      const { help, preflight } = yield* RunSteps
      yield* preflight(planOf(flow, null, request.scope)).pipe(
        Effect.catchIf(
          (error) => error._tag === "RunRefused" && error.why === "blocked",
          ({ message }) => Console.error(message)
        )
      )
      yield* Effect.forkChild(help)
      return yield* Effect.gen(function* () {
        const fire = (at: DateTime.Utc) => {
          const order = ordered(`${flow} at ${DateTime.formatIso(at)}`, flow, null, request.scope)
          return reported(Effect.mapError(carryOut(order, tell), (error) => Halted.of(error as Halted)))
        }
        const context = yield* Effect.context<Effect.Services<ReturnType<typeof fire>>>()
        const { keep } = yield* Timetable
        return yield* keep(times, (at) => Effect.provideContext(fire(at), context))
      }).pipe(Effect.provide(together))
    })
    return yield* Effect.provide(work, yield* services(request, request.scope)).pipe(
      Effect.mapError((error) => Halted.of(error as Halted))
    )
  })

  return { start, resume, keep }
}
