import { countIn } from "@mma-savant/core/llm/FinishTokens"
import type { CallTokens } from "@mma-savant/core/llm/ModelCall"
import type { ResponseUsage } from "openai/resources/responses/responses"

/** What an answer took. What the cache gave and took is part of the input, and thought of the output. */
export const tokensOf = (usage: Partial<ResponseUsage> | null | undefined): CallTokens => ({
  input: countIn(usage?.input_tokens),
  cacheRead: countIn(usage?.input_tokens_details?.cached_tokens),
  cacheWrite: countIn(usage?.input_tokens_details?.cache_write_tokens),
  output: countIn(usage?.output_tokens),
  reasoning: countIn(usage?.output_tokens_details?.reasoning_tokens)
})
