/** A piece of a call of a tool. */
export interface CallDelta {
  readonly index?: number | null
  readonly id?: string | null
  readonly function?: { readonly name?: string | null; readonly arguments?: unknown } | null
}

/** A piece of the answer. */
export interface Delta {
  readonly content?: unknown
  readonly refusal?: unknown
  /** Thought, as most servers write it, and as OpenRouter and newer servers do. */
  readonly reasoning_content?: unknown
  readonly reasoning?: unknown
  /** Thought as OpenRouter wants it back. */
  readonly reasoning_details?: unknown
  readonly tool_calls?: unknown
  /** How a tool was called before there could be several. */
  readonly function_call?: CallDelta["function"]
}

/** What was used, in the whole call so far. */
export interface CompletionUsage {
  readonly prompt_tokens?: unknown
  readonly completion_tokens?: unknown
  readonly prompt_tokens_details?: { readonly cached_tokens?: unknown; readonly cache_write_tokens?: unknown } | null
  readonly completion_tokens_details?: { readonly reasoning_tokens?: unknown } | null
  /** OpenRouter's, in US dollars. */
  readonly cost?: unknown
}

/** A chunk of Chat Completions as servers send it, not as it is specified: anything may be missing or null. */
export interface CompletionsChunk {
  readonly id?: unknown
  readonly model?: unknown
  readonly choices?: ReadonlyArray<{
    readonly delta?: Delta | null
    readonly finish_reason?: unknown
  } | null> | null
  readonly usage?: CompletionUsage | null
}

/** The text there is, or none. */
export const textIn = (value: unknown): string => (typeof value === "string" ? value : "")
