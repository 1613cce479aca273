import { assert, describe, it } from "@effect/vitest"
import type { FaultKind } from "@mma-savant/core/llm/VendorFault"
import { Duration } from "effect"
import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError, OpenAIError } from "openai"
import { openAiFault } from "../../src/openai/OpenAiFault.ts"

const now = Date.parse("2026-01-01T00:00:00Z")

/** As the library makes it of a head that is not good. */
const refusal = (status: number, error: object | undefined, headers: Readonly<Record<string, string>> = {}) =>
  APIError.generate(status, error && { error }, undefined, new Headers(headers))

/** As the library makes it of an event, after a good head. */
const event = (error: object) => new APIError(undefined, error, undefined, new Headers())

describe("a fault at OpenAI", () => {
  const faults: ReadonlyArray<readonly [name: string, cause: unknown, expected: FaultKind]> = [
    ["400", refusal(400, { message: "bad", type: "invalid_request_error", code: null }), "request"],
    ["400 without a body", refusal(400, undefined), "request"],
    ["400 context_length_exceeded", refusal(400, { message: "too long", code: "context_length_exceeded" }), "context"],
    ["400 of a context, in words", refusal(400, { message: "This model's maximum context length is 8192" }), "context"],
    ["400 exceed_context_size_error", refusal(400, { message: "-", type: "exceed_context_size_error" }), "context"],
    ["400 invalid_prompt", refusal(400, { message: "flagged", code: "invalid_prompt" }), "refused"],
    ["400 content_filter", refusal(400, { message: "filtered", code: "content_filter" }), "refused"],
    ["401", refusal(401, { message: "Incorrect API key provided", code: "invalid_api_key" }), "auth"],
    ["402", refusal(402, { message: "Pay first" }), "spent"],
    ["403", refusal(403, { message: "Not here" }), "auth"],
    ["404", refusal(404, { message: "No such model", code: "model_not_found" }), "request"],
    ["408", refusal(408, undefined), "timeout"],
    ["409", refusal(409, undefined), "unreachable"],
    ["413", refusal(413, undefined), "context"],
    ["422", refusal(422, { message: "bad" }), "request"],
    ["429", refusal(429, { message: "slower", type: "tokens", code: "rate_limit_exceeded" }), "rate_limited"],
    ["429 insufficient_quota", refusal(429, { message: "spent", code: "insufficient_quota" }), "spent"],
    ["429 of the type insufficient_quota", refusal(429, { message: "spent", type: "insufficient_quota" }), "spent"],
    ["429 billing_hard_limit_reached", refusal(429, { message: "-", code: "billing_hard_limit_reached" }), "spent"],
    ["500", refusal(500, { message: "oh", type: "server_error" }), "unreachable"],
    ["502", refusal(502, undefined), "unreachable"],
    ["503", refusal(503, { message: "busy", type: "server_error" }), "overloaded"],
    ["503 slow_down", refusal(503, { message: "busy", code: "slow_down" }), "overloaded"],
    ["504", refusal(504, undefined), "timeout"],
    ["529", refusal(529, undefined), "overloaded"],
    ["an event server_error", event({ type: "error", code: "server_error", message: "oh" }), "unreachable"],
    ["an event rate_limit_exceeded", event({ code: "rate_limit_exceeded", message: "slower" }), "rate_limited"],
    ["an event server_is_overloaded", event({ code: "server_is_overloaded", message: "busy" }), "overloaded"],
    ["an event insufficient_quota", event({ code: "insufficient_quota", message: "spent" }), "spent"],
    ["an event context_length_exceeded", event({ code: "context_length_exceeded", message: "-" }), "context"],
    ["an event bio_policy", event({ code: "bio_policy", message: "no" }), "refused"],
    ["an event invalid_request_error", event({ type: "invalid_request_error", code: null, message: "bad" }), "request"],
    ["an event with a status for a code", event({ code: 429, message: "slower" }), "rate_limited"],
    ["an event with a status in words", event({ code: "503", message: "busy" }), "overloaded"],
    ["an event that nobody knows", event({ code: "constructor", message: "-" }), "unreachable"],
    ["a head that does not come", new APIConnectionTimeoutError(), "timeout"],
    ["a vendor that is not there", new APIConnectionError({ cause: new Error("ECONNREFUSED") }), "unreachable"],
    ["a request that was given up", new APIUserAbortError(), "unreachable"],
    ["a connection that broke", new TypeError("terminated", { cause: new Error("other side closed") }), "unreachable"],
    ["an event that is no JSON", new SyntaxError("malformed"), "response"],
    ["a head without a body", new OpenAIError("no body"), "response"]
  ]

  for (const [name, cause, expected] of faults) {
    it(`is \`${expected}\`: ${name}`, () => {
      assert.strictEqual(openAiFault(cause, now).kind, expected)
    })
  }

  it("keeps the vendor's words and what is behind them", () => {
    const fault = openAiFault(new APIConnectionError({ message: "Lost.", cause: new Error("ECONNRESET") }), now)
    assert.strictEqual(fault.words, "Lost.: ECONNRESET")
  })
})

describe("a request to be left alone", () => {
  const waits: ReadonlyArray<readonly [name: string, cause: unknown, milliseconds: number | null]> = [
    ["in milliseconds", refusal(429, undefined, { "retry-after-ms": "250.5", "retry-after": "9" }), 250.5],
    ["in seconds", refusal(503, undefined, { "retry-after": "1.5" }), 1500],
    ["until a date", refusal(429, undefined, { "retry-after": "Thu, 01 Jan 2026 00:00:20 GMT" }), 20_000],
    ["until a date that is over", refusal(429, undefined, { "retry-after": "Wed, 31 Dec 2025 00:00:00 GMT" }), 0],
    ["in words", event({ code: "rate_limit_exceeded", message: "Please try again in 6m0.5s. Bye." }), 360_500],
    ["in no known way", refusal(429, undefined, { "retry-after": "soon" }), null],
    ["not at all", refusal(429, undefined), null]
  ]

  for (const [name, cause, milliseconds] of waits) {
    it(`is told ${name}`, () => {
      const expected = milliseconds === null ? undefined : Duration.millis(milliseconds)
      assert.deepStrictEqual(openAiFault(cause, now).retryAfter, expected)
    })
  }
})
