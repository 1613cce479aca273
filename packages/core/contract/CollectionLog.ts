import { assert, it } from "@effect/vitest"
import { Effect, type Layer, Option } from "effect"
import { CollectionLog } from "../src/collection/CollectionLog.ts"
import { RunNumber, type RunPlan, type RunStatus } from "../src/collection/CollectionRun.ts"
import { type Finding, FindingRule } from "../src/collection/Finding.ts"
import { emptyReport, withCounts } from "../src/collection/StorageReport.ts"
import { noOutcome } from "../src/collection/VisitOutcome.ts"
import { freshWord } from "./Facts.ts"

const plan = (known: Partial<RunPlan> = {}): RunPlan => ({
  flow: "import",
  source: freshWord(),
  subject: null,
  since: null,
  force: false,
  allowShrink: false,
  maxRequests: null,
  ...known
})

const finding = (at: number): Finding => ({
  rule: FindingRule.literals[at % FindingRule.literals.length]!,
  where: `file.csv:${at}`,
  what: `"odd" \\ value ${at} 한글`
})

const outcome = {
  requests: 7,
  notModified: 2,
  fromArchive: 3,
  upToDate: 4,
  storage: withCounts(emptyReport, "fighters", { inserted: 3, updated: 2, unchanged: 1, fields: { reach: 1 } }),
  findings: { duplicate: 4 }
}

/** The laws of {@link CollectionLog}. */
export const suite = (adapter: string, layer: Layer.Layer<CollectionLog, unknown>) =>
  it.layer(layer, { timeout: "60 seconds", excludeTestServices: true })(`CollectionLog / ${adapter}`, (it) => {
    it.effect("a run is underway from its beginning, as it was planned", () =>
      Effect.gen(function* () {
        const log = yield* CollectionLog
        const asked = plan({
          flow: "event",
          subject: "00000000000000aa",
          since: "2026-01-02",
          force: true,
          maxRequests: 9
        })
        const run = yield* log.begin(asked)
        assert.deepStrictEqual([run.plan, run.status, run.finishedAt, run.outcome], [asked, "running", null, noOutcome])
        assert.deepStrictEqual(yield* log.find(run.number), Option.some(run))
        assert.deepStrictEqual(yield* log.find(RunNumber.make(2_000_000_000)), Option.none())
      })
    )

    it.effect("in the name of an order one run is begun, however often, and it is underway until it is settled", () =>
      Effect.gen(function* () {
        const log = yield* CollectionLog
        const [name, other] = [freshWord(), freshWord()]
        const mine = Effect.map(log.underway, (orders) =>
          orders.filter(({ order }) => order === name || order === other)
        )
        const { number } = yield* log.begin(plan(), name)
        assert.strictEqual((yield* log.begin(plan(), name)).number, number)
        const second = yield* log.begin(plan(), other)
        yield* log.begin(plan())
        assert.deepStrictEqual(yield* mine, [
          { run: number, order: name },
          { run: second.number, order: other }
        ])
        const settled = yield* log.settle(number, "interrupted", outcome)
        assert.deepStrictEqual(yield* log.begin(plan(), name), settled)
        assert.deepStrictEqual(yield* mine, [{ run: second.number, order: other }])
        yield* log.settle(number, "running", outcome)
        assert.strictEqual((yield* mine).length, 2)
      })
    )

    it.effect("it ends as it was settled, and may be underway again", () =>
      Effect.gen(function* () {
        const log = yield* CollectionLog
        const { number } = yield* log.begin(plan())
        const ends: ReadonlyArray<RunStatus> = [
          "blocked",
          "running",
          "page-changed",
          "interrupted",
          "partial",
          "completed"
        ]
        for (const status of ends) {
          const run = yield* log.settle(number, status, outcome)
          assert.deepStrictEqual([run.status, run.outcome], [status, outcome])
          assert.strictEqual(run.finishedAt === null, status === "running")
          assert.deepStrictEqual(yield* log.find(number), Option.some(run))
        }
      })
    )

    it.effect("the runs that began last come first, as many as asked for", () =>
      Effect.gen(function* () {
        const log = yield* CollectionLog
        const first = yield* log.begin(plan())
        const second = yield* log.begin(plan())
        const third = yield* log.begin(plan())
        yield* log.settle(first.number, "completed", outcome)
        const numbers = (limit: number) => Effect.map(log.runs(limit), (runs) => runs.map(({ number }) => number))
        assert.deepStrictEqual(yield* numbers(3), [third.number, second.number, first.number])
        assert.deepStrictEqual(yield* numbers(1), [third.number])
      })
    )

    it.effect("of many that ask at once as many may send a request as the plan says", () =>
      Effect.gen(function* () {
        const log = yield* CollectionLog
        const [bounded, free] = [yield* log.begin(plan({ maxRequests: 3 })), yield* log.begin(plan())]
        const asked = Effect.fnUntraced(function* (number: RunNumber) {
          const answers = yield* Effect.all(
            Array.from({ length: 10 }, () => log.spend(number)),
            { concurrency: "unbounded" }
          )
          return answers.filter((may) => may).length
        })
        assert.deepStrictEqual([yield* asked(bounded.number), yield* asked(free.number)], [3, 10])
      })
    )

    it.effect("findings come back in the order noted, thousands too, and each run has its own", () =>
      Effect.gen(function* () {
        const log = yield* CollectionLog
        const [one, other] = [yield* log.begin(plan()), yield* log.begin(plan())]
        const found = Array.from({ length: 5000 }, (_, at) => finding(at))
        yield* log.note(one.number, found.slice(0, 3))
        yield* log.note(other.number, [finding(9000)])
        yield* log.note(one.number, found.slice(3))
        assert.deepStrictEqual(yield* log.findings(one.number, 0, 1000), found.slice(0, 1000))
        assert.deepStrictEqual(yield* log.findings(one.number, 4990, 1000), found.slice(4990))
        assert.deepStrictEqual(yield* log.findings(other.number, 0, 10), [finding(9000)])
      })
    )
  })
