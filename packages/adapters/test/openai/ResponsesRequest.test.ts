import { assert, describe, it } from "@effect/vitest"
import { asking } from "@mma-savant/core/contract/Speaker"
import { ModelConfig } from "@mma-savant/core/llm/ModelConfig"
import { SavantTools } from "@mma-savant/core/llm/SavantTools"
import { Effect, Schema } from "effect"
import { type LanguageModel, type Prompt, Tool } from "effect/ai"
import { responsesRequest } from "../../src/openai/ResponsesRequest.ts"

const config = new ModelConfig({ provider: "openai", model: "gpt-5.4-mini" })

const request = (
  prompt: Prompt.RawInput,
  more: Partial<LanguageModel.ProviderOptions> = {},
  { by = config, isSealed = true }: { readonly by?: ModelConfig; readonly isSealed?: boolean } = {}
) => Effect.map(asking(prompt, more), (options) => responsesRequest(by, options, isSealed))

const card = Tool.make("getCard", {
  description: "The fights of an event.",
  parameters: Schema.Struct({ event: Schema.String, mainOnly: Schema.optionalKey(Schema.Boolean) })
})
const today = Tool.make("today")
const tools: ReadonlyArray<Tool.Any> = [card, today]

const sealed = { id: "rs_1", summary: ["Compare."], encrypted_content: "gAAA" }

/** What the model thought, said and called, as {@link Prompt.fromResponseParts} keeps it. */
const talk = (thoughtBy: string): Prompt.RawInput => [
  { role: "system", content: "You know fights." },
  {
    role: "user",
    content: [
      { type: "text", text: "Who " },
      { type: "text", text: "won?" }
    ]
  },
  {
    role: "assistant",
    content: [
      { type: "reasoning", text: "Compare.", options: { [thoughtBy]: sealed } },
      { type: "reasoning", text: "Not sealed." },
      { type: "text", text: "" },
      { type: "text", text: "Let me look.", options: { [thoughtBy]: { phase: "commentary" } } },
      { type: "tool-call", id: "call_1", name: "getCard", params: { event: "UFC 300" } },
      { type: "tool-call", id: "call_2", name: "getCard", params: '{"event":"UFC' }
    ]
  },
  {
    role: "tool",
    content: [
      { type: "tool-result", id: "call_1", name: "getCard", isFailure: false, result: { rows: ["홀로웨이"] } },
      { type: "tool-result", id: "call_2", name: "getCard", isFailure: true, result: "cut off" }
    ]
  }
]

const thought = {
  type: "reasoning",
  id: "rs_1",
  summary: [{ type: "summary_text", text: "Compare." }],
  encrypted_content: "gAAA"
}

const spoken = (phase: object) => [
  { role: "assistant", content: "Let me look.", ...phase },
  { type: "function_call", call_id: "call_1", name: "getCard", arguments: '{"event":"UFC 300"}' },
  { type: "function_call", call_id: "call_2", name: "getCard", arguments: '{"event":"UFC' },
  { type: "function_call_output", call_id: "call_1", output: '{"rows":["홀로웨이"]}' },
  { type: "function_call_output", call_id: "call_2", output: "cut off" }
]

const opening = [
  { role: "system", content: "You know fights." },
  { role: "user", content: "Who won?" }
]

describe("a request to the Responses API", () => {
  it.effect("asks for a stream, keeps nothing at the vendor, and says nothing that was not configured", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual<unknown>(yield* request("Who won?"), {
        model: "gpt-5.4-mini",
        input: [{ role: "user", content: "Who won?" }],
        stream: true,
        store: false,
        include: ["reasoning.encrypted_content"]
      })
    })
  )

  it.effect("says what was configured", () =>
    Effect.gen(function* () {
      const by = new ModelConfig({ ...config, temperature: 0, topP: 0.5, maxTokens: 300 })
      const { max_output_tokens, temperature, top_p } = yield* request("Who won?", {}, { by })
      assert.deepStrictEqual(
        { max_output_tokens, temperature, top_p },
        { max_output_tokens: 300, temperature: 0, top_p: 0.5 }
      )
    })
  )

  it.effect("gives the talk in order, with thought as the model sealed it and arguments as it wrote them", () =>
    Effect.gen(function* () {
      const { input } = yield* request(talk(config.name))
      assert.deepStrictEqual<unknown>(input, [...opening, thought, ...spoken({ phase: "commentary" })])
    })
  )

  it.effect("leaves out what another model thought, and all thought where seals are refused", () =>
    Effect.gen(function* () {
      const others = yield* request(talk("openai/gpt-5.4"))
      assert.deepStrictEqual<unknown>(others.input, [...opening, ...spoken({})])
      const unsealed = yield* request(talk(config.name), {}, { isSealed: false })
      assert.deepStrictEqual<unknown>(unsealed.input, [...opening, ...spoken({ phase: "commentary" })])
      assert.notProperty(unsealed, "include")
    })
  )

  it.effect("describes the tools with plain schemas", () =>
    Effect.gen(function* () {
      const { tools: described } = yield* request("Who won?", { tools })
      assert.deepStrictEqual<unknown>(described, [
        {
          type: "function",
          name: "getCard",
          description: "The fights of an event.",
          parameters: {
            type: "object",
            properties: { event: { type: "string" }, mainOnly: { type: "boolean" } },
            required: ["event"],
            additionalProperties: true
          },
          strict: false
        },
        {
          type: "function",
          name: "today",
          description: null,
          parameters: { type: "object", properties: {}, additionalProperties: false },
          strict: false
        }
      ])
    })
  )

  it.effect("can describe every tool of the assistant, whose arguments are objects", () =>
    Effect.gen(function* () {
      const { tools: described } = yield* request("Who won?", { tools: Object.values(SavantTools.tools) })
      assert.strictEqual(described?.length, Object.keys(SavantTools.tools).length)
      for (const tool of described ?? [])
        assert.strictEqual(tool.type === "function" && tool.parameters?.["type"], "object")
    })
  )

  for (const [choice, expected] of [
    ["auto", "auto"],
    ["none", "none"],
    ["required", "required"],
    [{ tool: "today" }, { type: "function", name: "today" }],
    [{ oneOf: ["today"] }, { type: "allowed_tools", mode: "auto", tools: [{ type: "function", name: "today" }] }],
    [
      { mode: "required", oneOf: ["today"] },
      { type: "allowed_tools", mode: "required", tools: [{ type: "function", name: "today" }] }
    ]
  ] as const) {
    it.effect(`leaves the choice of a tool as it was told: ${JSON.stringify(choice)}`, () =>
      Effect.gen(function* () {
        assert.deepStrictEqual<unknown>(
          (yield* request("Who won?", { tools, toolChoice: choice })).tool_choice,
          expected
        )
      })
    )
  }

  it.effect("asks for an answer of a given shape", () =>
    Effect.gen(function* () {
      const schema = Schema.Struct({ titles: Schema.Array(Schema.String) })
      const { text } = yield* request("Name them.", { responseFormat: { type: "json", objectName: "titles", schema } })
      assert.deepStrictEqual<unknown>(text, {
        format: {
          type: "json_schema",
          name: "titles",
          schema: {
            type: "object",
            properties: { titles: { type: "array", items: { type: "string" } } },
            required: ["titles"],
            additionalProperties: true
          },
          strict: false
        }
      })
    })
  )
})
