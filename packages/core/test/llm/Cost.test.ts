import { assert, it } from "@effect/vitest"
import { Schema } from "effect"
import { costOf } from "../../src/llm/Cost.ts"
import type { CallTokens } from "../../src/llm/ModelCall.ts"

const prices = { input: 4, cacheRead: 0.5, cacheWrite: 5, output: 20 }

const tokens = (known: Partial<CallTokens>): CallTokens => ({
  input: 0,
  cacheRead: null,
  cacheWrite: null,
  output: 0,
  reasoning: null,
  ...known
})

it("a million tokens cost what is asked for a million", () => {
  assert.strictEqual(costOf(prices, tokens({ input: 1_000_000 })), 4)
  assert.strictEqual(costOf(prices, tokens({ output: 1_000_000 })), 20)
})

it("cached input is a part of the input, priced apart", () => {
  const cached = tokens({ input: 1_000_000, cacheRead: 600_000, cacheWrite: 100_000 })
  assert.closeTo(costOf(prices, cached)!, 0.3 * 4 + 0.6 * 0.5 + 0.1 * 5, 1e-12)
})

it("cached input costs as much as the rest where no price is named for it", () => {
  const plain = { ...prices, cacheRead: null, cacheWrite: null }
  assert.strictEqual(costOf(plain, tokens({ input: 1_000_000, cacheRead: 600_000, cacheWrite: 100_000 })), 4)
})

it("thought is a part of the output, and costs nothing more", () => {
  assert.strictEqual(costOf(prices, tokens({ output: 1_000_000, reasoning: 900_000 })), 20)
})

it("what is not known has no cost, which is not none", () => {
  assert.isNull(costOf(null, tokens({ input: 5, output: 5 })))
  assert.isNull(costOf(prices, tokens({ input: null })))
  assert.isNull(costOf(prices, tokens({ output: null })))
  assert.strictEqual(costOf({ input: 0, cacheRead: 0, cacheWrite: 0, output: 0 }, tokens({ input: 5 })), 0)
})

const count = Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: 10_000_000 })))

it.prop(
  "no call costs less for more tokens, nor more than all its input at the dearest price",
  { input: count, output: count, cacheRead: count, cacheWrite: count, more: count },
  ({ cacheRead, cacheWrite, input, more, output }) => {
    const all = input + cacheRead + cacheWrite
    const cost = costOf(prices, tokens({ input: all, cacheRead, cacheWrite, output }))!
    assert.isAtLeast(costOf(prices, tokens({ input: all + more, cacheRead, cacheWrite, output }))!, cost)
    assert.isAtLeast(costOf(prices, tokens({ input: all, cacheRead, cacheWrite, output: output + more }))!, cost)
    assert.isAtMost(cost, (all * 5 + output * 20) / 1_000_000 + 1e-9)
  }
)
