import { Schema, Tuple } from "effect"
import { FighterId } from "../Identity.ts"
import { IsoDate } from "../IsoDate.ts"
import { CallTokens } from "../llm/ModelCall.ts"
import { Notice } from "../llm/ModelSignal.ts"
import { Cell } from "../llm/ToolTable.ts"
import { TidyText } from "../TidyText.ts"
import { Quota } from "../user/Quota.ts"
import { ChatMessage, MessageId, MessagePart, MessagePartKind, RunId, SessionId } from "./ChatMessage.ts"
import { ErrorBody } from "./ErrorCode.ts"
import { AskId, OpenInquiry } from "./Inquiry.ts"
import { TurnMode } from "./Turn.ts"

/** The WebSocket subprotocol. */
export const subprotocol = "mma.chat.v1"

/** The most bytes of a client's frame. */
export const maxFrameBytes = 64 * 1024

/** The most characters of a question. */
export const maxQuestion = 4000

/** An id that a client makes, of a frame or of what it asks. */
export const ClientId = Schema.String.pipe(
  Schema.check(Schema.isPattern(/^[\w-]{1,64}$/, { message: "1 to 64 of A-Z a-z 0-9 _ -" }))
)

const client = <const T extends string, D extends Schema.Top>(t: T, d: D) =>
  Schema.Struct({ v: Schema.Literal(1), t: Schema.Literal(t), id: ClientId, d })

const sequence = Schema.Int.pipe(Schema.check(Schema.isGreaterThanOrEqualTo(0, { message: "must be 0 or more" })))

/** What of the log a client has. */
const known = {
  /** The number of the last frame the client has: the log goes on from there, or there is a `snapshot`. */
  after: Schema.optionalKey(sequence),
  /**
   * The `epoch` in which `after` was counted. One that is no more is answered with a `snapshot`, and so is none, for the
   * numbers may have begun again; but for `after: 0`, where the log has all of the talk.
   */
  epoch: Schema.optionalKey(Schema.String)
}

/** The text of a question: 1 to 4,000 characters without those around it. */
export const QuestionText = TidyText.pipe(
  Schema.check(
    Schema.isMinLength(1, { message: "a question has at least one character" }),
    Schema.isMaxLength(maxQuestion, { message: `a question has at most ${maxQuestion} characters` }),
    Schema.isPattern(/^[^\0]*$/, { message: "a question has no NUL" })
  )
)

/** The name of a model, as `GET /api/models` gives it. */
export const ModelChoice = Schema.String.pipe(
  Schema.check(Schema.isMaxLength(250, { message: "must have at most 250 characters" }))
)

/** What a client may send. Each is answered once, by `ack` or `nack` with its id (`hello` by `welcome`, `ping` by `pong`). */
export const ClientFrame = Schema.Union([
  client(
    "hello",
    Schema.Struct({
      ...known,
      client: Schema.optionalKey(Schema.String),
      /** What it can do besides what every client can: `ask`, be asked back. What is not known is left out of account. */
      caps: Schema.optionalKey(Schema.Array(Schema.String))
    })
  ),
  client(
    "send",
    Schema.Struct({
      /** The client's id of what it asks: sent again, it is answered with the same message and run. */
      cid: ClientId,
      text: QuestionText,
      /** The answer below which it is asked; without one, the latest. */
      parentId: Schema.optionalKey(MessageId),
      model: Schema.optionalKey(ModelChoice),
      /** Waits for the answers before it (`queue`, the default), or cancels them. */
      mode: Schema.optionalKey(TurnMode)
    })
  ),
  /** Ends a run, running or waiting, as `cancelled`. */
  client("cancel", Schema.Struct({ run: RunId })),
  /** Another answer to the same question, given by the message of either. */
  client("regenerate", Schema.Struct({ cid: ClientId, messageId: MessageId, model: Schema.optionalKey(ModelChoice) })),
  /** Another question in the place of one, and its answer. */
  client(
    "edit",
    Schema.Struct({ cid: ClientId, messageId: MessageId, text: QuestionText, model: Schema.optionalKey(ModelChoice) })
  ),
  /** One of the options of an `ask`, by its fighter. */
  client("answer", Schema.Struct({ askId: AskId, value: FighterId })),
  /** Like `hello`, on a socket that has been greeted. */
  client("resync", Schema.Struct(known)),
  /** Keeps the socket open beyond the end of the token it was opened by. */
  client("auth", Schema.Struct({ ticket: Schema.RedactedFromValue(Schema.String) })),
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

/** What an answer used. */
export const AnswerUsage = Schema.Struct({
  ...CallTokens.fields,
  /** Millionths of a US dollar; null where a price is not known. */
  costMicroUsd: Schema.NullOr(Schema.Int),
  /** Whether tokens are our own estimate. */
  estimated: Schema.Boolean
})
export type AnswerUsage = typeof AnswerUsage.Type

/** What the server takes of a client. */
export const Limits = Schema.Struct({
  maxQuestion: Schema.Int,
  maxFrameBytes: Schema.Int,
  /** Client frames that a socket may send in a second, and at once. */
  framesPerSecond: Schema.Int,
  framesAtOnce: Schema.Int,
  /** Questions that may wait. */
  maxQueued: Schema.Int,
  quota: Quota
})

const body = <const T extends string, D extends Schema.Top>(t: T, d: D) =>
  Schema.Struct({ t: Schema.Literal(t), run: Schema.optionalKey(RunId), d })

const part = Schema.Int

/** What is kept in a session's log, without place and time. */
export const FrameBody = Schema.Union([
  body("message", FrameMessage),
  body(
    "run.start",
    Schema.Struct({
      run: RunId,
      messageId: MessageId,
      /** The question. */
      parentId: MessageId,
      provider: Schema.String,
      model: Schema.String
    })
  ),
  body("run.notice", Notice),
  /**
   * The model begins anew: the parts from this number on do not count, nor do calls of tools without a result. Parts
   * are counted on from here.
   */
  body("run.reset", Schema.Struct({ fromPart: part })),
  body("part.start", Schema.Struct({ part, kind: MessagePartKind })),
  /** Text for a part of text or reasoning; the whole part, once, for every other. */
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
      /** What the model asked of the tool `sql`. */
      sql: Schema.optionalKey(Schema.String),
      message: Schema.optionalKey(Schema.String)
    })
  ),
  /** The run waits for an `answer`, a minute at most; then it goes on without. Either way the result of the call is told. */
  body("ask", OpenInquiry),
  body("usage", AnswerUsage),
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
      /** Names the count of this log: with another epoch the numbers have begun again. Empty while it is out of reach. */
      epoch: Schema.String,
      head: Schema.Int,
      oldest: Schema.Int,
      activeRun: Schema.NullOr(RunId),
      /** The runs that wait, in their order. */
      queue: Schema.Array(RunId),
      /** The server looks after a silent socket in this interval; clients need not. */
      heartbeatMs: Schema.Int,
      limits: Limits,
      dataVersion: Schema.Int
    })
  ),
  /**
   * Everything, in the place of all that the client has: the log goes on after `head` of `epoch`, which is empty while the
   * log is out of reach.
   */
  control(
    "snapshot",
    Schema.Struct({
      epoch: Schema.String,
      head: Schema.Int,
      /** The latest that have ended, on whatever branch, oldest first: 200 of them and 256 KiB of JSON at most. */
      messages: Schema.Array(FrameMessage),
      /** Whether there are earlier ones, which `GET /api/chat/session/{id}` lists. */
      more: Schema.Boolean,
      /** The latest answer, ended or not: the talk is the path to it. */
      leaf: Schema.NullOr(MessageId),
      /** The answer being given, with its parts up to `head`. */
      inFlight: Schema.NullOr(
        Schema.Struct({
          run: RunId,
          messageId: MessageId,
          parentId: MessageId,
          parts: Schema.Array(MessagePart),
          /** Whether the last part goes on. */
          isOpen: Schema.Boolean,
          /** What the run waits to be told. */
          ask: Schema.NullOr(OpenInquiry)
        })
      )
    })
  ),
  control(
    "ack",
    Schema.Struct({
      re: ClientId,
      /** Of what asks something: the question, its run, whether both were there before, and how many runs are ahead. */
      messageId: Schema.optionalKey(MessageId),
      run: Schema.optionalKey(RunId),
      dup: Schema.optionalKey(Schema.Boolean),
      ahead: Schema.optionalKey(Schema.Int)
    })
  ),
  control("nack", Schema.Struct({ re: Schema.NullOr(Schema.String), ...ErrorBody.fields })),
  control("quota", Quota),
  control("error", ErrorBody),
  control("pong", Schema.Struct({ re: ClientId, n: Schema.Int, serverTime: Schema.String })),
  /** The end is near, or here. Without a time to come back there is nothing to come back to. */
  control("goaway", Schema.Struct({ reason: Schema.String, reconnectAfterMs: Schema.optionalKey(Schema.Int) }))
])
export type ControlFrame = typeof ControlFrame.Type

/** Every frame that a server sends, for clients to decode. */
export const ServerFrame = Schema.Union([...ControlFrame.members, ...LoggedFrame.members])
export type ServerFrame = typeof ServerFrame.Type

/** Close codes of the socket. */
export const closeCodes = {
  goingAway: 1001,
  restart: 1012,
  tryLater: 1013,
  badFrame: 4400,
  unauthorized: 4401,
  origin: 4403,
  noSession: 4404,
  helloTimeout: 4408,
  slowConsumer: 4013,
  frameTooLarge: 4413,
  rate: 4429,
  internal: 4500
} as const
