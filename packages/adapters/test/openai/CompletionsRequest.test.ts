import { assert, describe, it } from "@effect/vitest"
import { asking } from "@mma-savant/core/contract/Speaker"
import { ModelConfig } from "@mma-savant/core/llm/ModelConfig"
import { Effect, Schema } from "effect"
import { type LanguageModel, type Prompt, Tool } from "effect/ai"
import { completionsRequest } from "../../src/openai/CompletionsRequest.ts"

const config = new ModelConfig({ provider: "huggingface", model: "Qwen/Qwen3-32B:groq" })

const resolve = Tool.make("resolve", {
  description: "Finds a fighter",
  parameters: Schema.Struct({ text: Schema.String })
})
const dataStatus = Tool.make("dataStatus", { success: Schema.String })

const requested = (
  prompt: Prompt.RawInput,
  more: Partial<LanguageModel.ProviderOptions> = {},
  asked: ModelConfig = config
) => Effect.map(asking(prompt, more), (options) => completionsRequest(asked, options))

const called = (thought?: Record<string, unknown>) =>
  [
    { role: "user", content: "Who is the Zombie?" },
    {
      role: "assistant",
      content: [
        { type: "reasoning", text: "Find him." },
        { type: "text", text: "Looking." },
        {
          type: "tool-call",
          id: "call_a",
          name: "resolve",
          params: { text: "좀비" },
          ...(thought === undefined ? {} : { options: thought })
        },
        { type: "tool-call", id: "call_b", name: "resolve", params: '{"te' }
      ]
    },
    {
      role: "tool",
      content: [
        { type: "tool-result", id: "call_a", name: "resolve", isFailure: false, result: { rows: [["정찬성"]] } },
        { type: "tool-result", id: "call_b", name: "resolve", isFailure: true, result: { code: "BAD_CALL" } }
      ]
    }
  ] as Prompt.RawInput

describe("a request of Chat Completions", () => {
  it.effect("asks for a stream with its usage, and leaves to the model what is not configured", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* requested("Who won?"), {
        model: "Qwen/Qwen3-32B:groq",
        messages: [{ role: "user", content: "Who won?" }],
        stream: true,
        stream_options: { include_usage: true }
      })
    })
  )

  it.effect("says what is configured", () =>
    Effect.gen(function* () {
      const warm = new ModelConfig({ ...config, temperature: 0, topP: 0.9, maxTokens: 300 })
      const { max_tokens, temperature, top_p } = yield* requested("Who won?", {}, warm)
      assert.deepStrictEqual([temperature, top_p, max_tokens], [0, 0.9, 300])
    })
  )

  it.effect("has one system message, turns in alternation, and no turn without words", () =>
    Effect.gen(function* () {
      const { messages } = yield* requested([
        { role: "system", content: "You are an analyst." },
        { role: "system", content: "Today is 2026-11-23." },
        { role: "user", content: "Who won?" },
        { role: "assistant", content: [] },
        {
          role: "user",
          content: [
            { type: "text", text: "UFC 300, " },
            { type: "text", text: "I mean." }
          ]
        }
      ])
      assert.deepStrictEqual(messages, [
        { role: "system", content: "You are an analyst.\n\nToday is 2026-11-23." },
        { role: "user", content: "Who won?\n\nUFC 300, I mean." }
      ])
    })
  )

  it.effect("tells the calls of tools and their results, and arguments that were no JSON as an object", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual((yield* requested(called())).messages.slice(1), [
        {
          role: "assistant",
          content: "Looking.",
          tool_calls: [
            { id: "call_a", type: "function", function: { name: "resolve", arguments: '{"text":"좀비"}' } },
            { id: "call_b", type: "function", function: { name: "resolve", arguments: '{"unreadable":"{\\"te"}' } }
          ]
        },
        { role: "tool", tool_call_id: "call_a", content: '{"rows":[["정찬성"]]}' },
        { role: "tool", tool_call_id: "call_b", content: '{"code":"BAD_CALL"}' }
      ])
    })
  )

  it.effect("gives a model its own thought back, and no other model's", () =>
    Effect.gen(function* () {
      const thought = { [config.name]: { reasoning_content: "Find him." }, "openrouter/other": { reasoning: "No." } }
      const [, own] = (yield* requested(called(thought))).messages
      assert.propertyVal(own, "reasoning_content", "Find him.")
      assert.notProperty(own, "reasoning")
      const other = new ModelConfig({ provider: "huggingface", model: "Qwen/Qwen3-32B" })
      const [, others] = (yield* requested(called(thought), {}, other)).messages
      assert.notProperty(others, "reasoning_content")
    })
  )

  it.effect("describes the tools as plain JSON schema, and which may be called", () =>
    Effect.gen(function* () {
      const tools = [resolve, dataStatus]
      const { tool_choice, tools: told } = yield* requested("Who won?", { tools })
      assert.strictEqual(tool_choice, "auto")
      assert.deepStrictEqual(told?.[0], {
        type: "function",
        function: {
          name: "resolve",
          description: "Finds a fighter",
          parameters: {
            type: "object",
            properties: { text: { type: "string" } },
            required: ["text"],
            additionalProperties: true
          }
        }
      })
      assert.nestedProperty(told?.[1], "function.parameters.properties")
      assert.strictEqual(told?.length, 2)
      const none = yield* requested("Who won?", { tools, toolChoice: "none" })
      assert.deepStrictEqual([none.tool_choice, none.tools?.length], ["none", 2])
      assert.deepStrictEqual((yield* requested("Who won?", { tools, toolChoice: { tool: "resolve" } })).tool_choice, {
        type: "function",
        function: { name: "resolve" }
      })
      const some = yield* requested("Who won?", { tools, toolChoice: { mode: "required", oneOf: ["dataStatus"] } })
      assert.strictEqual(some.tool_choice, "required")
      assert.deepStrictEqual(
        some.tools?.map((tool) => tool.type === "function" && tool.function.name),
        ["dataStatus"]
      )
    })
  )

  it.effect("asks for an object by its schema", () =>
    Effect.gen(function* () {
      const schema = Schema.Struct({ title: Schema.String })
      const { response_format } = yield* requested("Title?", {
        responseFormat: { type: "json", objectName: "Title", schema }
      })
      assert.deepStrictEqual(response_format, {
        type: "json_schema",
        json_schema: {
          name: "Title",
          schema: {
            type: "object",
            properties: { title: { type: "string" } },
            required: ["title"],
            additionalProperties: true
          }
        }
      })
    })
  )
})
