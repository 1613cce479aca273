import { readFileSync } from "node:fs"
import type { Recording } from "@mma-savant/core/contract/Speaker"
import type { CallTokens } from "@mma-savant/core/llm/ModelCall"
import type { SpokenPart } from "@mma-savant/core/llm/Speaker"
import type { Response } from "effect/ai"

/** The bytes of an answer as the vendor sends them. */
export const wire = (name: string): string => readFileSync(new URL(`./fixtures/${name}.sse`, import.meta.url), "utf8")

const head = (counted: Partial<CallTokens> = { input: 25 }): SpokenPart => ({
  type: "response-metadata",
  id: "msg_01",
  modelId: "claude-sonnet-4-6",
  metadata: {
    savant: { tokens: { input: null, cacheRead: null, cacheWrite: null, reasoning: null, output: null, ...counted } }
  }
})

const text = (id: string, ...deltas: ReadonlyArray<string>): ReadonlyArray<SpokenPart> => [
  { type: "text-start", id },
  ...deltas.map((delta): SpokenPart => ({ type: "text-delta", id, delta })),
  { type: "text-end", id }
]

const tool = (id: string, name: string, deltas: ReadonlyArray<string>, params: unknown): ReadonlyArray<SpokenPart> => [
  { type: "tool-params-start", id, name },
  ...deltas.map((delta): SpokenPart => ({ type: "tool-params-delta", id, delta })),
  { type: "tool-params-end", id },
  { type: "tool-call", id, name, params }
]

const finish = (
  reason: Response.FinishReason,
  {
    cacheRead,
    cacheWrite,
    input = 25,
    output,
    reasoning,
    uncached = input
  }: { [Count in keyof CallTokens | "uncached"]?: number }
): SpokenPart => ({
  type: "finish",
  reason,
  usage: {
    inputTokens: { uncached, total: input, cacheRead, cacheWrite },
    outputTokens: { total: output, text: undefined, reasoning }
  }
})

const recording = (
  name: string,
  parts: ReadonlyArray<SpokenPart>,
  { bodies = [name], ...rest }: Partial<Pick<Recording, "bodies" | "fault">> = {}
): Recording => ({ name, bodies: bodies.map(wire), parts, ...rest })

export const recordings = [
  recording("text", [
    head({ input: 1065, cacheRead: 1000, cacheWrite: 40 }),
    ...text("0", "Chan Sung Jung", "(정찬성)", " won by twister 🥋👊🏽", "!"),
    finish("stop", { input: 1065, uncached: 25, cacheRead: 1000, cacheWrite: 40, output: 17 })
  ]),
  recording("cumulative-usage", [
    head({ input: 503, cacheRead: 500 }),
    ...text("0", "Two rounds."),
    finish("stop", { input: 534, uncached: 4, cacheRead: 500, cacheWrite: 30, output: 12, reasoning: 7 })
  ]),
  recording("tools", [
    head(),
    ...text("0", "I look."),
    ...tool("toolu_a", "fights", ['{"oppon', "ent", 'Id":"', "맥그", '리거 🍀"', ',"limit":', "3}"], {
      opponentId: "맥그리거 🍀",
      limit: 3
    }),
    ...tool("toolu_b", "dataStatus", [], {}),
    ...tool("toolu_c", "resolve", [], { text: "Khabib" }),
    finish("tool-calls", { output: 60 })
  ]),
  recording("broken-arguments", [
    head(),
    ...tool("toolu_a", "resolve", ['{"text":"Kha'], '{"text":"Kha'),
    finish("length", { output: 4096 })
  ]),
  recording("thinking", [
    head(),
    { type: "reasoning-start", id: "0" },
    { type: "reasoning-delta", id: "0", delta: "남은 라운드를 " },
    { type: "reasoning-delta", id: "0", delta: "센다 🤔" },
    { type: "reasoning-end", id: "0", metadata: { anthropic: { signature: "c2lnbmVk" } } },
    { type: "reasoning-start", id: "1" },
    { type: "reasoning-end", id: "1", metadata: { anthropic: { data: "aGlkZGVu" } } },
    ...text("2", "Five rounds."),
    finish("stop", { output: 40, reasoning: 31 })
  ]),
  recording("unknown", [head(), ...text("1", "A ", "draw."), finish("other", { output: 3 })]),
  recording(
    "pause",
    [
      head({ input: 100 }),
      ...text("0", "Let me see."),
      ...text("2", "Pereira, by knockout."),
      finish("stop", { input: 320, uncached: 230, cacheRead: 90, output: 18 })
    ],
    { bodies: ["pause-1", "pause-2"] }
  ),
  recording("refusal", [head(), finish("content-filter", { output: 2 })]),
  recording("context-full", [head(), ...text("0", "Jon Jones"), finish("length", { output: 3 })]),
  recording("afterthought", [head(), ...text("0", "Jon Jones"), finish("stop", { output: 3 })]),
  recording("overloaded", [head(), ...text("0", "Rou").slice(0, 2)], { fault: "overloaded" }),
  recording("limited", [], { fault: "rate_limited" }),
  recording("no-reason", [head(), ...text("0", "Wait.")], { fault: "response" }),
  recording("open-block", [head(), { type: "tool-params-start", id: "toolu_a", name: "resolve" }], {
    fault: "response"
  }),
  recording("no-json", [head(), { type: "text-start", id: "0" }], { fault: "response" }),
  recording("no-block", [head()], { fault: "response" })
] as const
