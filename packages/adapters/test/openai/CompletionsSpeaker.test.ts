import type { IncomingHttpHeaders } from "node:http"
import { assert, describe, it } from "@effect/vitest"
import { asking, hear } from "@mma-savant/core/contract/Speaker"
import { ModelConfig } from "@mma-savant/core/llm/ModelConfig"
import { languageModel, type SpokenPart } from "@mma-savant/core/llm/Speaker"
import type { FaultKind } from "@mma-savant/core/llm/VendorFault"
import { Deferred, Effect, Fiber, Redacted, Schema, Stream } from "effect"
import { Prompt, Tool, Toolkit } from "effect/ai"
import { TestClock } from "effect/testing"
import type { Delta } from "../../src/openai/CompletionsChunk.ts"
import { type CompletionsSettings, speakers } from "../../src/openai/CompletionsSpeaker.ts"
import { CompletionsThought } from "../../src/openai/CompletionsThought.ts"
import { vendor } from "../vendor/Vendor.ts"
import { type Refusal, refusedRequests } from "../vendor/VendorLaws.ts"
import { wire } from "./CompletionsRecordings.ts"

type Provider = CompletionsSettings["provider"]

const model = (provider: Provider) => new ModelConfig({ provider, model: "qwen/qwen3-32b" })

const speakerAt = (baseUrl: string, provider: Provider = "openrouter") =>
  speakers({ provider, keys: [Redacted.make("sk-canary")], baseUrl })(model(provider))[0]!

const head = { "content-type": "text/event-stream" }

/** A server that sends this, whatever it is asked. */
const sending = (body: string, provider: Provider = "openrouter") =>
  speakers({
    provider,
    keys: [Redacted.make("sk-canary")],
    baseUrl: "http://localhost",
    fetch: async () => new Response(body, { headers: head })
  })(model(provider))[0]!

const data = (...chunks: ReadonlyArray<unknown>): string =>
  chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join("")

const callsIn = (parts: ReadonlyArray<SpokenPart>) =>
  parts.flatMap((part) => (part.type === "tool-call" ? [[part.name, part.params]] : []))

const error = (code: number | string, message: string, metadata?: object) =>
  JSON.stringify({ error: { code, message, ...(metadata && { metadata }) } })

const flagged = { reasons: ["violence"], flagged_input: "…", provider_name: "OpenAI" }

describe("a refused request", () => {
  const refusals: ReadonlyArray<Refusal> = [
    [400, error(400, "qwen/qwen0 is not a valid model ID"), "request"],
    [400, '{"error":{"message":"This model\'s maximum context length is 32768 tokens","code":400}}', "context"],
    [400, '{"error":{"code":400,"message":"too long","type":"exceed_context_size_error","n_ctx":4096}}', "context"],
    [401, error(401, "User not found."), "auth"],
    [401, '{"error":"Invalid username or password."}', "auth"],
    [402, error(402, "Insufficient credits"), "spent"],
    [402, '{"error":"You have exceeded your monthly included credits for Inference Providers."}', "spent"],
    [403, error(403, "Forbidden"), "auth"],
    [403, error(403, "openai/o3 requires moderation. Your input was flagged.", flagged), "refused"],
    [404, error(404, "No endpoints found that support tool use."), "request"],
    [404, '{"error":{"message":"model \\"qwen0\\" not found, try pulling it first"}}', "request"],
    [408, error(408, "Timed out"), "timeout"],
    [422, '{"detail":"not valid"}', "request"],
    [429, error(429, "Rate limit exceeded: free-models-per-min."), "rate_limited"],
    [500, "Internal Server Error", "unreachable"],
    [500, '{"error":{"message":"Engine is at capacity"}}', "overloaded"],
    [502, error(502, "Provider returned error"), "unreachable"],
    [503, error(503, "No available model provider"), "overloaded"],
    [503, '{"error":"Model Qwen/Qwen3-32B is currently loading","estimated_time":20}', "overloaded"],
    [504, "", "timeout"]
  ]
  refusedRequests(speakerAt, refusals, { "content-type": "application/json" })

  const afterAll: ReadonlyArray<readonly [body: string, expected: FaultKind]> = [
    [error(502, "Provider returned error"), "unreachable"],
    [error(429, "Rate limited upstream"), "rate_limited"],
    [error(403, "Your input was flagged", flagged), "refused"],
    [error(402, "Insufficient credits"), "spent"],
    ['{"error":"Model is overloaded"}', "overloaded"],
    ['{"error":"Too many requests"}', "rate_limited"],
    ['{"error":"CUDA error"}', "unreachable"],
    ['{"object":"chat.completion","choices":[]}', "response"],
    ["null", "response"],
    ["{", "response"]
  ]
  for (const [body, expected] of afterAll) {
    it.effect(`${body.slice(0, 90)} under a head of 200 is \`${expected}\``, () =>
      Effect.gen(function* () {
        const { baseUrl } = yield* vendor((response) =>
          response.writeHead(200, { "content-type": "application/json" }).end(body)
        )
        assert.deepStrictEqual(yield* hear(speakerAt(baseUrl)), { parts: [], fault: expected })
      })
    )
  }

  it.effect("is not told with the key, even where the server repeats it", () =>
    Effect.gen(function* () {
      const { baseUrl } = yield* vendor((response) =>
        response.writeHead(401).end(error(401, "Incorrect key sk-canary"))
      )
      const speaker = speakerAt(baseUrl)
      const failure = yield* Effect.flip(Effect.scoped(speaker.speak(yield* asking("Who won?"))))
      assert.include(JSON.stringify(failure), "Incorrect key <redacted>")
      assert.notInclude(JSON.stringify([failure, speaker.key, String(failure), failure.stack]), "sk-canary")
    })
  )
})

describe("a request", () => {
  const received = Effect.fnUntraced(function* (provider: Provider, keys: ReadonlyArray<string>) {
    const requests: Array<{ readonly url: string | undefined; readonly headers: IncomingHttpHeaders }> = []
    const { baseUrl } = yield* vendor((response, { headers, url }) => {
      requests.push({ url, headers })
      response.writeHead(200, head).end(wire("openrouter"))
    })
    const all = speakers({ provider, keys: keys.map((key) => Redacted.make(key)), baseUrl: `${baseUrl}/v1` })
    const spoken = all(model(provider))
    for (const speaker of spoken) assert.isNull((yield* hear(speaker)).fault)
    return { requests, names: spoken.map(({ key }) => key) }
  })

  it.effect("goes by each key of its own speaker", () =>
    Effect.gen(function* () {
      const { names, requests } = yield* received("huggingface", ["hf_1", "hf_2"])
      assert.deepStrictEqual(names, ["1", "2"])
      assert.deepStrictEqual(
        requests.map(({ headers, url }) => [url, headers.authorization]),
        [
          ["/v1/chat/completions", "Bearer hf_1"],
          ["/v1/chat/completions", "Bearer hf_2"]
        ]
      )
      for (const { headers } of requests) assert.doesNotHaveAnyKeys(headers, ["http-referer", "x-title"])
    })
  )

  it.effect("says to OpenRouter who asks", () =>
    Effect.gen(function* () {
      const { requests } = yield* received("openrouter", ["sk-or-1"])
      assert.strictEqual(requests[0]?.headers["x-title"], "MMA Savant")
      assert.isString(requests[0]?.headers["http-referer"])
    })
  )

  it.effect("tells no other vendor who the user is at OpenAI", () =>
    Effect.gen(function* () {
      yield* Effect.acquireRelease(
        Effect.sync(() => Object.assign(process.env, { OPENAI_ORG_ID: "canary", OPENAI_PROJECT_ID: "canary" })),
        () =>
          Effect.sync(() => {
            for (const name of ["OPENAI_ORG_ID", "OPENAI_PROJECT_ID"]) Reflect.deleteProperty(process.env, name)
          })
      )
      const { requests } = yield* received("huggingface", ["hf_1"])
      assert.notInclude(JSON.stringify(requests), "canary")
    })
  )

  it.effect("needs no key at a server of one's own, and a key at a vendor's", () =>
    Effect.gen(function* () {
      const own = yield* received("compatible", [])
      assert.strictEqual(own.requests.length, 1)
      assert.notProperty(own.requests[0]?.headers, "authorization")
      assert.deepStrictEqual((yield* received("openrouter", [])).names, [])
    })
  )
})

describe("calls of tools", () => {
  it.effect("have ids of their own where the server gives none, or one to several", () =>
    Effect.gen(function* () {
      const { fault, parts } = yield* hear(sending(wire("tools-no-ids")))
      assert.isNull(fault)
      assert.deepStrictEqual(callsIn(parts), [
        ["resolve", { text: "Max Holloway" }],
        ["resolve", { text: "맥스 할로웨이" }],
        ["dataStatus", {}]
      ])
      const same = yield* hear(sending(wire("tools-same-id")))
      assert.deepStrictEqual(callsIn(same.parts), [
        ["compare", { a: 1 }],
        ["compare", { b: 2 }]
      ])
      const ids = [...parts, ...same.parts].flatMap((part) => (part.type === "tool-call" ? [part.id] : []))
      assert.strictEqual(new Set(ids).size, 5)
      assert.notInclude(ids, "")
    })
  )

  it.effect("are heard in the old way too", () =>
    Effect.gen(function* () {
      const { parts } = yield* hear(sending(wire("function-call")))
      assert.deepStrictEqual(callsIn(parts), [["resolve", { text: "Zombie" }]])
      assert.strictEqual(parts.flatMap((part) => (part.type === "finish" ? [part.reason] : []))[0], "tool-calls")
    })
  )

  it.effect("are echoed with the thought before them", () =>
    Effect.gen(function* () {
      const bodies = [wire("reasoning-details"), wire("openrouter")]
      const asked: Array<string> = []
      const [speaker] = speakers({
        provider: "openrouter",
        keys: [Redacted.make("sk-canary")],
        baseUrl: null,
        fetch: async (_, init) => {
          asked.push(String(init?.body))
          return new Response(bodies[asked.length - 1], { headers: head })
        }
      })(model("openrouter"))
      const toolkit = Toolkit.make(Tool.make("resolve", { parameters: Schema.Struct({ text: Schema.String }) }))
      const { streamText } = yield* languageModel(speaker!)
      const said = yield* streamText({
        prompt: "Who is the Zombie?",
        toolkit,
        disableToolCallResolution: true,
        toolCallValidation: "deferred"
      }).pipe(Stream.runCollect, Effect.provide(toolkit.toLayer({ resolve: () => Effect.void })))
      yield* Stream.runDrain(streamText({ prompt: Prompt.fromResponseParts(said) }))
      assert.deepStrictEqual(JSON.parse(asked[1]!).messages, [
        {
          role: "assistant",
          content: null,
          reasoning_details: [
            { type: "reasoning.text", text: "Find him.", format: "google-gemini-v1", index: 0 },
            { type: "reasoning.encrypted", data: "c2VjcmV0", id: "call_a", index: 0 }
          ],
          tool_calls: [
            { id: "call_a", type: "function", function: { name: "resolve", arguments: '{"text":"Zombie"}' } }
          ]
        }
      ])
    })
  )
})

describe("thought", () => {
  const kept = (...deltas: ReadonlyArray<Delta>) => {
    const thought = new CompletionsThought()
    const heard = deltas.map((delta) => thought.take(delta))
    return [heard, thought.metadata(model("compatible"))["compatible/qwen/qwen3-32b"]]
  }

  it("is kept in the field that it came in", () => {
    assert.deepStrictEqual(kept({ reasoning: "Find " }, { reasoning: "him." }, {}), [
      ["Find ", "him.", ""],
      { reasoning: "Find him." }
    ])
    assert.deepStrictEqual(kept({ reasoning_content: "Find", reasoning: "Find" }), [
      ["Find"],
      { reasoning_content: "Find" }
    ])
    assert.deepStrictEqual(kept({ content: "Yes." }), [[""], undefined])
  })

  it("that comes in blocks is kept block by block, with what seals them", () => {
    const text = (index: number, text: string) => ({ type: "reasoning.text", index, text })
    const [, thought] = kept(
      { reasoning_details: [text(0, "Find "), text(0, "him.")] },
      { reasoning_details: [{ type: "reasoning.text", index: 0, signature: "c2VhbA" }] },
      { reasoning_details: [text(1, "Then")] },
      { reasoning_details: [{ type: "reasoning.summary", index: 2, summary: "Look" }] },
      { reasoning_details: [{ type: "reasoning.summary", index: 2, summary: "ing" }] }
    )
    assert.deepStrictEqual(thought, {
      reasoning_details: [
        { ...text(0, "Find him."), signature: "c2VhbA" },
        text(1, "Then"),
        { type: "reasoning.summary", index: 2, summary: "Looking" }
      ]
    })
  })
})

describe("an answer", () => {
  it.effect("has a cost where the server is OpenRouter alone", () =>
    Effect.gen(function* () {
      const { parts } = yield* hear(sending(wire("openrouter"), "huggingface"))
      assert.deepStrictEqual(parts.at(-1)?.metadata, {})
    })
  )

  it.effect("leaves out what it cannot read", () =>
    Effect.gen(function* () {
      const odd = [null, 5, "…", [], { choices: {} }, { choices: [5] }, { choices: [{ delta: "…" }], usage: 5 }]
      const delta = { content: [{ text: "…" }], reasoning: {}, tool_calls: { index: 0 }, reasoning_details: "…" }
      const end = { usage: { prompt_tokens: -1, completion_tokens: 1.5 }, choices: [{ finish_reason: "stop" }] }
      const body = data(...odd, { choices: [{ delta }], model: 5 }, { choices: [{ delta: { content: "Yes." } }] }, end)
      const { fault, parts } = yield* hear(sending(body))
      assert.isNull(fault)
      assert.deepStrictEqual(
        parts.map((part) =>
          part.type === "finish" ? [part.usage.inputTokens.total, part.usage.outputTokens.total] : part
        ),
        [
          { type: "text-start", id: "0" },
          { type: "text-delta", id: "0", delta: "Yes." },
          { type: "text-end", id: "0" },
          [undefined, undefined]
        ]
      )
    })
  )

  it.effect("is whole a second after the model is done, though the server keeps the line", () =>
    Effect.gen(function* () {
      const waiting = yield* Deferred.make<void>()
      const body = async function* () {
        yield new TextEncoder().encode(data({ choices: [{ delta: { content: "Yes." }, finish_reason: "stop" }] }))
        Deferred.doneUnsafe(waiting, Effect.void)
        await new Promise<void>(() => {})
      }
      const [speaker] = speakers({
        provider: "compatible",
        keys: [],
        baseUrl: "http://localhost",
        fetch: async () => new Response(ReadableStream.from(body()), { headers: head })
      })(model("compatible"))
      const fiber = yield* Effect.forkChild(hear(speaker!))
      yield* Deferred.await(waiting)
      yield* TestClock.adjust("2 seconds")
      const { fault, parts } = yield* Fiber.join(fiber)
      assert.deepStrictEqual([fault, parts.at(-1)?.type], [null, "finish"])
    })
  )

  it.effect("ends at the server when its scope is closed, before the head and within it", () =>
    Effect.gen(function* () {
      for (const begin of [null, data({ choices: [{ delta: { content: "Yes" } }] })]) {
        const asked = yield* Deferred.make<void>()
        const server = yield* vendor((response) => {
          if (begin !== null) response.writeHead(200, head).write(begin)
          Deferred.doneUnsafe(asked, Effect.void)
        })
        const fiber = yield* Effect.forkChild(hear(speakerAt(server.baseUrl)))
        yield* Deferred.await(asked)
        assert.strictEqual(server.connections.closed, 0)
        yield* Fiber.interrupt(fiber)
        yield* server.closed
      }
    })
  )
})
