import { countIn, finishUsage } from "@mma-savant/core/llm/FinishTokens"
import type { CallTokens } from "@mma-savant/core/llm/ModelCall"
import type { ModelConfig } from "@mma-savant/core/llm/ModelConfig"
import type { SpokenPart } from "@mma-savant/core/llm/Speaker"
import { paramsOf } from "@mma-savant/core/llm/ToolParams"
import type { VendorFault } from "@mma-savant/core/llm/VendorFault"
import { Array as Arr } from "effect"
import type { Response } from "effect/ai"
import { type CallDelta, type CompletionsChunk, type CompletionUsage, type Delta, textIn } from "./CompletionsChunk.ts"
import { CompletionsThought } from "./CompletionsThought.ts"

/** A call of a tool that is being written. */
interface Call {
  readonly id: string
  /** The id that the server gave it; empty where it gave none. */
  readonly told: string
  name: string
  args: string
}

const reasons: Readonly<Record<string, Response.FinishReason>> = {
  stop: "stop",
  length: "length",
  tool_calls: "tool-calls",
  function_call: "tool-calls",
  content_filter: "content-filter"
}

/** Arguments, which some servers send as an object. */
const written = (args: unknown): string =>
  typeof args === "string" ? args : args === undefined || args === null ? "" : JSON.stringify(args)

const isWhole = (args: string): boolean => args !== "" && typeof paramsOf(args) === "object"

/**
 * Whether a piece that comes under the index of `call` is of the next one: servers send several under one index. A new
 * id with a name tells it, and a name where there are no ids and the arguments so far are whole.
 */
const begins = (call: Call, told: string, name: string, args: string): boolean => {
  if (name === "") return false
  return told === "" ? isWhole(call.args) && (args !== "" || name !== call.name) : told !== call.told
}

const tokensOf = (usage: CompletionUsage | null): CallTokens => ({
  input: countIn(usage?.prompt_tokens),
  cacheRead: countIn(usage?.prompt_tokens_details?.cached_tokens),
  cacheWrite: countIn(usage?.prompt_tokens_details?.cache_write_tokens),
  output: countIn(usage?.completion_tokens),
  reasoning: countIn(usage?.completion_tokens_details?.reasoning_tokens)
})

/** One answer as its chunks come. */
export class CompletionsAnswer {
  private readonly config: ModelConfig
  private readonly thought = new CompletionsThought()
  private model = ""
  private block: { readonly type: "text" | "reasoning"; readonly id: string } | null = null
  private blocks = 0
  private readonly calls: Array<Call> = []
  private readonly underWay = new Map<number, Call>()
  private index = 0
  private refused = false
  private usage: CompletionUsage | null = null
  /** Why the model ended, in the server's word; null before that. */
  private reason: string | null = null
  private ended = false

  constructor(config: ModelConfig) {
    this.config = config
  }

  /** Whether its finish has been told. */
  get isOver(): boolean {
    return this.ended
  }

  /** What is amiss if no more comes; null once the model has said that it is done. */
  get fault(): VendorFault | null {
    if (this.reason === null) return { kind: "response", words: "the answer has no end" }
    return this.reason === "error" ? { kind: "unreachable", words: "the model broke off" } : null
  }

  take(chunk: CompletionsChunk | null): ReadonlyArray<SpokenPart> {
    const parts: Array<SpokenPart> = []
    if (chunk === null) return parts
    this.identify(chunk, parts)
    if (chunk.usage) this.usage = chunk.usage
    const choice = chunk.choices?.[0]
    if (choice?.delta) this.say(choice.delta, parts)
    const reason = textIn(choice?.finish_reason)
    if (reason !== "") this.reason = reason
    // Usage comes with the end or after it, if it comes: what is left then is to close the line.
    return chunk.usage && this.fault === null ? [...parts, ...this.end()] : parts
  }

  /** The calls of tools and the finish. */
  end(): Arr.NonEmptyReadonlyArray<SpokenPart> {
    this.ended = true
    const parts: Array<SpokenPart> = []
    this.close(parts)
    for (const [at, { args, id, name }] of this.calls.entries()) {
      const metadata = at === 0 ? this.thought.metadata(this.config) : {}
      parts.push({ type: "tool-params-end", id })
      parts.push({ type: "tool-call", id, name, params: paramsOf(args), metadata })
    }
    const reason = reasons[this.reason ?? ""] ?? "other"
    const cost = this.config.provider === "openrouter" ? this.usage?.cost : undefined
    const finish: Response.FinishPartEncoded = {
      type: "finish",
      reason: this.refused ? "content-filter" : reason === "stop" && this.calls.length > 0 ? "tool-calls" : reason,
      usage: finishUsage(tokensOf(this.usage)),
      metadata: typeof cost === "number" && cost >= 0 ? { openrouter: { cost } } : {}
    }
    return Arr.append(parts, finish)
  }

  /** Tells which answer of which model it is, and again when another model takes over. */
  private identify(chunk: CompletionsChunk, parts: Array<SpokenPart>): void {
    const model = textIn(chunk.model)
    if (model === "" || model === this.model) return
    this.model = model
    const id = textIn(chunk.id)
    parts.push({ type: "response-metadata", modelId: model, ...(id === "" ? {} : { id }) })
  }

  private say(delta: Delta, parts: Array<SpokenPart>): void {
    this.write("reasoning", this.thought.take(delta), parts)
    this.write("text", textIn(delta.content), parts)
    if (textIn(delta.refusal) !== "") this.refused = true
    for (const call of Array.isArray(delta.tool_calls) ? delta.tool_calls : []) if (call) this.call(call, parts)
    if (delta.function_call) this.call({ function: delta.function_call }, parts)
  }

  private write(type: "text" | "reasoning", delta: string, parts: Array<SpokenPart>): void {
    if (delta === "") return
    let block = this.block
    if (block?.type !== type) {
      this.close(parts)
      block = this.block = { type, id: `${this.blocks++}` }
      parts.push({ type: `${type}-start`, id: block.id })
    }
    parts.push({ type: `${type}-delta`, id: block.id, delta })
  }

  private close(parts: Array<SpokenPart>): void {
    if (this.block !== null) parts.push({ type: `${this.block.type}-end`, id: this.block.id })
    this.block = null
  }

  private call(delta: CallDelta, parts: Array<SpokenPart>): void {
    this.index = countIn(delta.index) ?? this.index
    const name = textIn(delta.function?.name)
    const args = written(delta.function?.arguments)
    const told = textIn(delta.id)
    let call = this.underWay.get(this.index)
    if (call === undefined || begins(call, told, name, args)) {
      this.close(parts)
      const isUsed = told === "" || this.calls.some(({ id }) => id === told)
      call = { id: isUsed ? crypto.randomUUID() : told, told, name, args: "" }
      this.calls.push(call)
      this.underWay.set(this.index, call)
      parts.push({ type: "tool-params-start", id: call.id, name })
    }
    if (call.name === "") call.name = name
    if (args === "") return
    call.args += args
    parts.push({ type: "tool-params-delta", id: call.id, delta: args })
  }
}
