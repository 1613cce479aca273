import type { MessageId, MessagePart, RunId } from "@mma-savant/core/conversation/ChatMessage"
import type { FrameBody, RunEndStatus } from "@mma-savant/core/conversation/ChatProtocol"
import type { ErrorBody } from "@mma-savant/core/conversation/ErrorCode"
import { partFrames } from "@mma-savant/core/conversation/InFlight"
import type { OpenInquiry } from "@mma-savant/core/conversation/Inquiry"
import { dataChunk, type FinishReason, isSpoken, type UiStreamChunk } from "./UiStreamChunk.ts"

type Frame<T extends FrameBody["t"]> = Extract<FrameBody, { readonly t: T }>
type Chunks = ReadonlyArray<UiStreamChunk>

const none: Chunks = []

const finishReasons: Partial<Record<RunEndStatus, FinishReason>> = {
  completed: "stop",
  length: "length",
  refused: "content-filter"
}

/** What is said of a failure that has no words of its own. */
const failures: Partial<Record<RunEndStatus, string>> = {
  failed: "The answer could not be given. Ask again.",
  interrupted: "The answer was interrupted. Ask again."
}

/**
 * One answer in the words of the UI message stream, of the frames of its run. What a `run.reset` takes back is what the
 * model has said since its tools last answered: exactly that is a step here, and `reset-step` takes it back. A part that
 * was told before the step is whole, and is not told again.
 */
export class UiStreamAnswer {
  /** The run has begun to give it; and nothing comes after. */
  hasBegun = false
  isOver = false
  /** The parts told so far, and those of them that no reset takes back. */
  private told = 0
  private settled = 0
  private steps = 0
  private isStepOpen = false
  /** The text that goes on. */
  private open: { readonly part: number; readonly kind: "text" | "reasoning" } | null = null
  /** The calls without a result, and the step of each. */
  private readonly calls = new Map<string, number>()
  private ask: OpenInquiry | null = null
  private readonly run: RunId
  private readonly messageId: MessageId

  constructor(run: RunId, messageId: MessageId) {
    this.run = run
    this.messageId = messageId
  }

  /** Comes before everything else. */
  get start(): UiStreamChunk {
    return { type: "start", messageId: this.messageId, messageMetadata: { run: this.run } }
  }

  /** What a frame of the session means for this answer. */
  take(frame: FrameBody): Chunks {
    if (this.isOver || (frame.run !== undefined && frame.run !== this.run)) return none
    this.hasBegun ||= frame.run === this.run
    switch (frame.t) {
      case "message":
        return none
      case "run.start": {
        const { model, parentId: questionId, provider } = frame.d
        return [{ type: "message-metadata", messageMetadata: { questionId, provider, model } }]
      }
      case "run.notice":
        return [{ type: "data-notice", data: frame.d, transient: true }]
      case "run.reset":
        return this.reset()
      case "part.start":
        return this.begin(frame)
      case "part.delta":
        return this.add(frame)
      case "part.end":
        return this.open?.part === frame.d.part ? this.close() : none
      case "tool.call":
        return this.call(frame)
      case "tool.result":
        return this.result(frame)
      case "ask":
        this.ask = frame.d
        return [...this.step(), ...this.inquiry(true)]
      case "usage":
        return [{ type: "message-metadata", messageMetadata: { usage: frame.d } }]
      case "title":
        return [{ type: "message-metadata", messageMetadata: { title: frame.d.title } }]
      case "run.end":
        return this.end(frame.d.status, frame.d.error)
    }
  }

  /** The parts that the answer has come to, in the place of those told; the last may go on. */
  become(parts: ReadonlyArray<MessagePart>, isLastOpen: boolean): Chunks {
    const frames = partFrames(parts, isLastOpen)
    return [...this.reset(), ...frames.flatMap((frame) => this.take({ ...frame, run: this.run }))]
  }

  /** The end, once. */
  end(status: RunEndStatus, error?: ErrorBody): Chunks {
    const closing: Chunks = [
      ...this.close(),
      ...[...this.calls.keys()].map((toolCallId) => ({
        type: "tool-output-error" as const,
        toolCallId,
        errorText: "The answer ended before the tool had answered."
      })),
      ...this.inquiry(false),
      ...(this.steps > 0 ? [{ type: "finish-step" } as const] : [])
    ]
    this.isOver = true
    const messageMetadata = { status, ...(error === undefined ? {} : { error }) }
    const told: Chunks = [...closing, { type: "message-metadata", messageMetadata }]
    if (status === "cancelled") return [...told, { type: "abort", reason: "cancelled" }]
    const errorText = error?.message ?? failures[status]
    if (errorText !== undefined) return [...told, { type: "error", errorText }]
    return [...closing, { type: "finish", finishReason: finishReasons[status] ?? "other", messageMetadata }]
  }

  /** Begins a step unless one is open. */
  private step(): Chunks {
    if (this.isStepOpen) return none
    this.isStepOpen = true
    this.steps += 1
    return [...(this.steps > 1 ? [{ type: "finish-step" } as const] : []), { type: "start-step" }]
  }

  private reset(): Chunks {
    this.told = this.settled
    if (!this.isStepOpen) return none
    this.open = null
    for (const [callId, step] of this.calls) if (step === this.steps) this.calls.delete(callId)
    return [{ type: "reset-step" }, ...this.inquiry(true)]
  }

  private begin({ d: { kind, part } }: Frame<"part.start">): Chunks {
    if (part < this.settled) return none
    this.told = part + 1
    if (!isSpoken(kind)) return none
    const before = this.close()
    this.open = { part, kind }
    return [...before, ...this.step(), { type: `${kind}-start`, id: String(part) }]
  }

  private add({ d: { delta, part } }: Frame<"part.delta">): Chunks {
    if (part < this.settled) return none
    if (typeof delta === "string") {
      return this.open?.part === part ? [{ type: `${this.open.kind}-delta`, id: String(part), delta }] : none
    }
    return delta.kind === "text" || delta.kind === "reasoning" ? none : [...this.step(), dataChunk(part, delta)]
  }

  private close(): Chunks {
    if (this.open === null) return none
    const { kind, part } = this.open
    this.open = null
    return [{ type: `${kind}-end`, id: String(part) }]
  }

  private call({ d: { args, callId: toolCallId, name: toolName } }: Frame<"tool.call">): Chunks {
    const before = [...this.close(), ...this.step()]
    this.calls.set(toolCallId, this.steps)
    const input = args ?? {}
    return [...before, { type: "tool-input-available", toolCallId, toolName, input, providerExecuted: true }]
  }

  private result({ d }: Frame<"tool.result">): Chunks {
    const { callId: toolCallId, message = "The tool gave nothing.", name: _, ok, ...output } = d
    const before = [...this.close(), ...(this.ask?.callId === toolCallId ? this.inquiry(false) : none)]
    this.settled = this.told
    this.isStepOpen = false
    // Clients take the result of a call that they were not told of for an error.
    if (!this.calls.delete(toolCallId)) return before
    return [
      ...before,
      ok
        ? { type: "tool-output-available", toolCallId, output }
        : { type: "tool-output-error", toolCallId, errorText: message }
    ]
  }

  /** What is asked back, if anything. */
  private inquiry(isOpen: boolean): Chunks {
    if (this.ask === null) return none
    const { ask } = this
    if (!isOpen) this.ask = null
    return [{ type: "data-ask", id: ask.askId, data: { ...ask, isOpen } }]
  }
}
