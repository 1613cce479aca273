import { assert, it } from "@effect/vitest"
import * as SnapshotSource from "@mma-savant/adapters/dataset/SnapshotSource"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { today } from "@mma-savant/core/IsoDate"
import { MatchRepository } from "@mma-savant/core/match/MatchRepository"
import { StoreUnavailable } from "@mma-savant/core/StoreUnavailable"
import { StatsReader } from "@mma-savant/core/stats/StatsReader"
import { Effect, Exit, Fiber, Layer, Logger } from "effect"
import { TestClock } from "effect/testing"
import { loadSample } from "../src/program/Sample.ts"

/** A store that takes no bouts so many times, and the lines that were logged. */
const refusing = (times: number) => {
  const lines: Array<string> = []
  let attempts = 0
  const matches = Layer.effect(
    MatchRepository,
    Effect.map(MatchRepository, (matches) =>
      MatchRepository.of({
        ...matches,
        saveAll: (facts) =>
          Effect.suspend(() =>
            ++attempts > times
              ? matches.saveAll(facts)
              : Effect.fail(new StoreUnavailable({ store: "postgres", cause: new Error("deadlock detected") }))
          )
      })
    )
  )
  const layer = Layer.mergeAll(
    matches.pipe(Layer.provideMerge(Memory.layer)),
    SnapshotSource.layerSample,
    Logger.layer([Logger.map(Logger.formatJson, (line) => void lines.push(line))])
  )
  const warnings = () => lines.filter((line) => line.includes('"WARN"') && line.includes("deadlock detected")).length
  return { layer, warnings, attempts: () => attempts }
}

const exit = Effect.gen(function* () {
  const loading = yield* Effect.forkChild(Effect.exit(loadSample))
  yield* TestClock.adjust("10 seconds")
  return yield* Fiber.join(loading)
})

it.effect("the sample is loaded to its end by whoever was turned away, and the log says why", () => {
  const { layer, warnings } = refusing(3)
  return Effect.gen(function* () {
    assert.isTrue(Exit.isSuccess(yield* exit))
    assert.strictEqual(warnings(), 3)
    const { events, fighters } = yield* Effect.flatMap(today, (yield* StatsReader).status)
    assert.isAbove(events, 10)
    assert.isAbove(fighters, 100)
  }).pipe(Effect.provide(layer))
})

it.effect("a store that takes no sample at all is not tried for ever", () => {
  const { attempts, layer, warnings } = refusing(Number.POSITIVE_INFINITY)
  return Effect.gen(function* () {
    assert.isTrue(Exit.isFailure(yield* exit))
    assert.deepStrictEqual([attempts(), warnings()], [6, 6])
  }).pipe(Effect.provide(layer))
})
