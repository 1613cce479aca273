import { CollectionLog } from "@mma-savant/core/collection/CollectionLog"
import type { CollectionRun, Flow, RunNumber, RunPlan } from "@mma-savant/core/collection/CollectionRun"
import { Crawl, type CrawlReport, rootsOf } from "@mma-savant/core/collection/Crawl"
import type { CrawlOptions } from "@mma-savant/core/collection/CrawlOptions"
import { FetchPolicy, isLoopback, standardPolicy } from "@mma-savant/core/collection/FetchPolicy"
import { HostGate } from "@mma-savant/core/collection/HostGate"
import type { Page } from "@mma-savant/core/collection/Page"
import { rehearsal } from "@mma-savant/core/collection/Rehearsal"
import type { UfcstatsId } from "@mma-savant/core/Identity"
import { Console, Effect, Layer, Option } from "effect"
import type { Adapters } from "../Adapters.ts"
import { type SiteSettings, siteSettings } from "../Config.ts"
import { crawling } from "../Crawling.ts"
import { Halted } from "../Halted.ts"
import { type Reporting, reporter } from "../Output.ts"
import * as Progress from "../Progress.ts"
import { reportOf } from "../RunRecord.ts"

/** How a crawl is asked for on the command line. */
export interface CrawlRequest extends Reporting {
  readonly scope: CrawlOptions["scope"]
  readonly workers: number
  /** Writes nothing, and tells what it would have written. */
  readonly dryRun: boolean
}

/** A crawl that may be resumed, at a glance. */
const resumeHint = (number: RunNumber) => `Resume it with: collect resume ${number}`

/** The hosts of a flow's pages. */
const hostsOf = (flow: Flow, { rankingsUrl, statsUrl }: SiteSettings): ReadonlyArray<string> => {
  const [stats, rankings] = [new URL(statsUrl).host, new URL(rankingsUrl).host]
  return flow === "full" ? [stats, rankings] : flow === "rankings" ? [rankings] : flow === "replay" ? [] : [stats]
}

/** What the end of a run means for whoever started it. */
const verdict = ({ counts, run, stopped }: CrawlReport): Halted | null => {
  const hint = resumeHint(run.number)
  switch (run.status) {
    case "blocked":
      return new Halted({
        message: `${stopped?.message ?? "The site keeps programs out"}. Nobody asks it again before: collect breaker reset. ${hint}`,
        exitCode: 3
      })
    case "page-changed":
      return new Halted({
        message: `${counts.changed} pages are not what they were, and nothing of them is stored: collect dead list. ${hint}`,
        exitCode: 4
      })
    case "partial":
      return new Halted({ message: `${counts.dead} pages were given up: collect dead list. ${hint}`, exitCode: 5 })
    case "interrupted":
      return stopped?._tag === "BudgetSpent"
        ? new Halted({ message: `All requests are spent. ${hint}`, exitCode: 130 })
        : new Halted({
            message: `${stopped?._tag === "RobotsForbid" ? stopped.message : "The database stopped answering, and what was stored stays"}. ${hint}`,
            exitCode: 5
          })
    case "completed":
    case "running":
      return null
  }
}

/** The commands that crawl. */
export const make = (adapters: Adapters) => {
  const stores = (dryRun: boolean) =>
    dryRun ? rehearsal.pipe(Layer.provideMerge(Layer.merge(adapters.store, adapters.scratchLog))) : adapters.store

  /** A live site is told whom it can reach; the breaker of its host must be closed. */
  const ready = Effect.fnUntraced(function* (flow: Flow, sites: SiteSettings) {
    const hosts = hostsOf(flow, sites)
    const live = hosts.find((host) => !isLoopback(host))
    if (live !== undefined && Option.isNone(sites.contact)) {
      return yield* new Halted({
        message: `Set COLLECTOR_CONTACT to an address or a page by which ${live} can reach you: no crawl of it begins without.`,
        exitCode: 2
      })
    }
    const blocks = yield* HostGate.use(({ blocks }) => blocks)
    const block = blocks.find(({ host }) => hosts.includes(host))
    if (block !== undefined) {
      return yield* new Halted({
        message: `${block.host} kept programs out ("${block.sign}"): nobody asks it again before: collect breaker reset.`,
        exitCode: 3
      })
    }
  })

  const crawl = Effect.fn("Collect.crawl")(function* (
    flow: Flow,
    request: Omit<CrawlRequest, "scope">,
    begin: Effect.Effect<CollectionRun, unknown, Crawl | CollectionLog>
  ) {
    const tell = yield* reporter(request)
    const sites = yield* Effect.orDie(siteSettings)
    const onProgress = yield* Progress.ofCrawl(process.stderr)
    const work = Effect.gen(function* () {
      yield* ready(flow, sites)
      const crawls = yield* Crawl
      const run = yield* begin
      const report = yield* crawls
        .run(run, request.workers, onProgress)
        .pipe(Effect.onInterrupt(() => Console.error(`\nInterrupted. ${resumeHint(run.number)}`)))
      yield* tell(yield* reportOf(report.run))
      const halted = verdict(report)
      if (halted !== null) return yield* halted
    })
    const services = crawling.pipe(
      Layer.provideMerge(stores(request.dryRun)),
      Layer.provide(adapters.sites(sites)),
      Layer.provide(Layer.succeed(FetchPolicy, { ...standardPolicy, interval: sites.interval }))
    )
    yield* Effect.provide(work, services).pipe(Effect.mapError((error) => Halted.of(error as Halted)))
  })

  const planOf = (flow: Flow, subject: UfcstatsId | null, { scope }: CrawlRequest): RunPlan => ({
    flow,
    source: flow === "rankings" ? "ufc.com" : "ufcstats.com",
    subject,
    ...scope
  })

  /** A flow from its beginning. */
  const start = (flow: Flow, subject: UfcstatsId | null, request: CrawlRequest, roots?: ReadonlyArray<Page>) =>
    crawl(
      flow,
      request,
      Crawl.use((crawls) => crawls.begin(planOf(flow, subject, request), roots ?? rootsOf(flow, subject)))
    )

  /** What is left of a run, as it was asked for. */
  const resume = Effect.fn("Collect.resume")(function* (
    number: RunNumber,
    request: Omit<CrawlRequest, "scope" | "dryRun">
  ) {
    const found = yield* CollectionLog.use((log) => log.find(number)).pipe(
      Effect.provide(adapters.store),
      Effect.mapError(Halted.of)
    )
    if (Option.isNone(found)) return yield* new Halted({ message: `There is no run ${number}.`, exitCode: 2 })
    const run = found.value
    if (run.plan.flow === "import") {
      return yield* new Halted({ message: `Run ${number} is an import: run it again to continue.`, exitCode: 2 })
    }
    yield* crawl(
      run.plan.flow,
      { ...request, dryRun: false },
      CollectionLog.use((log) => log.settle(number, "running", run.outcome))
    )
  })

  return { start, resume }
}
