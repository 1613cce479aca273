import type { MessagePart, MessagePartKind, RunId } from "@mma-savant/core/conversation/ChatMessage"
import type { AnswerUsage, RunEndStatus } from "@mma-savant/core/conversation/ChatProtocol"
import type { ErrorBody } from "@mma-savant/core/conversation/ErrorCode"
import type { OpenInquiry } from "@mma-savant/core/conversation/Inquiry"
import type { Notice } from "@mma-savant/core/llm/ModelSignal"

/** What is told of an answer besides its parts; what comes later is added to what came before. */
export interface UiMetadata {
  /** What the cancel route asks for. */
  readonly run?: RunId
  readonly questionId?: string
  readonly provider?: string
  readonly model?: string
  readonly usage?: AnswerUsage
  /** Of the session. */
  readonly title?: string
  /** How the run ended. */
  readonly status?: RunEndStatus
  readonly error?: ErrorBody
}

type Spoken = "text" | "reasoning"

type Whole = Exclude<MessagePart, { readonly kind: Spoken }>

/** A part that is no text, by its number in the answer. */
type Data =
  | { readonly type: "data-table"; readonly id: string; readonly data: Omit<Part<"table">, "kind"> }
  | { readonly type: "data-chart"; readonly id: string; readonly data: Omit<Part<"chart">, "kind"> }
  | { readonly type: "data-source"; readonly id: string; readonly data: Part<"source">["source"] }

type Part<K extends MessagePart["kind"]> = Extract<MessagePart, { readonly kind: K }>

export type FinishReason = "stop" | "length" | "content-filter" | "other"

/** What we say of the AI SDK's UI message stream v1. */
export type UiStreamChunk =
  | { readonly type: "start"; readonly messageId: string; readonly messageMetadata: UiMetadata }
  | { readonly type: "start-step" | "finish-step" | "reset-step" }
  | { readonly type: `${Spoken}-start` | `${Spoken}-end`; readonly id: string }
  | { readonly type: `${Spoken}-delta`; readonly id: string; readonly delta: string }
  | {
      readonly type: "tool-input-available"
      readonly toolCallId: string
      readonly toolName: string
      readonly input: unknown
      /** The client is not to run it. */
      readonly providerExecuted: true
    }
  | { readonly type: "tool-output-available"; readonly toolCallId: string; readonly output: unknown }
  | { readonly type: "tool-output-error"; readonly toolCallId: string; readonly errorText: string }
  | Data
  | {
      readonly type: "data-ask"
      readonly id: string
      /** Whether it still waits for an answer. */
      readonly data: OpenInquiry & { readonly isOpen: boolean }
    }
  | { readonly type: "data-notice"; readonly data: Notice; readonly transient: true }
  | { readonly type: "message-metadata"; readonly messageMetadata: UiMetadata }
  | { readonly type: "finish"; readonly finishReason: FinishReason; readonly messageMetadata: UiMetadata }
  | { readonly type: "abort"; readonly reason: string }
  | { readonly type: "error"; readonly errorText: string }

export const isSpoken = (kind: MessagePartKind): kind is Spoken => kind === "text" || kind === "reasoning"

export const dataChunk = (part: number, whole: Whole): UiStreamChunk => {
  const id = String(part)
  switch (whole.kind) {
    case "table":
      return { type: "data-table", id, data: { tool: whole.tool, table: whole.table } }
    case "chart": {
      const { kind: _, ...data } = whole
      return { type: "data-chart", id, data }
    }
    case "source":
      return { type: "data-source", id, data: whole.source }
  }
}
