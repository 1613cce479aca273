import { finishUsage } from "@mma-savant/core/llm/FinishTokens"
import type { ModelConfig } from "@mma-savant/core/llm/ModelConfig"
import type { SpokenPart } from "@mma-savant/core/llm/Speaker"
import { paramsOf } from "@mma-savant/core/llm/ToolParams"
import type { Response as Answer } from "effect/ai"
import { APIError } from "openai"
import type {
  Response,
  ResponseFunctionToolCall,
  ResponseOutputItem,
  ResponseOutputMessage,
  ResponseReasoningItem,
  ResponseStreamEvent
} from "openai/resources/responses/responses"
import type { SealedThought } from "./ResponsesInput.ts"
import { tokensOf } from "./ResponsesUsage.ts"

type BlockType = "text" | "reasoning"
type Metadata = NonNullable<SpokenPart["metadata"]>

/** A call of a tool that is being written. */
interface Call {
  readonly id: string
  readonly name: string
  args: string
  isWhole: boolean
}

const reasons: Readonly<Record<string, Answer.FinishReason>> = {
  max_output_tokens: "length",
  content_filter: "content-filter"
}

/** An error that is told of in an answer, as the vendor's library throws those that come in its stead. */
const failureOf = (error: object | null | undefined): APIError =>
  new APIError(undefined, error ?? undefined, "the answer failed", undefined)

/** One answer as its events come: items of output, each under its index, in pieces or at once. */
export class ResponsesAnswer {
  private readonly config: ModelConfig
  private parts: Array<SpokenPart> = []
  private last = Number.NEGATIVE_INFINITY
  private isIdentified = false
  private isRefused = false
  private isFinished = false
  /** Texts and thoughts by their ids, and whether they are still being written. */
  private readonly blocks = new Map<string, { readonly type: BlockType; isOpen: boolean }>()
  /** By the index of the item. */
  private readonly calls = new Map<number, Call>()

  constructor(config: ModelConfig) {
    this.config = config
  }

  /** Nothing more is to come. */
  get isOver(): boolean {
    return this.isFinished
  }

  /** The parts of an event; one that came before has none. Throws the error that an event tells of. */
  take(event: ResponseStreamEvent): ReadonlyArray<SpokenPart> {
    if (this.isFinished || event.sequence_number <= this.last) return []
    this.last = event.sequence_number ?? this.last
    this.parts = []
    this.read(event)
    return this.parts
  }

  private read(event: ResponseStreamEvent): void {
    switch (event.type) {
      case "response.queued":
      case "response.created":
      case "response.in_progress":
        this.identify(event.response)
        break
      case "response.output_item.added":
        if (event.item.type === "function_call") this.begin(event.output_index, event.item)
        break
      case "response.output_item.done":
        this.end(event.output_index, event.item)
        break
      case "response.refusal.delta":
        this.isRefused = true
        this.write("text", `${event.output_index}.${event.content_index}`, event.delta)
        break
      case "response.output_text.delta":
        this.write("text", `${event.output_index}.${event.content_index}`, event.delta)
        break
      case "response.reasoning_summary_part.added":
        if (this.blocks.has(`${event.output_index}`)) this.write("reasoning", `${event.output_index}`, "\n\n")
        break
      case "response.reasoning_summary_text.delta":
      case "response.reasoning_text.delta":
        this.write("reasoning", `${event.output_index}`, event.delta)
        break
      case "response.function_call_arguments.delta":
        this.argue(this.calls.get(event.output_index), event.delta)
        break
      case "response.completed":
      case "response.incomplete":
        this.finish(event.response, event.type === "response.incomplete")
        break
      case "response.failed":
        throw failureOf(event.response.error)
      case "error":
        throw failureOf("error" in event && typeof event.error === "object" ? event.error : event)
    }
  }

  private identify({ created_at, id, model }: Response): void {
    if (this.isIdentified) return
    this.isIdentified = true
    const timestamp = Number.isFinite(created_at) ? { timestamp: new Date(created_at * 1000).toISOString() } : {}
    this.parts.push({ type: "response-metadata", id, modelId: model, ...timestamp })
  }

  private write(type: BlockType, id: string, delta: string): void {
    if (!delta || this.blocks.get(id)?.isOpen === false) return
    this.open(type, id)
    this.parts.push({ type: `${type}-delta`, id, delta })
  }

  private open(type: BlockType, id: string): void {
    if (this.blocks.has(id)) return
    this.blocks.set(id, { type, isOpen: true })
    this.parts.push({ type: `${type}-start`, id })
  }

  private close(id: string, metadata?: Metadata): void {
    const block = this.blocks.get(id)
    if (block?.isOpen !== true) return
    block.isOpen = false
    this.parts.push({ type: `${block.type}-end`, id, ...(metadata === undefined ? {} : { metadata }) })
  }

  private begin(index: number, { call_id, name }: ResponseFunctionToolCall): Call {
    const call = { id: call_id, name, args: "", isWhole: false }
    this.calls.set(index, call)
    this.parts.push({ type: "tool-params-start", id: call_id, name })
    return call
  }

  private argue(call: Call | undefined, delta: string): void {
    if (call === undefined || call.isWhole || !delta) return
    call.args += delta
    this.parts.push({ type: "tool-params-delta", id: call.id, delta })
  }

  /** An item that is whole: what of it has not come in pieces comes now. */
  private end(index: number, item: ResponseOutputItem): void {
    if (item.type === "message") this.endMessage(index, item)
    else if (item.type === "reasoning") this.endThought(index, item)
    else if (item.type === "function_call") {
      const call = this.calls.get(index) ?? this.begin(index, item)
      if (call.args === "") this.argue(call, item.arguments)
      this.endCall(call)
    }
  }

  private endMessage(index: number, { content, phase }: ResponseOutputMessage): void {
    const metadata: Metadata | undefined = phase ? { [this.config.name]: { phase } } : undefined
    for (const [at, part] of content.entries()) {
      const id = `${index}.${at}`
      if (part.type === "refusal") this.isRefused = true
      if (!this.blocks.has(id)) this.write("text", id, part.type === "refusal" ? part.refusal : part.text)
      this.close(id, metadata)
    }
  }

  /** Thought that was not shown is a part all the same when it is sealed: the model wants it back. */
  private endThought(index: number, item: ResponseReasoningItem): void {
    const id = `${index}`
    const summary = item.summary.map(({ text }) => text)
    const texts = summary.length > 0 ? summary : (item.content ?? []).map(({ text }) => text)
    if (!this.blocks.has(id)) this.write("reasoning", id, texts.join("\n\n"))
    if (item.encrypted_content) {
      this.open("reasoning", id)
      this.close(id, {
        [this.config.name]: { id: item.id, summary, encrypted_content: item.encrypted_content } satisfies SealedThought
      })
    } else this.close(id)
  }

  private endCall(call: Call): void {
    if (call.isWhole) return
    call.isWhole = true
    this.parts.push({ type: "tool-params-end", id: call.id })
    this.parts.push({ type: "tool-call", id: call.id, name: call.name, params: paramsOf(call.args) })
  }

  private finish(response: Response, isCut: boolean): void {
    this.identify(response)
    const { incomplete_details, output, usage } = response
    // An answer of which nothing has come in pieces is here at once.
    if (this.blocks.size + this.calls.size === 0) for (const [at, item] of (output ?? []).entries()) this.end(at, item)
    for (const call of this.calls.values()) this.endCall(call)
    for (const id of this.blocks.keys()) this.close(id)
    const ended = this.isRefused ? "content-filter" : this.calls.size > 0 ? "tool-calls" : "stop"
    const reason = isCut ? (reasons[incomplete_details?.reason ?? ""] ?? "other") : ended
    this.parts.push({ type: "finish", reason, usage: finishUsage(tokensOf(usage)) })
    this.isFinished = true
  }
}
