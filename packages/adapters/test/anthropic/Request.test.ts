import { assert, describe, it } from "@effect/vitest"
import { asking } from "@mma-savant/core/contract/Speaker"
import { ModelConfig } from "@mma-savant/core/llm/ModelConfig"
import { SavantTools } from "@mma-savant/core/llm/SavantTools"
import { languageModel } from "@mma-savant/core/llm/Speaker"
import { Effect, Redacted, Schema, Stream } from "effect"
import { type LanguageModel, Prompt, Tool, Toolkit } from "effect/ai"
import { speakers } from "../../src/anthropic/AnthropicSpeaker.ts"
import { requestOf } from "../../src/anthropic/Request.ts"
import { wire } from "./Recordings.ts"

const config = new ModelConfig({ provider: "anthropic", model: "claude-sonnet-4-6" })

const kept = { cache_control: { type: "ephemeral" } }

/** As it is sent. */
const requestFor = (
  prompt: Prompt.RawInput,
  more: Partial<LanguageModel.ProviderOptions> = {},
  settings: ModelConfig = config
) => Effect.map(asking(prompt, more), (options) => JSON.parse(JSON.stringify(requestOf(settings, options))))

const messagesFor = (prompt: Prompt.RawInput) => Effect.map(requestFor(prompt), ({ messages }) => messages)

const tools = ["Count", "Rank", "Draw"].map((name) =>
  Tool.make(name, { description: `${name}s.`, parameters: Schema.Struct({ most: Schema.optionalKey(Schema.Int) }) })
)

const text = (words: string) => ({ type: "text", text: words })

describe("a request", () => {
  it.effect("says what is configured and no more", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* requestFor("Who won?"), {
        model: "claude-sonnet-4-6",
        stream: true,
        max_tokens: 4096,
        messages: [{ role: "user", content: [{ type: "text", text: "Who won?" }] }]
      })
      const warm = new ModelConfig({ ...config, temperature: 0, topP: 0.9, maxTokens: 50 })
      const { max_tokens, temperature, top_p } = yield* requestFor("Who won?", {}, warm)
      assert.deepStrictEqual([max_tokens, temperature, top_p], [50, 0, 0.9])
    })
  )

  it.effect("lets the vendor keep the tools, and what it is told first but for the present", () =>
    Effect.gen(function* () {
      const told = (...contents: ReadonlyArray<string>) =>
        Effect.map(
          requestFor([
            ...contents.map((content) => ({ role: "system" as const, content })),
            { role: "user", content: "Who won?" }
          ]),
          ({ system }) => system
        )
      assert.deepStrictEqual(yield* told("Rules.", "Style.", "Today is Monday."), [
        text("Rules."),
        { ...text("Style."), ...kept },
        text("Today is Monday.")
      ])
      assert.deepStrictEqual(yield* told("Rules.", "Today is Monday."), [
        { ...text("Rules."), ...kept },
        text("Today is Monday.")
      ])
      assert.deepStrictEqual(yield* told("Rules.", " "), [{ ...text("Rules."), ...kept }])
      assert.isUndefined(yield* told())
      const { tools: given } = yield* requestFor("Who won?", { tools })
      const schema = Tool.getJsonSchema(tools[0]!)
      assert.deepStrictEqual(given, [
        { name: "Count", description: "Counts.", input_schema: schema },
        { name: "Rank", description: "Ranks.", input_schema: schema },
        { name: "Draw", description: "Draws.", input_schema: schema, ...kept }
      ])
    })
  )

  it.effect("gives every tool of the assistant with the schema of its arguments", () =>
    Effect.gen(function* () {
      const all = Object.values(SavantTools.tools)
      const { tools: given } = yield* requestFor("Who won?", { tools: all })
      assert.deepStrictEqual(
        given,
        all.map((tool, index) => ({
          name: tool.name,
          description: Tool.getDescription(tool),
          input_schema: { ...Tool.getJsonSchema(tool), type: "object" },
          ...(index === all.length - 1 ? kept : {})
        }))
      )
      assert.isTrue(all.every((tool) => Tool.getJsonSchema(tool)["type"] === "object"))
    })
  )

  it.effect("puts the choice of tools as the vendor has it", () =>
    Effect.gen(function* () {
      const choices: ReadonlyArray<
        readonly [LanguageModel.ToolChoice<string>, expected: object, tools: ReadonlyArray<string>]
      > = [
        ["auto", { type: "auto" }, ["Count", "Rank", "Draw"]],
        ["none", { type: "none" }, ["Count", "Rank", "Draw"]],
        ["required", { type: "any" }, ["Count", "Rank", "Draw"]],
        [{ tool: "Rank" }, { type: "tool", name: "Rank" }, ["Count", "Rank", "Draw"]],
        [{ oneOf: ["Draw", "Count"] }, { type: "auto" }, ["Count", "Draw"]],
        [{ mode: "required", oneOf: ["Rank"] }, { type: "any" }, ["Rank"]]
      ]
      for (const [toolChoice, expected, names] of choices) {
        const request = yield* requestFor("Who won?", { tools, toolChoice })
        assert.deepStrictEqual(request.tool_choice, expected)
        assert.deepStrictEqual(
          request.tools.map(({ name }: { name: string }) => name),
          names
        )
      }
      assert.notProperty(yield* requestFor("Who won?", { toolChoice: "required" }), "tool_choice")
    })
  )

  it.effect("asks for an object as the vendor takes its schema, bounds in words", () =>
    Effect.gen(function* () {
      const schema = Schema.Struct({
        title: Schema.String.pipe(Schema.check(Schema.isMaxLength(60))),
        done: Schema.Boolean
      })
      const { output_config } = yield* requestFor("Title?", {
        responseFormat: { type: "json", objectName: "title", schema }
      })
      assert.strictEqual(output_config.format.type, "json_schema")
      assert.deepStrictEqual(output_config.format.schema, {
        type: "object",
        properties: { title: { type: "string", description: "{maxLength: 60}" }, done: { type: "boolean" } },
        additionalProperties: false,
        required: ["title", "done"]
      })
    })
  )
})

describe("the talk", () => {
  it.effect("has the two sides take turns, and no blank text", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(
        yield* messagesFor([
          { role: "user", content: "Who" },
          { role: "user", content: "won? 🥊" },
          { role: "system", content: "Be brief." },
          { role: "assistant", content: [{ type: "text", text: " \n" }] },
          { role: "assistant", content: "존 존스." },
          { role: "assistant", content: "By knockout." },
          { role: "user", content: " " },
          { role: "user", content: "When?" }
        ]),
        [
          { role: "user", content: [text("Who"), text("won? 🥊")] },
          { role: "assistant", content: [text("존 존스."), text("By knockout.")] },
          { role: "user", content: [text("When?")] }
        ]
      )
    })
  )

  it.effect("tells a failure of a tool as one, and takes arguments that were none for no arguments", () =>
    Effect.gen(function* () {
      const call = { type: "tool-call", name: "Count" } as const
      const result = { type: "tool-result", name: "Count" } as const
      assert.deepStrictEqual(
        yield* messagesFor([
          { role: "user", content: "Count." },
          {
            role: "assistant",
            content: [
              { ...call, id: "a", params: { most: 1 } },
              { ...call, id: "b", params: '{"mo' },
              { ...call, id: "c", params: [1] }
            ]
          },
          {
            role: "tool",
            content: [
              { ...result, id: "a", isFailure: false, result: { rows: [1] } },
              { ...result, id: "b", isFailure: true, result: { code: "BAD_CALL" } },
              { ...result, id: "c", isFailure: true, result: "no" }
            ]
          },
          { role: "user", content: "Well?" }
        ]),
        [
          { role: "user", content: [text("Count.")] },
          {
            role: "assistant",
            content: [
              { type: "tool_use", id: "a", name: "Count", input: { most: 1 } },
              { type: "tool_use", id: "b", name: "Count", input: {} },
              { type: "tool_use", id: "c", name: "Count", input: {} }
            ]
          },
          {
            role: "user",
            content: [
              { type: "tool_result", tool_use_id: "a", content: '{"rows":[1]}' },
              { type: "tool_result", tool_use_id: "b", content: '{"code":"BAD_CALL"}', is_error: true },
              { type: "tool_result", tool_use_id: "c", content: "no", is_error: true },
              text("Well?")
            ]
          }
        ]
      )
    })
  )

  it.effect("gives back what the model has thought and said as it was, and leaves out what another has thought", () =>
    Effect.gen(function* () {
      const bodies = ["thinking", "tools"]
      const [speaker] = speakers({
        keys: [Redacted.make("sk-1")],
        baseUrl: null,
        fetch: async () => new Response(wire(bodies.shift()!), { headers: { "content-type": "text/event-stream" } })
      })(config)
      const model = yield* languageModel(speaker!)
      const said = Stream.runCollect(
        model.streamText({
          prompt: "Count the rounds.",
          toolkit: Toolkit.empty,
          disableToolCallResolution: true,
          toolCallValidation: "deferred"
        })
      )
      const foreign = Prompt.make([{ role: "assistant", content: [{ type: "reasoning", text: "Hm." }] }])
      const talk = Prompt.make("Count the rounds.").pipe(
        Prompt.concat(Prompt.fromResponseParts(yield* said)),
        Prompt.concat(foreign),
        Prompt.concat(Prompt.fromResponseParts(yield* said))
      )
      assert.deepStrictEqual((yield* messagesFor(talk))[1].content, [
        { type: "thinking", thinking: "남은 라운드를 센다 🤔", signature: "c2lnbmVk" },
        { type: "redacted_thinking", data: "aGlkZGVu" },
        { type: "text", text: "Five rounds." },
        { type: "text", text: "I look." },
        { type: "tool_use", id: "toolu_a", name: "fights", input: { opponentId: "맥그리거 🍀", limit: 3 } },
        { type: "tool_use", id: "toolu_b", name: "dataStatus", input: {} },
        { type: "tool_use", id: "toolu_c", name: "resolve", input: { text: "Khabib" } }
      ])
    })
  )
})
