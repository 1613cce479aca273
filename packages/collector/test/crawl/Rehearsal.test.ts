import { assert, describe, it } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import * as MemoryCrawlLog from "@mma-savant/adapters/memory/MemoryCrawlLog"
import { ChangeLog } from "@mma-savant/core/collection/ChangeLog"
import { CrawlOptions } from "@mma-savant/core/collection/CrawlOptions"
import { PageArchive } from "@mma-savant/core/collection/PageArchive"
import { rehearsal } from "@mma-savant/core/collection/Rehearsal"
import type { Scraped } from "@mma-savant/core/collection/Scraped"
import { UFCStatsFlow } from "@mma-savant/core/collection/UFCStatsFlow"
import { StatsReader } from "@mma-savant/core/stats/StatsReader"
import { Effect, Layer } from "effect"
import { crawling } from "../../src/Crawling.ts"
import { dump, eventOf, oneNight, sampleFacts, site, wayTo } from "./Sites.ts"

const forced = (workers: number) =>
  Layer.succeed(CrawlOptions, {
    scope: { since: null, force: true, allowShrink: false, maxRequests: null },
    workers,
    contact: null,
    onProgress: () => Effect.void
  })

const update = UFCStatsFlow.use((flow) => flow.updateEventData)

/** What a crawl says that it did. */
const diff = Effect.gen(function* () {
  const { run } = yield* update
  const changes = yield* (yield* ChangeLog).list(run.number, 0, 1000)
  return {
    status: run.status,
    storage: run.outcome.storage,
    findings: run.outcome.findings,
    changes: changes.map((one) => JSON.stringify(one)).sort()
  }
})

const altered = (facts: ReadonlyArray<Scraped>): ReadonlyArray<Scraped> => {
  const { bouts } = eventOf(facts)
  return facts.map((batch) =>
    batch._tag === "Matches"
      ? {
          ...batch,
          matches: batch.matches.map((match) =>
            match.ufcstatsId === bouts[0] ? { ...match, referee: "Another Referee", resultTime: 11 } : match
          )
        }
      : batch
  )
}

describe("a dry run", () => {
  it.live("tells what a run would do, to an empty store and to one that knows the night, and writes nothing", () =>
    Effect.gen(function* () {
      const facts = oneNight(yield* sampleFacts)
      const real = Memory.layer
      yield* Effect.gen(function* () {
        for (const shown of [facts, altered(facts)]) {
          const { url } = yield* site(shown)
          const way = Layer.merge(wayTo(url), forced(1))
          const before = [
            yield* (yield* StatsReader).version,
            yield* dump,
            (yield* (yield* PageArchive).list(null, 1000)).length
          ]
          const rehearsed = yield* diff.pipe(
            Effect.provide(
              crawling.pipe(Layer.provideMerge(rehearsal), Layer.provideMerge(MemoryCrawlLog.layer), Layer.provide(way))
            )
          )
          assert.deepStrictEqual(
            [yield* (yield* StatsReader).version, yield* dump, (yield* (yield* PageArchive).list(null, 1000)).length],
            before
          )
          const done = yield* diff.pipe(Effect.provide(crawling.pipe(Layer.provide(way))))
          assert.deepStrictEqual(rehearsed, done)
          assert.strictEqual(done.status, "completed")
        }
      }).pipe(Effect.provide(real))
    }).pipe(Effect.scoped)
  )

  it.live("finds nobody to be new twice, however many pages it visits at a time", () =>
    Effect.gen(function* () {
      const facts = yield* sampleFacts
      const { url } = yield* site(facts)
      const { storage } = yield* diff.pipe(
        Effect.provide(
          crawling.pipe(
            Layer.provideMerge(rehearsal),
            Layer.provideMerge(MemoryCrawlLog.layer),
            Layer.provide(Layer.merge(wayTo(url), forced(32))),
            Layer.provide(Memory.layer)
          )
        )
      )
      const bouts = facts.flatMap((batch) => (batch._tag === "Matches" ? batch.matches : []))
      const all = new Set(bouts.flatMap(({ corners }) => corners.flatMap(({ fighterKey }) => fighterKey ?? [])))
      assert.strictEqual(storage.fighters.inserted, all.size)
    }).pipe(Effect.scoped)
  )
})
