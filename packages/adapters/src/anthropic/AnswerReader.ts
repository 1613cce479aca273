import type Anthropic from "@anthropic-ai/sdk"
import { finishUsage } from "@mma-savant/core/llm/FinishTokens"
import { type CallTokens, untoldTokens } from "@mma-savant/core/llm/ModelCall"
import type { SpokenPart } from "@mma-savant/core/llm/Speaker"
import { paramsOf } from "@mma-savant/core/llm/ToolParams"
import type { Response } from "effect/ai"
import { type Counted, sum, tokensOf, updated } from "./Tokens.ts"

const reasons: Readonly<Record<string, Response.FinishReason>> = {
  end_turn: "stop",
  stop_sequence: "stop",
  max_tokens: "length",
  model_context_window_exceeded: "length",
  // The vendor pauses without end: what has been said is all there will be.
  pause_turn: "length",
  tool_use: "tool-calls",
  refusal: "content-filter"
}

/** A block under way: the vendor's own with all that has come of it, and arguments as they are being written. */
interface Block {
  readonly id: string
  readonly whole: Anthropic.ContentBlock
  json: string
}

const textDelta = (id: string, delta: string): ReadonlyArray<SpokenPart> =>
  delta === "" ? [] : [{ type: "text-delta", id, delta }]

const reasoningDelta = (id: string, delta: string): ReadonlyArray<SpokenPart> =>
  delta === "" ? [] : [{ type: "reasoning-delta", id, delta }]

const begun = ({ id, whole }: Block): ReadonlyArray<SpokenPart> => {
  switch (whole.type) {
    case "text":
      return [{ type: "text-start", id }, ...textDelta(id, whole.text)]
    case "thinking":
      return [{ type: "reasoning-start", id }, ...reasoningDelta(id, whole.thinking)]
    case "redacted_thinking":
      return [{ type: "reasoning-start", id }]
    case "tool_use":
      return [{ type: "tool-params-start", id: whole.id, name: whole.name }]
    default:
      return []
  }
}

const grown = (block: Block, delta: Anthropic.RawContentBlockDelta): ReadonlyArray<SpokenPart> => {
  const { id, whole } = block
  if (delta.type === "text_delta" && whole.type === "text") {
    whole.text += delta.text
    return textDelta(id, delta.text)
  }
  if (delta.type === "thinking_delta" && whole.type === "thinking") {
    whole.thinking += delta.thinking
    return reasoningDelta(id, delta.thinking)
  }
  if (delta.type === "signature_delta" && whole.type === "thinking") whole.signature = delta.signature
  if (delta.type === "input_json_delta") {
    block.json += delta.partial_json
    if (whole.type === "tool_use" && delta.partial_json !== "") {
      return [{ type: "tool-params-delta", id: whole.id, delta: delta.partial_json }]
    }
  }
  return []
}

const ended = ({ id, json, whole }: Block): ReadonlyArray<SpokenPart> => {
  if (json !== "" && "input" in whole) whole.input = paramsOf(json)
  switch (whole.type) {
    case "text":
      return [{ type: "text-end", id }]
    case "thinking":
      return [{ type: "reasoning-end", id, metadata: { anthropic: { signature: whole.signature } } }]
    case "redacted_thinking":
      return [{ type: "reasoning-end", id, metadata: { anthropic: { data: whole.data } } }]
    case "tool_use":
      return [
        { type: "tool-params-end", id: whole.id },
        { type: "tool-call", id: whole.id, name: whole.name, params: whole.input ?? {} }
      ]
    default:
      return []
  }
}

/**
 * Reads the events of one answer, which may take several requests. Events and blocks of a kind that is not known are
 * passed over. What breaks the protocol is thrown.
 */
export class AnswerReader {
  readonly #blocks = new Map<number, Block>()
  #named = false
  /** Blocks of the requests before this one. */
  #before = 0
  #counted: Counted = {}
  #tokens: CallTokens = untoldTokens
  #stop: string | null = null
  #over = false

  /** What the model has said so far, as the vendor wants it back. */
  readonly said: Array<Anthropic.ContentBlock> = []

  /** The request is answered to its end. */
  get isOver(): boolean {
    return this.#over
  }

  /** The vendor wants to be asked to go on. */
  get isPaused(): boolean {
    return this.#over && this.#stop === "pause_turn"
  }

  get finish(): Response.FinishPartEncoded {
    const usage = finishUsage(sum(this.#tokens, tokensOf(this.#counted)))
    return { type: "finish", reason: reasons[this.#stop ?? ""] ?? "other", usage }
  }

  /** What follows answers the next request. */
  goOn(): void {
    this.#before = this.said.length
    this.#blocks.clear()
    this.#tokens = sum(this.#tokens, tokensOf(this.#counted))
    this.#counted = {}
    this.#stop = null
    this.#over = false
  }

  read(event: Anthropic.RawMessageStreamEvent): ReadonlyArray<SpokenPart> {
    switch (event.type) {
      case "message_start":
        return this.#start(event.message)
      case "content_block_start": {
        const id = String(this.#before + event.index)
        const block = { id, whole: { ...event.content_block }, json: "" }
        this.#blocks.set(event.index, block)
        return begun(block)
      }
      case "content_block_delta": {
        const block = this.#blocks.get(event.index)
        return block === undefined ? [] : grown(block, event.delta)
      }
      case "content_block_stop": {
        const block = this.#blocks.get(event.index)
        if (block === undefined) return []
        this.said.push(block.whole)
        return ended(block)
      }
      case "message_delta":
        this.#stop = event.delta.stop_reason ?? this.#stop
        this.#counted = updated(this.#counted, event.usage)
        return []
      case "message_stop":
        if (this.#stop === null) throw new Error("the message stopped without a reason")
        if (this.said.length < this.#before + this.#blocks.size) throw new Error("the message stopped within a block")
        this.#over = true
        return []
      default:
        return []
    }
  }

  /** Tells what the vendor has counted by now, for the case that it does not come to tell the rest. */
  #start({ id, model, usage }: Anthropic.Message): ReadonlyArray<SpokenPart> {
    this.#counted = updated(this.#counted, usage)
    if (this.#named) return []
    this.#named = true
    const tokens = { ...tokensOf(this.#counted), output: null }
    return [{ type: "response-metadata", id, modelId: model, metadata: { savant: { tokens } } }]
  }
}
