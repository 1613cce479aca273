import { Context, DateTime, Duration, Effect, Layer, Option, Result, Schedule } from "effect"
import { IsoDate } from "../IsoDate.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { Transaction } from "../Transaction.ts"
import { ChangeLog } from "./ChangeLog.ts"
import { CollectionLog } from "./CollectionLog.ts"
import type { RunPlan } from "./CollectionRun.ts"
import type { BudgetSpent, RobotsForbid } from "./FetchFault.ts"
import { isFresh } from "./Freshness.ts"
import { type DeathCause, Frontier, type Visit } from "./Frontier.ts"
import { type Page, type PageName, pageName, pageNamed, siteOf } from "./Page.ts"
import { type ArchivedPage, PageArchive } from "./PageArchive.ts"
import type { SourceBlocked } from "./PageFault.ts"
import { PageFetcher } from "./PageFetcher.ts"
import { type PageContents, PageReader } from "./PageReader.ts"
import { type PageRejected, PageStore } from "./PageStore.ts"
import type { EventPage, PageFacts } from "./ScrapedPage.ts"
import { countsOf, noOutcome, type VisitOutcome } from "./VisitOutcome.ts"

/** How often a page is left for later before it is given up, and for how long at first; each time twice as long. */
const mostAttempts = 3
const firstDelay = Duration.minutes(1)

/** Requests are counted where they are limited. */
const unlimited = Effect.succeed(true)

/** A store may turn a transaction away because of others that go on at the same time. */
const storeAgain = Schedule.exponential("20 millis").pipe(Schedule.jittered, Schedule.upTo({ times: 4 }))

/** What ends a run, whoever visits: a blocked site, robots.txt out of reach, requests all sent, a store that is gone. */
export type RunStopped = SourceBlocked | RobotsForbid | BudgetSpent | StoreUnavailable

/** A page's text, and what it took to get it. */
interface Obtained {
  readonly text: Omit<ArchivedPage, "isSettled">
  readonly isHeld: boolean
  readonly requests: number
  readonly notModified: number
}

/** A page cannot be visited to its end in this run. */
class Hopeless {
  readonly _tag = "Hopeless"
  readonly cause: DeathCause
  readonly reason: string
  constructor(cause: DeathCause, reason: string) {
    this.cause = cause
    this.reason = reason
  }
}

/** How much a page has of what never becomes less: the entries of a list, the bouts of a card that were fought. */
const lengthOf = (page: Page, facts: PageContents[Page["kind"]]): number | null => {
  switch (page.kind) {
    case "completed-events":
    case "fighters":
      return (facts as PageContents["fighters" | "completed-events"]).length
    case "event":
      return (facts as EventPage).matches.filter(({ status }) => status === "completed").length
    default:
      return null
  }
}

/**
 * Visits a page: has its text at hand or asks for it, reads it, and in one transaction stores what it says, keeps the text,
 * adds the pages that it leads to, and notes that it was visited. Whatever becomes of a visit is in the frontier.
 */
export class PageVisitor extends Context.Service<
  PageVisitor,
  {
    readonly visit: (visit: Visit, plan: RunPlan) => Effect.Effect<void, RunStopped>
  }
>()("@mma-savant/core/collection/PageVisitor") {
  static readonly layer = Layer.effect(
    PageVisitor,
    Effect.gen(function* () {
      const archive = yield* PageArchive
      const changeLog = yield* ChangeLog
      const fetcher = yield* PageFetcher
      const frontier = yield* Frontier
      const log = yield* CollectionLog
      const pages = yield* PageStore
      const reader = yield* PageReader
      const transaction = yield* Transaction

      /** What is visited again is asked for again: the text at hand was of no use, or is in doubt. */
      const obtain = Effect.fnUntraced(function* ({ attempt, page: name, run }: Visit, plan: RunPlan) {
        const page = pageNamed(name)
        const now = yield* DateTime.now
        const [known] = yield* archive.known([name])
        const isReplay = plan.flow === "replay"
        const isWanted = plan.force || attempt > 1
        if (known !== undefined && (isReplay || (!isWanted && isFresh(page, known, now)))) {
          const held = yield* archive.latest(name)
          if (Option.isSome(held)) return { text: held.value, isHeld: true, requests: 0, notModified: 0 }
        }
        if (isReplay) return yield* Effect.fail(new Hopeless("missing", `${name} was never kept`))
        const url = reader.address(page)
        const marks = { etag: known?.etag ?? null, lastModified: known?.lastModified ?? null }
        const allowance = plan.maxRequests === null ? unlimited : log.spend(run)
        const { requests, text } = yield* fetcher.fetchPage(siteOf(page), { url, ...marks }, allowance).pipe(
          Effect.catchTags({
            PageMissing: ({ message }) => Effect.fail(new Hopeless("missing", message)),
            RobotsForbid: (fault) =>
              Effect.fail(fault.why === "disallowed" ? new Hopeless("forbidden", fault.message) : fault)
          })
        )
        if (text !== null) {
          const { body: html, etag, lastModified } = text
          const fresh = { name, html, etag, lastModified, checkedAt: now }
          return { text: fresh, isHeld: false, requests, notModified: 0 }
        }
        const held = yield* archive.latest(name)
        if (Option.isNone(held)) return yield* Effect.fail(new Hopeless("unanswered", `${url} answers 304 unasked`))
        return { text: { ...held.value, checkedAt: now }, isHeld: false, requests, notModified: 1 }
      })

      const read = Effect.fnUntraced(function* (name: PageName, html: string, today: IsoDate) {
        const found = reader.read(pageNamed(name), html, today)
        if (Result.isSuccess(found)) return found.success
        const fault = found.failure
        if (fault._tag === "PageChanged") return yield* Effect.fail(new Hopeless("changed", fault.message))
        yield* fetcher.block(fault)
        return yield* fault
      })

      /** A list or a card that has become shorter has lost something, or was cut off. */
      const compare = Effect.fnUntraced(function* (page: Page, facts: PageContents[Page["kind"]], today: IsoDate) {
        const length = lengthOf(page, facts)
        if (length === null) return
        const before = yield* archive.latest(pageName(page))
        if (Option.isNone(before)) return
        const known = reader.read(page, before.value.html, today)
        const longer = Result.isSuccess(known) ? (lengthOf(page, known.success.facts) ?? 0) : 0
        if (longer > length) {
          return yield* Effect.fail(new Hopeless("rejected", `it has ${length} entries, and had ${longer}`))
        }
      })

      /**
       * The pages that are to be visited: all events, and of bouts and fighters those that are not new enough. To a fighter
       * whose page was ever visited, the page of an event or a bout leads no more: the lists of fighters do. From a fighter
       * to an event only a full crawl goes on.
       */
      const due = Effect.fnUntraced(function* (parent: Page, children: ReadonlyArray<Page>, plan: RunPlan) {
        if (plan.flow === "replay" || (parent.kind === "fighter" && plan.flow !== "full"))
          return { due: [], upToDate: 0 }
        const names = [...new Set(children.map(pageName))]
        if (plan.force) return { due: names, upToDate: 0 }
        const isListed = parent.kind === "fighters"
        const now = yield* DateTime.now
        const leaves = names.filter((name) => !name.startsWith("event/"))
        const fresh = new Set(
          (yield* archive.known(leaves)).flatMap((known) =>
            (known.name.startsWith("fighter/") && !isListed) || isFresh(pageNamed(known.name), known, now)
              ? [known.name]
              : []
          )
        )
        return { due: names.filter((name) => !fresh.has(name)), upToDate: fresh.size }
      })

      const store = Effect.fnUntraced(function* (
        visit: Visit,
        plan: RunPlan,
        { isHeld, notModified, requests, text }: Obtained,
        { facts, findings }: PageFacts<PageContents[Page["kind"]]>,
        today: IsoDate
      ) {
        const page = pageNamed(visit.page)
        const since = plan.since === null ? null : IsoDate.make(plan.since)
        const {
          changes,
          children,
          findings: more,
          isSettled,
          report
        } = yield* pages.store(page, facts, {
          url: reader.address(page),
          today,
          since
        })
        const next = yield* due(page, children, plan)
        if (!isHeld) yield* archive.keep({ ...text, isSettled })
        const found = [...findings, ...more]
        if (found.length > 0) yield* log.note(visit.run, found)
        if (changes.length > 0) yield* changeLog.record(visit.run, changes)
        const outcome: VisitOutcome = {
          ...noOutcome,
          requests,
          notModified,
          fromArchive: isHeld ? 1 : 0,
          upToDate: next.upToDate,
          storage: report,
          findings: countsOf(found)
        }
        yield* frontier.finish(visit, outcome, next.due)
      })

      const attempt = Effect.fnUntraced(function* (visit: Visit, plan: RunPlan) {
        const today = IsoDate.make(DateTime.formatIsoDateUtc(yield* DateTime.now))
        const obtained = yield* obtain(visit, plan)
        const contents = yield* read(visit.page, obtained.text.html, today)
        const impossible = contents.findings.find(({ rule }) => rule === "impossible")
        if (impossible !== undefined) {
          return yield* Effect.fail<PageRejected>({ _tag: "PageRejected", reason: impossible.what, other: null })
        }
        if (!obtained.isHeld && !plan.allowShrink) yield* compare(pageNamed(visit.page), contents.facts, today)
        yield* transaction
          .run(pages.subjects(pageNamed(visit.page), contents.facts), store(visit, plan, obtained, contents, today))
          .pipe(Effect.retry({ schedule: storeAgain, while: (fault) => fault._tag === "StoreUnavailable" }))
      })

      /** `other` is visited again on the way, halfway through the pause. */
      const later = Effect.fnUntraced(function* (
        visit: Visit,
        cause: DeathCause,
        reason: string,
        other: Page | null = null
      ) {
        if (visit.attempt >= mostAttempts) return yield* frontier.bury(visit, cause, reason)
        const delay = Duration.times(firstDelay, 2 ** (visit.attempt - 1))
        const now = yield* DateTime.now
        yield* frontier.postpone(visit, DateTime.addDuration(now, delay))
        if (other !== null) {
          const half = DateTime.addDuration(now, Duration.times(delay, 0.5))
          yield* frontier.postpone({ ...visit, page: pageName(other) }, half)
        }
      })

      /** A site that is being written to may contradict itself for minutes; kept pages never settle. */
      const reconsider = (visit: Visit, plan: RunPlan, { other, reason }: PageRejected) =>
        plan.flow === "replay" ? frontier.bury(visit, "rejected", reason) : later(visit, "rejected", reason, other)

      /** It waits for whoever resumes the run. */
      const putBack = (visit: Visit) => Effect.flatMap(DateTime.now, (now) => frontier.postpone(visit, now))

      const visit = Effect.fn("PageVisitor.visit")((visit: Visit, plan: RunPlan) =>
        attempt(visit, plan).pipe(
          Effect.catchTags({
            Hopeless: ({ cause, reason }) => frontier.bury(visit, cause, reason),
            PageRejected: (fault) => reconsider(visit, plan, fault),
            RankingsRejected: ({ reason }) => frontier.bury(visit, "rejected", reason),
            PageUnanswered: ({ message }) => later(visit, "unanswered", message)
          }),
          Effect.tapErrorTag("SourceBlocked", () => putBack(visit)),
          Effect.tapErrorTag("RobotsForbid", () => putBack(visit)),
          Effect.tapErrorTag("BudgetSpent", () => putBack(visit)),
          Effect.onInterrupt(() => Effect.ignore(putBack(visit)))
        )
      )

      return PageVisitor.of({ visit })
    })
  )
}
