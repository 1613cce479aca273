import { assert, it } from "@effect/vitest"
import { DateTime, Effect, type Layer } from "effect"
import { CollectionLog, type CollectionRun } from "../src/collection/CollectionLog.ts"
import { FindingRule } from "../src/collection/Finding.ts"
import { emptyReport, withCounts } from "../src/collection/StorageReport.ts"
import { freshWord } from "./Facts.ts"

// Later than any run of another suite, so that these are the newest in a store that holds others.
const at = (second: number) => DateTime.makeUnsafe(Date.UTC(2900, 0, 1, 0, 0, second, 123))

const run = (second: number, known: Partial<CollectionRun> = {}): CollectionRun => ({
  source: freshWord(),
  startedAt: at(second),
  finishedAt: at(second + 1),
  report: emptyReport,
  findings: [],
  ...known
})

/** The laws of {@link CollectionLog}. */
export const suite = (adapter: string, layer: Layer.Layer<CollectionLog, unknown>) =>
  it.layer(layer, { timeout: "60 seconds", excludeTestServices: true })(`CollectionLog / ${adapter}`, (it) => {
    it.effect("a run comes back as it was recorded, with its findings in their order", () =>
      Effect.gen(function* () {
        const log = yield* CollectionLog
        const counts = { inserted: 3, updated: 2, unchanged: 1, fields: { nickname: 2, reach: 1 } }
        const findings = [...FindingRule.literals, ...FindingRule.literals].map((rule, index) => ({
          rule,
          where: `file.csv:${index}`,
          what: `"odd" \\ value ${index} 한글`
        }))
        const recorded = run(0, { report: withCounts(emptyReport, "fighters", counts), findings })
        yield* log.record(recorded)
        assert.deepStrictEqual(yield* log.runs(1), [recorded])
      })
    )

    it.effect("the newest come first, as many as asked for", () =>
      Effect.gen(function* () {
        const log = yield* CollectionLog
        const [older, newer, newest] = [
          run(10),
          run(20, { findings: [{ rule: "impossible", where: "x", what: "y" }] }),
          run(30)
        ]
        yield* log.record(newer)
        yield* log.record(newest)
        yield* log.record(older)
        assert.deepStrictEqual(yield* log.runs(3), [newest, newer, older])
        assert.deepStrictEqual(yield* log.runs(2), [newest, newer])
      })
    )

    it.effect("no run is lost of thousands of findings", () =>
      Effect.gen(function* () {
        const log = yield* CollectionLog
        const findings = Array.from({ length: 5000 }, (_, index) => ({
          rule: "malformed-cell" as const,
          where: `line ${index}`,
          what: "odd"
        }))
        const recorded = run(40, { findings })
        yield* log.record(recorded)
        assert.deepStrictEqual(yield* log.runs(1), [recorded])
      })
    )
  })
