import { assert, describe, it } from "@effect/vitest"
import { allowanceOf, millisecondsOf } from "../../src/openai/OpenAiAllowance.ts"

describe("a length of time", () => {
  for (const [text, milliseconds] of [
    ["120ms", 120],
    ["1s", 1000],
    ["1.5s", 1500],
    ["6m0s", 360_000],
    ["1h2m3.25s", 3_723_250],
    ["1d", 86_400_000],
    ["17.2ms", 18],
    ["0s", 0],
    ["", null],
    ["6", null],
    ["soon", null],
    ["6m and a bit", null]
  ] as const) {
    it(`of ${JSON.stringify(text)} is ${milliseconds} ms`, () => {
      assert.strictEqual(millisecondsOf(text), milliseconds)
    })
  }
})

describe("a key's allowance", () => {
  it("is what the head says, whole again when the later of the two is", () => {
    const headers = new Headers({
      "x-ratelimit-limit-requests": "500",
      "x-ratelimit-remaining-requests": "499",
      "x-ratelimit-remaining-tokens": "149984",
      "x-ratelimit-reset-requests": "120ms",
      "x-ratelimit-reset-tokens": "6m0s"
    })
    assert.deepStrictEqual(allowanceOf(headers), { requestsLeft: 499, tokensLeft: 149_984, resetMs: 360_000 })
  })

  it("is unknown in what the head does not say, or says of no use", () => {
    const headers = new Headers({ "x-ratelimit-remaining-requests": "0", "x-ratelimit-remaining-tokens": "-1" })
    assert.deepStrictEqual(allowanceOf(headers), { requestsLeft: 0, tokensLeft: null, resetMs: null })
    assert.deepStrictEqual(allowanceOf(new Headers({ "x-ratelimit-reset-requests": "1s" })), {
      requestsLeft: null,
      tokensLeft: null,
      resetMs: 1000
    })
  })

  it("is not known from a head that says nothing of it", () => {
    assert.isNull(allowanceOf(new Headers({ "x-ratelimit-limit-requests": "500", date: "now" })))
  })
})
