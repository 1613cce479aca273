import { readFileSync } from "node:fs"
import type { Recording } from "@mma-savant/core/contract/Speaker"
import type { SpokenPart } from "@mma-savant/core/llm/Speaker"
import type { FaultKind } from "@mma-savant/core/llm/VendorFault"
import type { Response } from "effect/ai"

/** The bytes of an answer as the vendor sends them. */
export const wire = (name: string): string =>
  readFileSync(new URL(`./fixtures/responses-${name}.sse`, import.meta.url), "utf8")

/** What the parts are noted under that the model wants back. */
const name = "openai/gpt-5.4-mini"

const head = (answer: string): SpokenPart => ({
  type: "response-metadata",
  id: `resp_${answer}`,
  modelId: "gpt-5.4-mini-2026-03-17",
  timestamp: "2026-01-01T00:00:00.000Z"
})

const block = (
  type: "text" | "reasoning",
  id: string,
  deltas: ReadonlyArray<string>,
  note?: SpokenPart["metadata"]
): ReadonlyArray<SpokenPart> => [
  { type: `${type}-start`, id },
  ...deltas.map((delta): SpokenPart => ({ type: `${type}-delta`, id, delta })),
  { type: `${type}-end`, id, ...(note === undefined ? {} : { metadata: { [name]: note } }) }
]

const begun = (id: string, tool: string): SpokenPart => ({ type: "tool-params-start", id, name: tool })
const argued = (id: string, delta: string): SpokenPart => ({ type: "tool-params-delta", id, delta })
const called = (id: string, tool: string, params: unknown): ReadonlyArray<SpokenPart> => [
  { type: "tool-params-end", id },
  { type: "tool-call", id, name: tool, params }
]

interface Counts {
  readonly input: number
  readonly cacheRead?: number
  readonly cacheWrite?: number
  readonly uncached: number
  readonly output: number
  readonly reasoning?: number
}

const finish = (
  reason: Response.FinishReason,
  { cacheRead = 0, cacheWrite = 0, input, output, reasoning = 0, uncached }: Counts
): SpokenPart => ({
  type: "finish",
  reason,
  usage: {
    inputTokens: { total: input, cacheRead, cacheWrite, uncached },
    outputTokens: { total: output, reasoning, text: undefined }
  }
})

const recording = (answer: string, parts: ReadonlyArray<SpokenPart>, fault?: FaultKind): Recording => ({
  name: answer,
  bodies: [wire(answer)],
  parts,
  ...(fault === undefined ? {} : { fault })
})

export const recordings = [
  recording("text", [
    head("text"),
    ...block("text", "0.0", ["정찬성은 ", "‘코리안 좀비’ ", "— 17 wins ", "🥊🇰🇷."], { phase: "final_answer" }),
    finish("stop", { input: 1200, cacheRead: 1024, uncached: 176, output: 34 })
  ]),
  // Thought that is not shown, two calls in turns, of which the second has its arguments at once, and one without any.
  recording("tools", [
    head("tools"),
    ...block("reasoning", "0", [], { id: "rs_1", summary: [], encrypted_content: "gAAAsealed" }),
    begun("call_1", "searchFighters"),
    begun("call_2", "getRankings"),
    begun("call_3", "listEvents"),
    argued("call_1", '{"name":"정'),
    argued("call_1", '찬성"}'),
    ...called("call_1", "searchFighters", { name: "정찬성" }),
    argued("call_2", '{"weightClass":"Featherweight"}'),
    ...called("call_2", "getRankings", { weightClass: "Featherweight" }),
    ...called("call_3", "listEvents", {}),
    finish("tool-calls", { input: 900, cacheWrite: 512, uncached: 388, output: 210, reasoning: 128 })
  ]),
  recording("thought", [
    head("thought"),
    ...block("reasoning", "0", ["**Records**\n", "Compare both.", "\n\n", "**Reach** 🤔"], {
      id: "rs_2",
      summary: ["**Records**\nCompare both.", "**Reach** 🤔"],
      encrypted_content: "gAAAopaque"
    }),
    ...block("text", "1.0", ["Holloway."]),
    finish("stop", { input: 80, uncached: 80, output: 300, reasoning: 256 })
  ]),
  // Events that come twice, comments, and events that nobody knows.
  recording("repeated", [
    head("repeated"),
    ...block("text", "0.0", ["A split ", "decision."]),
    finish("stop", { input: 10, uncached: 10, output: 5 })
  ]),
  recording("refusal", [
    head("refusal"),
    ...block("text", "0.0", ["I can’t ", "help with that."]),
    finish("content-filter", { input: 40, uncached: 40, output: 9 })
  ]),
  recording("length", [
    head("length"),
    ...block("text", "0.0", ["Looking."]),
    begun("call_1", "searchFighters"),
    argued("call_1", '{"name":"Vol'),
    ...called("call_1", "searchFighters", '{"name":"Vol'),
    finish("length", { input: 70, uncached: 70, output: 16 })
  ]),
  recording("filtered", [
    head("filtered"),
    ...block("text", "0.0", ["He said "]),
    finish("content-filter", { input: 70, uncached: 70, output: 3 })
  ]),
  recording("whole", [
    head("whole"),
    ...block("reasoning", "0", ["Easy."]),
    ...block("text", "1.0", ["By submission."]),
    begun("call_1", "listEvents"),
    argued("call_1", "{}"),
    ...called("call_1", "listEvents", {}),
    finish("tool-calls", { input: 12, uncached: 12, output: 7, reasoning: 2 })
  ]),
  recording("failed", [head("failed"), ...block("text", "0.0", ["The "]).slice(0, 2)], "unreachable"),
  recording("error-nested", [head("error-nested")], "context"),
  recording("error-flat", [head("error-flat")], "rate_limited"),
  recording("error-unnamed", [head("error-unnamed")], "spent"),
  recording("broken", [head("broken")], "response")
] satisfies [Recording, ...Array<Recording>]
