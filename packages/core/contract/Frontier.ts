import { assert, it } from "@effect/vitest"
import { DateTime, Effect, Exit, type Layer, Option, Scope } from "effect"
import { CollectionLog } from "../src/collection/CollectionLog.ts"
import { DeadLetters } from "../src/collection/DeadLetters.ts"
import { Frontier, type Visit } from "../src/collection/Frontier.ts"
import { type PageName, pageName } from "../src/collection/Page.ts"
import { emptyReport, withCounts } from "../src/collection/StorageReport.ts"
import { noOutcome, together } from "../src/collection/VisitOutcome.ts"
import { freshKey } from "./Facts.ts"

const event = (): PageName => pageName({ kind: "event", key: freshKey() })
const fight = (): PageName => pageName({ kind: "fight", key: freshKey() })
const fighter = (): PageName => pageName({ kind: "fighter", key: freshKey() })

const newRun = CollectionLog.use((log) =>
  Effect.map(
    log.begin({
      flow: "full",
      source: "test",
      subject: null,
      since: null,
      force: false,
      allowShrink: false,
      maxRequests: null
    }),
    ({ number }) => number
  )
)

const ago = DateTime.makeUnsafe("2020-01-01T00:00:00Z")
const later = DateTime.makeUnsafe("2999-01-01T00:00:00Z")

const takeAll = Effect.fnUntraced(function* (run: Visit["run"], worker: number) {
  const frontier = yield* Frontier
  const visits: Array<Visit> = []
  for (;;) {
    const next = yield* frontier.take(run, worker as never)
    if (Option.isNone(next)) return visits
    visits.push(next.value)
  }
})

/** The laws of {@link Frontier} and of {@link DeadLetters}, which are what it gave up. */
export const suite = (adapter: string, layer: Layer.Layer<Frontier | DeadLetters | CollectionLog, unknown>) =>
  it.layer(layer, { timeout: "60 seconds", excludeTestServices: true })(`Frontier / ${adapter}`, (it) => {
    it.effect("what leads to other pages is taken first, and a page is given once in a run", () =>
      Effect.gen(function* () {
        const frontier = yield* Frontier
        const worker = yield* frontier.enlist
        const [run, other] = [yield* newRun, yield* newRun]
        const pages = [
          pageName({ kind: "rankings" }),
          fighter(),
          fight(),
          event(),
          pageName({ kind: "fighters", letter: "a" })
        ]
        const completed = pageName({ kind: "completed-events" })
        assert.strictEqual(yield* frontier.add(run, pages), 5)
        assert.strictEqual(yield* frontier.add(run, [...pages, completed]), 1)
        assert.strictEqual(yield* frontier.add(other, pages), 5)
        const visits = yield* takeAll(run, worker)
        assert.deepStrictEqual(
          visits.map(({ page }) => page),
          [completed, ...pages.toReversed()]
        )
        assert.isTrue(visits.every(({ attempt }) => attempt === 1))
        assert.deepStrictEqual(yield* frontier.counts(run), {
          waiting: 0,
          taken: 6,
          done: 0,
          dead: 0,
          changed: 0,
          nextDue: null
        })
      }).pipe(Effect.scoped)
    )

    it.effect("of many that take at once each gets pages of its own", () =>
      Effect.gen(function* () {
        const frontier = yield* Frontier
        const run = yield* newRun
        const pages = Array.from({ length: 100 }, fight)
        yield* frontier.add(run, pages)
        const workers = yield* Effect.all(Array.from({ length: 4 }, () => frontier.enlist))
        const taken = yield* Effect.forEach(workers, (worker) => takeAll(run, worker), { concurrency: "unbounded" })
        assert.deepStrictEqual(
          taken
            .flat()
            .map(({ page }) => page)
            .sort(),
          pages.sort()
        )
      }).pipe(Effect.scoped)
    )

    it.effect("what a worker has is its own while it lives, and free when it is no more", () =>
      Effect.gen(function* () {
        const frontier = yield* Frontier
        const run = yield* newRun
        const page = event()
        yield* frontier.add(run, [page])
        const scope = yield* Scope.make()
        const doomed = yield* Scope.provide(frontier.enlist, scope)
        const other = yield* frontier.enlist
        assert.isTrue(Option.isSome(yield* frontier.take(run, doomed)))
        assert.deepStrictEqual(yield* frontier.take(run, other), Option.none())
        yield* Scope.close(scope, Exit.void)
        assert.deepStrictEqual(yield* frontier.take(run, other), Option.some({ run, page, attempt: 2 }))
      }).pipe(Effect.scoped)
    )

    it.effect("what is finished is over, and its outcomes are summed", () =>
      Effect.gen(function* () {
        const frontier = yield* Frontier
        const worker = yield* frontier.enlist
        const run = yield* newRun
        yield* frontier.add(run, [event(), event(), event()])
        const [one, two] = yield* takeAll(run, worker)
        const counts = { inserted: 2, updated: 1, unchanged: 0, fields: { name: 1 } }
        const outcome = {
          requests: 3,
          notModified: 1,
          fromArchive: 0,
          upToDate: 4,
          storage: withCounts(emptyReport, "events", counts),
          findings: { duplicate: 2 }
        }
        yield* frontier.finish(one!, outcome, [])
        yield* frontier.finish(two!, outcome, [])
        yield* frontier.finish(two!, outcome, [])
        assert.deepStrictEqual(yield* frontier.outcome(run), together(outcome, outcome))
        assert.deepStrictEqual(yield* frontier.outcome(yield* newRun), noOutcome)
        const { done, taken } = yield* frontier.counts(run)
        assert.deepStrictEqual([done, taken], [2, 1])
        assert.strictEqual(yield* frontier.add(run, [one!.page]), 0)
      }).pipe(Effect.scoped)
    )

    it.effect("what a finished visit leads to is visited, unless the run has had it", () =>
      Effect.gen(function* () {
        const frontier = yield* Frontier
        const worker = yield* frontier.enlist
        const run = yield* newRun
        const pages = [fight(), fighter()]
        yield* frontier.add(run, [event()])
        const [visit] = yield* takeAll(run, worker)
        yield* frontier.finish(visit!, noOutcome, [...pages, visit!.page])
        const led = yield* takeAll(run, worker)
        assert.deepStrictEqual(
          led.map(({ page }) => page),
          pages
        )
        assert.strictEqual((yield* frontier.counts(run)).done, 1)
      }).pipe(Effect.scoped)
    )

    it.effect("what is postponed is due at its time and no sooner", () =>
      Effect.gen(function* () {
        const frontier = yield* Frontier
        const worker = yield* frontier.enlist
        const run = yield* newRun
        yield* frontier.add(run, [event()])
        const [visit] = yield* takeAll(run, worker)
        yield* frontier.postpone(visit!, later)
        assert.deepStrictEqual(yield* frontier.take(run, worker), Option.none())
        const counts = yield* frontier.counts(run)
        assert.strictEqual(counts.waiting, 1)
        assert.isAbove(counts.nextDue ?? 0, 1000)
        yield* frontier.postpone(visit!, ago)
        assert.deepStrictEqual(yield* frontier.take(run, worker), Option.some({ ...visit!, attempt: 2 }))
      }).pipe(Effect.scoped)
    )

    it.effect("what is given up is listed with its reason, may be replayed in its run, and may be purged", () =>
      Effect.gen(function* () {
        const [frontier, letters] = [yield* Frontier, yield* DeadLetters]
        const worker = yield* frontier.enlist
        const [run, other] = [yield* newRun, yield* newRun]
        yield* frontier.add(run, [event(), event(), event()])
        yield* frontier.add(other, [event()])
        const visits = yield* takeAll(run, worker)
        for (const [at, visit] of visits.entries()) {
          yield* frontier.bury(visit, at === 0 ? "changed" : "missing", `no ${visit.page} \0`)
        }
        const [foreign] = yield* takeAll(other, worker)
        yield* frontier.bury(foreign!, "unanswered", "no")
        const counts = yield* frontier.counts(run)
        assert.deepStrictEqual([counts.dead, counts.changed], [3, 1])
        const dead = yield* letters.list({ run }, 100)
        assert.deepStrictEqual(dead.map(({ page }) => page).sort(), visits.map(({ page }) => page).sort())
        assert.isTrue(dead.every(({ attempts, page, reason }) => attempts === 1 && reason.startsWith(`no ${page}`)))
        assert.strictEqual((yield* letters.list({ run }, 2)).length, 2)
        const { page } = visits[0]!
        assert.deepStrictEqual(
          (yield* letters.replay({ run, page })).map((letter) => letter.page),
          [page]
        )
        assert.deepStrictEqual(yield* frontier.take(run, worker), Option.some({ run, page, attempt: 1 }))
        assert.strictEqual(yield* letters.purge({ run }), 2)
        assert.deepStrictEqual(yield* letters.list({ run }, 100), [])
        assert.strictEqual((yield* letters.list({ run: other }, 100)).length, 1)
      }).pipe(Effect.scoped)
    )
  })
