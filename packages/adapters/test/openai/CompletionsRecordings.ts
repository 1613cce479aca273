import { readFileSync } from "node:fs"
import type { Recording } from "@mma-savant/core/contract/Speaker"
import type { SpokenPart } from "@mma-savant/core/llm/Speaker"
import type { FaultKind } from "@mma-savant/core/llm/VendorFault"
import type { Response } from "effect/ai"

/** The bytes of an answer as a server sends them. */
export const wire = (name: string): string =>
  readFileSync(new URL(`./fixtures/completions-${name}.sse`, import.meta.url), "utf8")

const head = (modelId = "qwen/qwen3-32b"): SpokenPart => ({ type: "response-metadata", id: "gen-7", modelId })

const block = (type: "text" | "reasoning", id: string, ...deltas: ReadonlyArray<string>): ReadonlyArray<SpokenPart> => [
  { type: `${type}-start`, id },
  ...deltas.map((delta): SpokenPart => ({ type: `${type}-delta`, id, delta })),
  { type: `${type}-end`, id }
]

const begin = (id: string, name: string, ...deltas: ReadonlyArray<string>): ReadonlyArray<SpokenPart> => [
  { type: "tool-params-start", id, name },
  ...deltas.map((delta): SpokenPart => ({ type: "tool-params-delta", id, delta }))
]

const call = (id: string, name: string, params: unknown, metadata = {}): ReadonlyArray<SpokenPart> => [
  { type: "tool-params-end", id },
  { type: "tool-call", id, name, params, metadata }
]

interface Counted {
  readonly input?: number
  readonly uncached?: number
  readonly cacheRead?: number
  readonly cacheWrite?: number
  readonly output?: number
  readonly reasoning?: number
}

const finish = (reason: Response.FinishReason, counted: Counted = {}, cost?: number): SpokenPart => ({
  type: "finish",
  reason,
  usage: {
    inputTokens: {
      total: counted.input,
      uncached: counted.uncached ?? counted.input,
      cacheRead: counted.cacheRead,
      cacheWrite: counted.cacheWrite
    },
    outputTokens: { total: counted.output, reasoning: counted.reasoning, text: undefined }
  },
  metadata: cost === undefined ? {} : { openrouter: { cost } }
})

const answered = (name: string, ...parts: ReadonlyArray<SpokenPart>): Recording => ({
  name,
  bodies: [wire(name)],
  parts
})

const broken = (name: string, fault: FaultKind, ...parts: ReadonlyArray<SpokenPart>): Recording => ({
  ...answered(name, ...parts),
  fault
})

const told = (...deltas: ReadonlyArray<string>) => block("text", "0", ...deltas).slice(0, -1)

/** As OpenRouter, asked for `qwen/qwen3-32b`, and other servers answer. */
export const recordings: readonly [Recording, ...Array<Recording>] = [
  answered(
    "openrouter",
    head(),
    ...block("text", "0", "정찬성은 ", "🥊 17승", " — “Zombie”."),
    finish("stop", { input: 120, uncached: 12, cacheRead: 100, cacheWrite: 8, output: 14, reasoning: 0 }, 0.00042)
  ),
  answered(
    "other-model",
    ...block("text", "0", "Ortega ").slice(0, -1),
    head(),
    { type: "text-delta", id: "0", delta: "lost " },
    head("mistralai/mistral-small"),
    { type: "text-delta", id: "0", delta: "by decision." },
    { type: "text-end", id: "0" },
    finish("stop")
  ),
  answered(
    "tools-from-one",
    head(),
    ...block("text", "0", "Looking up 정찬성. "),
    ...begin("call_a", "resolve", '{"te', 'xt":"정찬성"}'),
    ...begin("call_b", "fights", '{"limit"', ":3}"),
    ...call("call_a", "resolve", { text: "정찬성" }),
    ...call("call_b", "fights", { limit: 3 }),
    finish("tool-calls", { input: 50, output: 9 })
  ),
  answered(
    "tools-all-zero",
    head(),
    ...begin("call_a", "resolve", '{"text":"Chan Sung Jung"}'),
    ...begin("call_b", "dataStatus"),
    ...begin("call_c", "compare", '{"a":1,', '"b":2}'),
    ...call("call_a", "resolve", { text: "Chan Sung Jung" }),
    ...call("call_b", "dataStatus", {}),
    ...call("call_c", "compare", { a: 1, b: 2 }),
    finish("tool-calls", { input: 40, output: 8 })
  ),
  answered(
    "tools-broken",
    head(),
    ...begin("call_a", "resolve", '{"text":"Zom'),
    ...call("call_a", "resolve", '{"text":"Zom'),
    finish("length")
  ),
  answered(
    "reasoning",
    head(),
    ...block("reasoning", "0", "Who is ", "좀비?"),
    ...block("text", "1", "Chan Sung Jung", " 🧟."),
    finish("stop")
  ),
  answered(
    "reasoning-details",
    head(),
    ...block("reasoning", "0", "Find ", "him."),
    ...begin("call_a", "resolve", '{"text":"Zombie"}'),
    ...call(
      "call_a",
      "resolve",
      { text: "Zombie" },
      {
        "openrouter/qwen/qwen3-32b": {
          reasoning_details: [
            { type: "reasoning.text", text: "Find him.", format: "google-gemini-v1", index: 0 },
            { type: "reasoning.encrypted", data: "c2VjcmV0", id: "call_a", index: 0 }
          ]
        }
      }
    ),
    finish("tool-calls")
  ),
  answered("length", head(), ...block("text", "0", "Volkanovski "), finish("length")),
  answered("content-filter", head(), finish("content-filter")),
  answered("refusal", head(), finish("content-filter")),
  answered("unknown-reason", head(), ...block("text", "0", "Yes."), finish("other")),
  broken("error-chunk", "unreachable", head(), ...told("Topu")),
  broken("error-limit", "rate_limited"),
  broken("error-reason", "unreachable", head(), ...told("Topu")),
  broken("error-line", "overloaded", head(), ...told("Topu")),
  broken("error-event", "context"),
  broken("no-finish", "response", head(), ...told("Makhachev ", "won")),
  broken("no-json", "response", head(), ...told("Makhachev ")),
  broken("empty", "response")
]
