import type { ModelCall } from "@mma-savant/core/llm/ModelCall"

/** What the ledger keeps of a call, in the order of {@link callColumns}, with the types that JSON is read as. */
const fields = {
  provider: "text",
  model: "text",
  source: "text",
  input_tokens: "int",
  cache_read_tokens: "int",
  cache_write_tokens: "int",
  output_tokens: "int",
  reasoning_tokens: "int",
  estimated: "boolean",
  cost: "numeric",
  first_token_ms: "int",
  total_ms: "int",
  outcome: "text"
} as const

type CallRow = Readonly<Record<keyof typeof fields, string | number | boolean | null>>

export const callRow = ({ firstTokenMs, tokens, totalMs, ...call }: ModelCall): CallRow => ({
  ...call,
  input_tokens: tokens.input,
  cache_read_tokens: tokens.cacheRead,
  cache_write_tokens: tokens.cacheWrite,
  output_tokens: tokens.output,
  reasoning_tokens: tokens.reasoning,
  first_token_ms: firstTokenMs,
  total_ms: totalMs
})

export const callColumns = Object.keys(fields).join(", ")

/** The same with their types, as `jsonb_to_recordset` wants to be told. */
export const callFields = Object.entries(fields)
  .map(([column, type]) => `${column} ${type}`)
  .join(", ")
