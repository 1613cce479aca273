import { it } from "@effect/vitest"
import { Effect, Fiber, type Layer, Queue, Stream } from "effect"
import type { RunId } from "../src/conversation/ChatMessage.ts"
import { RunSignals } from "../src/conversation/RunSignals.ts"
import { freshRun } from "./Talk.ts"

/** One who listens for sure: it waits until it has heard of all these runs. */
const listener = Effect.gen(function* () {
  const { ring, rings } = yield* RunSignals
  const words = yield* Queue.unbounded<RunId>()
  yield* Effect.forkScoped(Stream.runForEach(rings, (run) => Queue.offer(words, run)))
  const hear = (...runs: ReadonlyArray<RunId>) =>
    Effect.gen(function* () {
      const unheard = new Set(runs)
      while (unheard.size > 0) unheard.delete(yield* Queue.take(words))
    }).pipe(Effect.timeout("4 seconds"))
  const first = freshRun()
  const calling = yield* Effect.forkScoped(Effect.forever(Effect.andThen(ring(first), Effect.sleep("1 millis"))))
  yield* hear(first)
  yield* Fiber.interrupt(calling)
  return hear
})

/** The laws of {@link RunSignals}. */
export const suite = (adapter: string, layer: Layer.Layer<RunSignals, unknown>) =>
  it.layer(layer, { timeout: "60 seconds", excludeTestServices: true })(`RunSignals / ${adapter}`, (it) => {
    it.effect("whoever listens hears of every run that is rung for", () =>
      Effect.gen(function* () {
        const { ring } = yield* RunSignals
        const [one, other] = [yield* listener, yield* listener]
        const runs = Array.from({ length: 5 }, freshRun)
        yield* Effect.forEach(runs, ring)
        yield* one(...runs)
        yield* other(...runs)
      })
    )

    it.effect("a run is rung for again", () =>
      Effect.gen(function* () {
        const { ring } = yield* RunSignals
        const hear = yield* listener
        const run = freshRun()
        for (let time = 0; time < 2; time++) {
          yield* ring(run)
          yield* hear(run)
        }
      })
    )

    it.effect("one who listens no more does not keep others from hearing", () =>
      Effect.gen(function* () {
        const { ring } = yield* RunSignals
        yield* Effect.scoped(listener)
        const hear = yield* listener
        const run = freshRun()
        yield* ring(run)
        yield* hear(run)
      })
    )

    it.effect("nobody has to listen", () =>
      Effect.gen(function* () {
        const { ring } = yield* RunSignals
        yield* ring(freshRun())
      })
    )
  })
