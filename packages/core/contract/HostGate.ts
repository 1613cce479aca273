import { assert, it } from "@effect/vitest"
import { Duration, Effect, type Layer } from "effect"
import { HostGate } from "../src/collection/HostGate.ts"
import { freshWord } from "./Facts.ts"

const second = Duration.seconds(1)

/** The laws of {@link HostGate}, of which a store's own clock may take some milliseconds here and there. */
export const suite = (adapter: string, layer: Layer.Layer<HostGate, unknown>) =>
  it.layer(layer, { timeout: "60 seconds", excludeTestServices: true })(`HostGate / ${adapter}`, (it) => {
    it.effect("turns are an interval apart, however many ask at once, and each host has its own", () =>
      Effect.gen(function* () {
        const { standing, takeTurn } = yield* HostGate
        const host = freshWord()
        const waits = yield* Effect.all(
          Array.from({ length: 20 }, () => takeTurn(host, second)),
          { concurrency: "unbounded" }
        )
        for (const [nth, wait] of waits.sort((a, b) => a - b).entries()) {
          assert.isAtMost(wait, nth * 1000)
          assert.isAtLeast(wait, nth * 1000 - 500)
        }
        const other = freshWord()
        assert.strictEqual(yield* takeTurn(other, second), 0)
        assert.deepStrictEqual(yield* standing(other), { penalty: 0, block: null })
      })
    )

    it.effect("after a penalty they come one by one", () =>
      Effect.gen(function* () {
        const { penalize, standing, takeTurn } = yield* HostGate
        const host = freshWord()
        yield* takeTurn(host, second)
        yield* penalize(host, Duration.minutes(1))
        yield* penalize(host, Duration.seconds(1))
        const { block, penalty } = yield* standing(host)
        assert.strictEqual(block, null)
        assert.isAtLeast(penalty, 59_000)
        const [first, next] = [yield* takeTurn(host, second), yield* takeTurn(host, second)]
        assert.isAtLeast(first, 59_000)
        assert.isAtLeast(next - first, 900)
      })
    )

    it.effect("a host that nobody asked stands well", () =>
      Effect.gen(function* () {
        const { standing } = yield* HostGate
        assert.deepStrictEqual(yield* standing(freshWord()), { penalty: 0, block: null })
      })
    )

    it.effect("the first block stands until it is reset, for its host alone", () =>
      Effect.gen(function* () {
        const { block, blocks, reset, standing } = yield* HostGate
        const [host, other] = [freshWord(), freshWord()]
        yield* block({ host, url: "http://x/1", sign: "403" })
        yield* block({ host, url: "http://x/2", sign: "captcha" })
        yield* block({ host: other, url: "http://y", sign: "login \0" })
        const known = (yield* standing(host)).block
        assert.deepStrictEqual([known?.url, known?.sign], ["http://x/1", "403"])
        assert.includeMembers(
          (yield* blocks).map((one) => one.host),
          [host, other]
        )
        assert.deepStrictEqual(
          (yield* reset(host)).map((one) => one.host),
          [host]
        )
        assert.strictEqual((yield* standing(host)).block, null)
        assert.isNotNull((yield* standing(other)).block)
        assert.includeMembers(
          (yield* reset(null)).map((one) => one.host),
          [other]
        )
        assert.deepStrictEqual(yield* blocks, [])
      })
    )
  })
