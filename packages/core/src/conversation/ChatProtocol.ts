import { Schema, Tuple } from "effect"
import { IsoDate } from "../IsoDate.ts"
import { TokenUsage } from "../llm/AgentEvent.ts"
import { Notice } from "../llm/ModelSignal.ts"
import { Cell } from "../llm/ToolTable.ts"
import { ChatMessage, MessageId, MessagePart, RunId, SessionId } from "./ChatMessage.ts"
import { ErrorBody } from "./ErrorCode.ts"

/** The WebSocket subprotocol. */
export const subprotocol = "mma.chat.v1"

/** The most bytes of a client's frame. */
export const maxFrameBytes = 64 * 1024

/** The most characters of a question. */
export const maxQuestion = 4000

const cid = Schema.String.pipe(
  Schema.check(Schema.isPattern(/^[\w-]{1,64}$/, { message: "1 to 64 of A-Z a-z 0-9 _ -" }))
)

const client = <const T extends string, D extends Schema.Top>(t: T, d: D) =>
  Schema.Struct({ v: Schema.Literal(1), t: Schema.Literal(t), id: cid, d })

const sequence = Schema.Int.pipe(Schema.check(Schema.isGreaterThanOrEqualTo(0)))

/** What a client may send. Each is answered once, by `ack` or `nack` with its id (`hello` by `welcome`, `ping` by `pong`). */
export const ClientFrame = Schema.Union([
  client(
    "hello",
    Schema.Struct({
      /** The number of the last frame the client has: the log goes on from there, or there is a `snapshot`. */
      after: Schema.optionalKey(sequence),
      /** The `epoch` in which `after` was counted; one that is no more is answered with a `snapshot`. */
      epoch: Schema.optionalKey(Schema.String),
      client: Schema.optionalKey(Schema.String)
    })
  ),
  client(
    "send",
    Schema.Struct({
      /** The client's id of the question: sent again, it is answered with the same message and run. */
      cid,
      text: Schema.Trim.pipe(
        Schema.check(
          Schema.isMinLength(1, { message: "a question has at least one character" }),
          Schema.isMaxLength(maxQuestion, { message: `a question has at most ${maxQuestion} characters` }),
          Schema.isPattern(/^[^\0]*$/, { message: "a question has no NUL" })
        )
      )
    })
  ),
  client("ping", Schema.Struct({ n: Schema.Int }))
])
export type ClientFrame = typeof ClientFrame.Type

/** A message as frames carry it; times are in the envelope. */
const { createdAt: _, ...messageFields } = ChatMessage.fields
export const FrameMessage = Schema.Struct(messageFields)
export type FrameMessage = typeof FrameMessage.Type

export const frameMessage = ({ createdAt: _, ...message }: ChatMessage): FrameMessage => message

export const RunEndStatus = Schema.Literals([
  "completed",
  "cancelled",
  "failed",
  "interrupted",
  "refused",
  "length",
  "tool_limit",
  "budget"
])
export type RunEndStatus = typeof RunEndStatus.Type

const body = <const T extends string, D extends Schema.Top>(t: T, d: D) =>
  Schema.Struct({ t: Schema.Literal(t), run: Schema.optionalKey(RunId), d })

const part = Schema.Int

/** What is kept in a session's log, without place and time. */
export const FrameBody = Schema.Union([
  body("message", FrameMessage),
  body("run.start", Schema.Struct({ run: RunId, messageId: MessageId, provider: Schema.String, model: Schema.String })),
  body("run.notice", Notice),
  /**
   * The model begins anew: the parts from this number on do not count, nor do calls of tools without a result. Parts
   * are counted on from here.
   */
  body("run.reset", Schema.Struct({ fromPart: part })),
  body("part.start", Schema.Struct({ part, kind: Schema.Literals(["text", "table", "source"]) })),
  /** Text for a text part; the whole part, once, for every other. */
  body("part.delta", Schema.Struct({ part, delta: Schema.Union([Schema.String, MessagePart]) })),
  body("part.end", Schema.Struct({ part })),
  body("tool.call", Schema.Struct({ callId: Schema.String, name: Schema.String, args: Schema.Unknown })),
  body(
    "tool.result",
    Schema.Struct({
      callId: Schema.String,
      name: Schema.String,
      ok: Schema.Boolean,
      rows: Schema.Int,
      truncated: Schema.Boolean,
      ms: Schema.Int,
      columns: Schema.Array(Schema.String),
      /** At most 20 rows. */
      preview: Schema.Array(Schema.Array(Cell)),
      asOf: Schema.NullOr(IsoDate),
      message: Schema.optionalKey(Schema.String)
    })
  ),
  body("usage", TokenUsage),
  body("run.end", Schema.Struct({ status: RunEndStatus, messageId: MessageId, error: Schema.optionalKey(ErrorBody) })),
  body("title", Schema.Struct({ title: Schema.String }))
])
export type FrameBody = typeof FrameBody.Type

const place = { v: Schema.Literal(1), sid: SessionId, ts: Schema.String }

const seq = Schema.Int.pipe(Schema.check(Schema.isGreaterThanOrEqualTo(1)))

/** A frame of the log: numbered from 1 within its session, without gaps. */
export const LoggedFrame = FrameBody.mapMembers(Tuple.map(Schema.fieldsAssign({ ...place, seq })))
export type LoggedFrame = typeof LoggedFrame.Type

const control = <const T extends string, D extends Schema.Top>(t: T, d: D) =>
  Schema.Struct({ ...place, t: Schema.Literal(t), d })

/** What the server says to one socket only; never in the log. */
export const ControlFrame = Schema.Union([
  control(
    "welcome",
    Schema.Struct({
      instance: Schema.String,
      /** Names the count of this log: with another epoch the numbers have begun again. */
      epoch: Schema.String,
      head: Schema.Int,
      oldest: Schema.Int,
      activeRun: Schema.NullOr(RunId),
      heartbeatMs: Schema.Int,
      limits: Schema.Struct({ maxQuestion: Schema.Int, maxFrameBytes: Schema.Int }),
      dataVersion: Schema.Int
    })
  ),
  control("snapshot", Schema.Struct({ head: Schema.Int, messages: Schema.Array(FrameMessage) })),
  control("ack", Schema.Struct({ re: cid, messageId: MessageId, run: RunId, dup: Schema.Boolean })),
  control("nack", Schema.Struct({ re: Schema.NullOr(Schema.String), ...ErrorBody.fields })),
  control("error", ErrorBody),
  control("pong", Schema.Struct({ re: cid, n: Schema.Int, serverTime: Schema.String })),
  control("goaway", Schema.Struct({ reason: Schema.String, reconnectAfterMs: Schema.Int }))
])
export type ControlFrame = typeof ControlFrame.Type

/** Every frame that a server sends, for clients to decode. */
export const ServerFrame = Schema.Union([...ControlFrame.members, ...LoggedFrame.members])
export type ServerFrame = typeof ServerFrame.Type

/** Close codes of the socket. */
export const closeCodes = {
  goingAway: 1001,
  badFrame: 4400,
  unauthorized: 4401,
  origin: 4403,
  noSession: 4404,
  helloTimeout: 4408,
  slowConsumer: 4013,
  frameTooLarge: 4413,
  internal: 4500
} as const
