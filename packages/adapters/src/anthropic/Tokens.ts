import type Anthropic from "@anthropic-ai/sdk"
import type { CallTokens } from "@mma-savant/core/llm/ModelCall"

/** What the vendor counts, in the head and anew at the end. */
export type Counted = Partial<Anthropic.Usage | Anthropic.MessageDeltaUsage>

const plus = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : a + b)

/** The counts of one request so far: each is a total, so that of two the later one holds, unless it is null. */
export const updated = (before: Counted, next: Counted | null | undefined): Counted => ({
  ...before,
  ...Object.fromEntries(Object.entries(next ?? {}).filter(([, count]) => count !== null && count !== undefined))
})

/** Input is what was read anew, plus what was read from the cache and written to it, which the vendor counts apart. */
export const tokensOf = (counted: Counted): CallTokens => {
  const cacheRead = counted.cache_read_input_tokens ?? null
  const cacheWrite = counted.cache_creation_input_tokens ?? null
  const fresh = counted.input_tokens ?? null
  return {
    input: fresh === null ? null : fresh + (cacheRead ?? 0) + (cacheWrite ?? 0),
    cacheRead,
    cacheWrite,
    output: counted.output_tokens ?? null,
    reasoning: counted.output_tokens_details?.thinking_tokens ?? null
  }
}

/** Two requests for one answer. */
export const sum = (a: CallTokens, b: CallTokens): CallTokens => ({
  input: plus(a.input, b.input),
  cacheRead: plus(a.cacheRead, b.cacheRead),
  cacheWrite: plus(a.cacheWrite, b.cacheWrite),
  output: plus(a.output, b.output),
  reasoning: plus(a.reasoning, b.reasoning)
})
