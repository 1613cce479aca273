import type { IncomingMessage } from "node:http"
import { assert, describe, it } from "@effect/vitest"
import { asking, hear } from "@mma-savant/core/contract/Speaker"
import { ModelConfig } from "@mma-savant/core/llm/ModelConfig"
import { languageModel } from "@mma-savant/core/llm/Speaker"
import { Effect, Redacted, Schema, Stream } from "effect"
import { Prompt, Tool, Toolkit } from "effect/ai"
import { afterEach, vi } from "vitest"
import { speakers } from "../../src/openai/ResponsesSpeaker.ts"
import { vendor } from "../vendor/Vendor.ts"
import { connections, type Refusal, refusedRequests } from "../vendor/VendorLaws.ts"
import { wire } from "./ResponsesRecordings.ts"

const config = new ModelConfig({ provider: "openai", model: "gpt-5.4-mini" })

const speakersAt = (baseUrl: string, ...keys: ReadonlyArray<string>) =>
  speakers({ keys: keys.map((key) => Redacted.make(key)), baseUrl })(config)

const speakerAt = (baseUrl: string) => speakersAt(baseUrl, "sk-canary-1")[0]!

const head = { "content-type": "text/event-stream" }

const error = (fields: object) => JSON.stringify({ error: { message: "No.", type: null, code: null, ...fields } })

afterEach(() => void vi.unstubAllEnvs())

describe("a refused request", () => {
  const refusals: ReadonlyArray<Refusal> = [
    [400, error({ type: "invalid_request_error" }), "request"],
    [400, error({ code: "context_length_exceeded" }), "context"],
    [401, error({ code: "invalid_api_key" }), "auth"],
    [403, "Forbidden", "auth"],
    [404, error({ code: "model_not_found" }), "request"],
    [413, "", "context"],
    [429, error({ code: "rate_limit_exceeded" }), "rate_limited"],
    [429, error({ code: "insufficient_quota" }), "spent"],
    [500, error({ type: "server_error" }), "unreachable"],
    [502, "<html>Bad gateway</html>", "unreachable"],
    [503, error({ type: "server_error" }), "overloaded"]
  ]

  refusedRequests(speakerAt, refusals, { "content-type": "application/json" })

  it.effect("is not told with the key, even where the vendor repeats it", () =>
    Effect.gen(function* () {
      const { baseUrl } = yield* vendor((response, { headers }) =>
        response
          .writeHead(401, { "content-type": "application/json" })
          .end(error({ message: `Incorrect API key: ${headers.authorization}` }))
      )
      const speaker = speakerAt(baseUrl)
      const failure = yield* Effect.flip(Effect.scoped(speaker.speak(yield* asking("Who won?"))))
      const shown = JSON.stringify([failure, speaker.key, String(failure), failure.stack])
      assert.include(shown, "Incorrect API key: Bearer <redacted>")
      assert.notInclude(shown, "sk-canary")
    })
  )
})

describe("a request", () => {
  it.effect("bears its own key, and no account of the environment", () =>
    Effect.gen(function* () {
      vi.stubEnv("OPENAI_API_KEY", "sk-of-the-environment")
      vi.stubEnv("OPENAI_ORG_ID", "org-of-the-environment")
      vi.stubEnv("OPENAI_PROJECT_ID", "project-of-the-environment")
      const seen: Array<IncomingMessage> = []
      const { baseUrl } = yield* vendor((response, request) => {
        seen.push(request)
        response.writeHead(200, head).end(wire("text"))
      })
      const speakers = speakersAt(`${baseUrl}/v1`, "sk-1", "sk-2")
      for (const speaker of speakers) yield* hear(speaker)
      assert.deepStrictEqual(
        seen.map(({ headers, method, url }) => [method, url, headers.authorization]),
        [
          ["POST", "/v1/responses", "Bearer sk-1"],
          ["POST", "/v1/responses", "Bearer sk-2"]
        ]
      )
      assert.notInclude(JSON.stringify(seen.map(({ rawHeaders }) => rawHeaders)), "environment")
      assert.deepStrictEqual(
        speakers.map(({ key, model, provider }) => ({ key, model, provider })),
        [
          { key: "1", model: config.model, provider: "openai" },
          { key: "2", model: config.model, provider: "openai" }
        ]
      )
    })
  )

  it.effect("learns the allowance of its key with the head", () =>
    Effect.gen(function* () {
      const allowances: Array<unknown> = []
      for (const headers of [{ "x-ratelimit-remaining-requests": "59", "x-ratelimit-reset-tokens": "1m30s" }, {}]) {
        const { baseUrl } = yield* vendor((response) =>
          response.writeHead(200, { ...head, ...headers }).end(wire("text"))
        )
        const { allowance } = yield* Effect.scoped(speakerAt(baseUrl).speak(yield* asking("Who won?")))
        allowances.push(allowance)
      }
      assert.deepStrictEqual(allowances, [{ requestsLeft: 59, tokensLeft: null, resetMs: 90_000 }, null])
    })
  )
})

/** A vendor with these answers in turn, and the bodies of the requests. */
const answering = (...answers: ReadonlyArray<readonly [status: number, body: string]>) => {
  const bodies: Array<{ readonly include?: unknown; readonly input: ReadonlyArray<object> }> = []
  const fetch: typeof globalThis.fetch = async (_, init) => {
    const [status, body] = answers[bodies.length] ?? [500, ""]
    bodies.push(JSON.parse(String(init?.body)))
    return new Response(body, { status, headers: status === 200 ? head : { "content-type": "application/json" } })
  }
  return { bodies, from: speakers({ keys: [Redacted.make("sk-1")], baseUrl: null, fetch }) }
}

describe("sealed thought", () => {
  const unsupported = error({ message: "Encrypted content is not supported with this model.", param: "include" })

  it.effect("is not asked for again of a model that has none, but of the others", () =>
    Effect.gen(function* () {
      const { bodies, from } = answering(
        [400, unsupported],
        [200, wire("text")],
        [200, wire("text")],
        [200, wire("text")]
      )
      const other = new ModelConfig({ provider: "openai", model: "gpt-5.4" })
      for (const asked of [config, config, other]) assert.isNull((yield* hear(from(asked)[0]!)).fault)
      const include = ["reasoning.encrypted_content"]
      assert.deepStrictEqual(
        bodies.map((body) => body.include),
        [include, undefined, undefined, include]
      )
    })
  )

  it.effect("that is refused after all is a fault like any other", () =>
    Effect.gen(function* () {
      const { bodies, from } = answering([400, unsupported], [400, unsupported])
      assert.deepStrictEqual(yield* hear(from(config)[0]!), { parts: [], fault: "request" })
      assert.strictEqual(bodies.length, 2)
    })
  )

  it.effect("is left out of a talk where it cannot be opened, such as by another account", () =>
    Effect.gen(function* () {
      const message = "The encrypted content for item rs_1 could not be verified."
      const { bodies, from } = answering(
        [400, error({ code: "invalid_encrypted_content", message })],
        [200, wire("text")]
      )
      const options = { [config.name]: { id: "rs_1", summary: [], encrypted_content: "gAAA" } }
      const model = yield* languageModel(from(config)[0]!)
      const { finishReason } = yield* model.generateText({
        prompt: [
          { role: "assistant", content: [{ type: "reasoning", text: "", options }] },
          { role: "user", content: "Who won?" }
        ]
      })
      assert.strictEqual(finishReason, "stop")
      assert.deepStrictEqual(
        bodies.map(({ input }) => input.length),
        [2, 1]
      )
    })
  )

  it.effect("goes back to the model with what its tools said", () =>
    Effect.gen(function* () {
      const toolkit = Toolkit.make(Tool.make("searchFighters", { parameters: Schema.Struct({ name: Schema.String }) }))
      const { bodies, from } = answering([200, wire("tools")], [200, wire("text")])
      const model = yield* languageModel(from(config)[0]!)
      const ask = (prompt: Prompt.Prompt) =>
        Stream.runCollect(
          model.streamText({ prompt, toolkit, disableToolCallResolution: true, toolCallValidation: "deferred" })
        )
      const question = Prompt.make("정찬성?")
      const parts = yield* ask(question)
      const said = Prompt.concat(question, Prompt.fromResponseParts(parts))
      const results = parts.flatMap(({ type, ...part }) =>
        type === "tool-call" && "name" in part
          ? [{ type: "tool-result" as const, id: part.id, name: part.name, isFailure: false, result: "none" }]
          : []
      )
      const answer = yield* ask(Prompt.concat(said, [{ role: "tool", content: results }]))
      assert.strictEqual(
        answer.map((part) => (part.type === "text-delta" ? part.delta : "")).join(""),
        "정찬성은 ‘코리안 좀비’ — 17 wins 🥊🇰🇷."
      )
      assert.deepStrictEqual<unknown>(bodies[1]?.input, [
        { role: "user", content: "정찬성?" },
        { type: "reasoning", id: "rs_1", summary: [], encrypted_content: "gAAAsealed" },
        { type: "function_call", call_id: "call_1", name: "searchFighters", arguments: '{"name":"정찬성"}' },
        {
          type: "function_call",
          call_id: "call_2",
          name: "getRankings",
          arguments: '{"weightClass":"Featherweight"}'
        },
        { type: "function_call", call_id: "call_3", name: "listEvents", arguments: "{}" },
        { type: "function_call_output", call_id: "call_1", output: "none" },
        { type: "function_call_output", call_id: "call_2", output: "none" },
        { type: "function_call_output", call_id: "call_3", output: "none" }
      ])
    })
  )
})

describe("a connection", () => {
  connections(speakerAt, wire("text"))

  it.effect("that is lost within an answer is `unreachable`", () =>
    Effect.gen(function* () {
      const server = yield* vendor((response) => {
        response.writeHead(200, head).write(wire("text").slice(0, 700), () => response.destroy())
      })
      const heard = yield* hear(speakerAt(server.baseUrl))
      assert.deepStrictEqual([heard.parts.map(({ type }) => type), heard.fault], [["response-metadata"], "unreachable"])
    })
  )

  it.effect("that is refused is `unreachable`", () =>
    Effect.gen(function* () {
      const server = yield* vendor(() => {})
      yield* Effect.promise(server.close)
      assert.deepStrictEqual(yield* hear(speakerAt(server.baseUrl)), { parts: [], fault: "unreachable" })
    })
  )
})
