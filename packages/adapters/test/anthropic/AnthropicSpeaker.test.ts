import { assert, describe, it } from "@effect/vitest"
import { asking, hear } from "@mma-savant/core/contract/Speaker"
import { ModelConfig } from "@mma-savant/core/llm/ModelConfig"
import type { FaultKind } from "@mma-savant/core/llm/VendorFault"
import { Effect, Redacted } from "effect"
import { TestClock } from "effect/testing"
import { speakers } from "../../src/anthropic/AnthropicSpeaker.ts"
import { vendor } from "../vendor/Vendor.ts"
import { connections, type Refusal, refusedRequests } from "../vendor/VendorLaws.ts"
import { wire } from "./Recordings.ts"

const config = new ModelConfig({ provider: "anthropic", model: "claude-sonnet-4-6" })

const speakerAt = (baseUrl: string) => speakers({ keys: [Redacted.make("sk-1")], baseUrl })(config)[0]!

const head = { "content-type": "text/event-stream" }

const error = (type: string, message: string, details?: object) =>
  JSON.stringify({ type: "error", error: { type, message, ...(details && { details }) } })

const long = "prompt is too long: 214315 tokens > 200000 maximum"

describe("a refused request", () => {
  const refusals: ReadonlyArray<Refusal> = [
    [400, error("invalid_request_error", "temperature: must be 1"), "request"],
    [400, error("invalid_request_error", long), "context"],
    [400, error("invalid_request_error", "input length and `max_tokens` exceed context limit: 200001"), "context"],
    [400, error("invalid_request_error", "Your credit balance is too low to access the API"), "spent"],
    [400, error("invalid_request_error", "Output blocked by content filtering policy"), "refused"],
    [400, "<html>", "request"],
    [401, error("authentication_error", "invalid x-api-key"), "auth"],
    [402, error("billing_error", "Pay first"), "spent"],
    [403, error("permission_error", "Not this model"), "auth"],
    [403, "Forbidden", "auth"],
    [404, error("not_found_error", "model: claude-0"), "request"],
    [408, "", "timeout"],
    [413, error("request_too_large", "Request exceeds the maximum size"), "context"],
    [422, "{}", "request"],
    [429, error("rate_limit_error", "Too many tokens"), "rate_limited", { "x-should-retry": "true" }],
    [429, error("rate_limit_error", "Too many tokens"), "spent", { "x-should-retry": "false" }],
    [429, error("rate_limit_error", "Spent", { error_code: "enforced_spend_limit_reached" }), "spent"],
    [429, "", "rate_limited"],
    [500, error("api_error", "Internal server error"), "unreachable"],
    [500, error("api_error", "Internal server error"), "request", { "x-should-retry": "false" }],
    [502, "<html>Bad gateway</html>", "unreachable"],
    [503, "", "overloaded"],
    [504, error("timeout_error", "Timed out"), "timeout"],
    [529, error("overloaded_error", "Overloaded"), "overloaded"],
    [529, "", "overloaded"],
    [409, error("invalid_request_error", "Busy"), "unreachable", { "x-should-retry": "true" }]
  ]

  refusedRequests(speakerAt, refusals)

  it.effect("is not told with the key", () =>
    Effect.gen(function* () {
      const { baseUrl } = yield* vendor((response) =>
        response.writeHead(401).end(error("authentication_error", "invalid bearer token"))
      )
      const speaker = speakerAt(baseUrl)
      const failure = yield* Effect.flip(Effect.scoped(speaker.speak(yield* asking("Who won?"))))
      assert.notInclude(JSON.stringify([failure, speaker.key, String(failure), failure.stack]), "sk-1")
    })
  )
})

describe("an error within the answer", () => {
  const errors: ReadonlyArray<readonly [data: string, expected: FaultKind]> = [
    [error("overloaded_error", "Overloaded"), "overloaded"],
    [error("rate_limit_error", "Too many tokens"), "rate_limited"],
    [error("api_error", "Internal server error"), "unreachable"],
    [error("timeout_error", "Timed out"), "timeout"],
    [error("authentication_error", "Key revoked"), "auth"],
    [error("permission_error", "Not this model"), "auth"],
    [error("billing_error", "Pay first"), "spent"],
    [error("invalid_request_error", long), "context"],
    [error("brand_new_error", "Surprise"), "unreachable"],
    ["no json", "unreachable"]
  ]

  for (const [data, expected] of errors) {
    it.effect(`${data} is \`${expected}\``, () =>
      Effect.gen(function* () {
        const { baseUrl } = yield* vendor((response) =>
          response.writeHead(200, head).end(`event: error\ndata: ${data}\n\n`)
        )
        assert.deepStrictEqual(yield* hear(speakerAt(baseUrl)), { parts: [], fault: expected })
      })
    )
  }
})

describe("a connection", () => {
  connections(speakerAt, wire("text"))

  it.effect("that is lost within an answer is `unreachable`", () =>
    Effect.gen(function* () {
      const server = yield* vendor((response) => {
        response.writeHead(200, head).write(wire("text").slice(0, 700), () => response.destroy())
      })
      assert.strictEqual((yield* hear(speakerAt(server.baseUrl))).fault, "unreachable")
    })
  )
})

describe("the head of an answer", () => {
  it.effect("tells what the key may still do", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2026, 10, 23))
      const answers: Array<Record<string, string>> = [
        {
          "anthropic-ratelimit-requests-remaining": "49",
          "anthropic-ratelimit-requests-reset": "2026-11-23T00:00:01Z",
          "anthropic-ratelimit-tokens-remaining": "48000",
          "anthropic-ratelimit-input-tokens-remaining": "40000",
          "anthropic-ratelimit-output-tokens-remaining": "8000",
          "anthropic-ratelimit-output-tokens-reset": "2026-11-23T00:00:30Z"
        },
        { "anthropic-ratelimit-requests-reset": "2026-11-22T23:59:59Z" },
        { "anthropic-ratelimit-tokens-remaining": "many" }
      ]
      const { baseUrl } = yield* vendor((response) =>
        response.writeHead(200, { ...head, ...answers.shift() }).end(wire("text"))
      )
      for (const expected of [
        { requestsLeft: 49, tokensLeft: 8000, resetMs: 30_000 },
        { requestsLeft: null, tokensLeft: null, resetMs: 0 },
        null
      ]) {
        const speech = yield* Effect.scoped(speakerAt(baseUrl).speak(yield* asking("Who won?")))
        assert.deepStrictEqual(speech.allowance, expected)
      }
    })
  )
})

describe("a paused answer", () => {
  it.effect("is asked to go on with all that it has said, unchanged", () =>
    Effect.gen(function* () {
      const bodies = ["pause-1", "pause-again", "pause-2"]
      const sent: Array<{ messages: ReadonlyArray<unknown> }> = []
      const [speaker] = speakers({
        keys: [Redacted.make("sk-1")],
        baseUrl: null,
        fetch: async (_, init) => {
          sent.push(JSON.parse(String(init?.body)))
          return new Response(wire(bodies.shift()!), { headers: head })
        }
      })(config)
      const { fault, parts } = yield* hear(speaker!)
      assert.strictEqual(fault, null)
      assert.strictEqual(
        parts.map((part) => (part.type === "text-delta" ? part.delta : "")).join(" "),
        "  Let me see.   And   Pereira, by knockout.  "
      )
      const user = { role: "user", content: [{ type: "text", text: "Who won?" }] }
      const first = [
        { type: "text", text: "Let me see." },
        { type: "server_tool_use", id: "srvtoolu_1", name: "web_search", input: { query: "UFC 300" } }
      ]
      assert.deepStrictEqual(
        sent.map(({ messages }) => messages),
        [
          [user],
          [user, { role: "assistant", content: first }],
          [user, { role: "assistant", content: [...first, { type: "text", text: "And" }] }]
        ]
      )
    })
  )

  it.effect("that is paused again and again ends as one that was cut", () =>
    Effect.gen(function* () {
      let requests = 0
      const { baseUrl } = yield* vendor((response) => {
        requests += 1
        response.writeHead(200, head).end(wire("pause-again"))
      })
      const { parts } = yield* hear(speakerAt(baseUrl))
      const finish = parts.at(-1)
      assert.strictEqual(requests, 9)
      assert.isTrue(finish?.type === "finish" && finish.reason === "length")
      assert.strictEqual(finish?.type === "finish" ? finish.usage.inputTokens.total : 0, 90)
    })
  )

  it.effect("fails as its next request fails", () =>
    Effect.gen(function* () {
      let requests = 0
      const { baseUrl } = yield* vendor((response) => {
        requests += 1
        if (requests === 1) response.writeHead(200, head).end(wire("pause-1"))
        else response.writeHead(529).end()
      })
      const { fault, parts } = yield* hear(speakerAt(baseUrl))
      assert.strictEqual(fault, "overloaded")
      assert.strictEqual(
        parts.some(({ type }) => type === "finish"),
        false
      )
    })
  )
})

describe("speakers", () => {
  it.effect("are one for each key, which they do not name", () =>
    Effect.gen(function* () {
      const seen: Array<unknown> = []
      const { baseUrl } = yield* vendor((response, { headers }) => {
        seen.push(headers.authorization)
        response.writeHead(200, head).end(wire("refusal"))
      })
      const all = speakers({ keys: [Redacted.make("sk-1"), Redacted.make("sk-2")], baseUrl })(config)
      for (const speaker of all) yield* hear(speaker)
      assert.deepStrictEqual(seen, ["Bearer sk-1", "Bearer sk-2"])
      assert.deepStrictEqual(
        all.map(({ key, model, provider }) => [provider, model, key]),
        [
          ["anthropic", "claude-sonnet-4-6", "1"],
          ["anthropic", "claude-sonnet-4-6", "2"]
        ]
      )
      assert.deepStrictEqual(speakers({ keys: [], baseUrl })(config), [])
    })
  )
})
