import { assert, it } from "@effect/vitest"
import { Effect, Fiber, Layer, Schema } from "effect"
import { CircuitBreaker } from "effect/persistence"
import { TestClock } from "effect/testing"
import { guarded } from "../../src/llm/Breakers.ts"
import { punctual } from "../../src/llm/Deadlines.ts"
import { fallback } from "../../src/llm/Fallback.ts"
import { pooled } from "../../src/llm/KeyPool.ts"
import { persistent } from "../../src/llm/Retries.ts"
import { heard, type Play, scripted } from "./ScriptedSpeaker.ts"

/** 2 s until the head, 2 s until the first part, 2 s until the fault. */
const cut: Play = [
  { wait: "2 seconds" },
  "head",
  "metadata",
  { wait: "2 seconds" },
  { text: "one" },
  { wait: "2 seconds" },
  { fails: "unreachable" }
]
const busy: Play = [{ wait: "1 second" }, { fails: "overloaded" }]
const stuck: Play = [{ wait: "1 day" }, "head"]
const speaks: Play = [{ text: "one" }, { wait: "15 seconds" }, { text: "two" }]

it.effect.prop(
  "whenever whoever listens goes away, every request has ended and the keys are free",
  [Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: 45_000 })))],
  ([after]) =>
    Effect.gen(function* () {
      const store = yield* CircuitBreaker.CircuitBreakerStore
      const keys = [
        scripted([busy, cut], { key: "a" }),
        scripted([busy, stuck], { key: "b" }),
        scripted([stuck, speaks], { key: "c" })
      ]
      const [a, b, c] = keys.map(({ speaker }) => guarded(store, punctual(speaker)))
      const model = fallback([persistent(pooled([a!, b!])), persistent(pooled([c!]))])
      const call = yield* Effect.forkChild(heard(model))
      yield* TestClock.adjust(after)
      yield* Fiber.interrupt(call)
      assert.deepStrictEqual(
        keys.map(({ open }) => open),
        [0, 0, 0]
      )
      assert.strictEqual((yield* store.admit("scripted/transcript/a")).probe, false)
    }).pipe(Effect.provide(Layer.fresh(CircuitBreaker.layerStoreMemory())))
)
