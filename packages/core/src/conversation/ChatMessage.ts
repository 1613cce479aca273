import { Schema } from "effect"
import { AnswerSource, TokenUsage } from "../llm/AgentEvent.ts"
import { Chart } from "../llm/chart/Chart.ts"
import { ToolTable } from "../llm/ToolTable.ts"

const uuid = Schema.String.pipe(Schema.check(Schema.isUUID(undefined, { message: "must be a UUID" })))

export const SessionId = uuid.pipe(Schema.brand("SessionId"))
export type SessionId = typeof SessionId.Type

export const MessageId = uuid.pipe(Schema.brand("MessageId"))
export type MessageId = typeof MessageId.Type

/** One run of the assistant for one question: `r_` and a UUID. */
export const RunId = Schema.String.pipe(
  Schema.check(Schema.isPattern(/^r_[0-9a-f-]{36}$/, { message: "must be r_ and a UUID" })),
  Schema.brand("RunId")
)
export type RunId = typeof RunId.Type

/** A piece of a message, in the order in which it is read. */
export const MessagePart = Schema.Union([
  Schema.Struct({ kind: Schema.Literal("text"), text: Schema.String }),
  /** What a model thought on the way, where it tells. */
  Schema.Struct({ kind: Schema.Literal("reasoning"), text: Schema.String }),
  /** Rows that a tool gave. */
  Schema.Struct({ kind: Schema.Literal("table"), tool: Schema.String, table: ToolTable }),
  /** A chart of rows that a tool gave; `GET /api/chat/session/{id}/charts/{callId}.svg` is its picture. */
  Schema.Struct({ kind: Schema.Literal("chart"), ...Chart.fields }),
  /** What the answer rests on; the last part of every answer. */
  Schema.Struct({ kind: Schema.Literal("source"), source: AnswerSource })
])
export type MessagePart = typeof MessagePart.Type

export const MessagePartKind = Schema.Literals(["text", "reasoning", "table", "chart", "source"])
export type MessagePartKind = typeof MessagePartKind.Type

export const MessageRole = Schema.Literals(["user", "assistant", "system"])
export type MessageRole = typeof MessageRole.Type

/** An answer waits while it is `queued`, is being given while it is `streaming`, and has ended with every other. */
export const MessageStatus = Schema.Literals(["queued", "streaming", "completed", "cancelled", "failed", "interrupted"])
export type MessageStatus = typeof MessageStatus.Type

/** The statuses of what never changes again. */
export type EndedStatus = Exclude<MessageStatus, "queued" | "streaming">

export const hasEnded = ({ status }: Pick<ChatMessage, "status">): boolean =>
  status !== "queued" && status !== "streaming"

/**
 * One message of a talk; once ended it never changes. Messages form a tree: an edited question stands beside the first
 * under the same parent, and an answer given anew beside the earlier. The talk is the path to its head, its latest answer.
 */
export const ChatMessage = Schema.Struct({
  id: MessageId,
  parentId: Schema.NullOr(MessageId),
  role: MessageRole,
  parts: Schema.Array(MessagePart),
  status: MessageStatus,
  createdAt: Schema.DateTimeUtcFromDate
})
export type ChatMessage = typeof ChatMessage.Type

/** The words of a message, without tables and sources. */
export const textOf = ({ parts }: Pick<ChatMessage, "parts">): string =>
  parts.flatMap((part) => (part.kind === "text" ? [part.text] : [])).join("")

/** What one run of the assistant used, kept with its answer; the ledger has its calls one by one. */
export const RunUsage = Schema.Struct({
  provider: Schema.String,
  model: Schema.String,
  tokens: TokenUsage,
  /** Milliseconds from the question to the first piece of text, and to the end; null when no text came. */
  firstTextMs: Schema.NullOr(Schema.Int),
  totalMs: Schema.Int
})
export type RunUsage = typeof RunUsage.Type
