import {
  AskClosed,
  CidConflict,
  MessageNotFound,
  ModelNotOffered,
  NoSuchOption,
  QueueFull,
  RunNotActive
} from "@mma-savant/core/conversation/Conversation"
import { mostQueued } from "@mma-savant/core/conversation/Turn"
import { QuotaExceeded } from "@mma-savant/core/user/Quota"
import { problem } from "../problem/Problem.ts"

/** A field of the request names a message that is not there, or that this cannot be done to. */
export const messageNotFound = (field: "parentId" | "messageId") =>
  problem(
    MessageNotFound,
    { status: 404, code: "MESSAGE_NOT_FOUND", title: "Not Found" },
    {
      tell: ({ messageId }) => ({
        detail: `${field}: the session has no such message ${messageId}.`,
        subject: messageId,
        errors: [{ field, message: "no such message of the session" }]
      }),
      revive: ({ subject }) => ({ _tag: "MessageNotFound" as const, messageId: String(subject) })
    }
  )

export const modelNotOffered = problem(
  ModelNotOffered,
  { status: 400, code: "VALIDATION", title: "Bad Request" },
  {
    tell: ({ model }) => ({
      detail: "model: not one of those that answer here, which GET /api/models names.",
      subject: model,
      errors: [{ field: "model", message: "not one of those that answer here" }]
    }),
    revive: ({ subject }) => ({ _tag: "ModelNotOffered" as const, model: String(subject) })
  }
)

export const cidConflict = problem(
  CidConflict,
  { status: 409, code: "CID_CONFLICT", title: "Conflict" },
  {
    tell: ({ cid }) => ({
      detail: "idempotency-key: used before for something else.",
      subject: cid,
      errors: [{ field: "idempotency-key", message: "used before for something else" }]
    }),
    revive: ({ subject }) => ({ _tag: "CidConflict" as const, cid: String(subject) })
  }
)

export const queueFull = problem(
  QueueFull,
  { status: 429, code: "QUEUE_FULL", title: "Too Many Requests" },
  {
    tell: ({ sessionId }) => ({
      detail: `${mostQueued} questions wait in this session, and no more may.`,
      subject: sessionId
    }),
    revive: ({ subject }) => ({ _tag: "QueueFull" as const, sessionId: String(subject) })
  }
)

export const quotaExceeded = problem(
  QuotaExceeded,
  { status: 429, code: "QUOTA_EXCEEDED", title: "Too Many Requests" },
  {
    tell: ({ quota }) => ({
      detail: `The questions of the day, ${quota.limit}, are used up. The next day begins at ${quota.resetAt}.`,
      quota
    }),
    revive: ({ quota = { limit: 0, used: 0, remaining: 0, resetAt: "" } }) => ({
      _tag: "QuotaExceeded" as const,
      quota
    })
  }
)

export const runNotActive = problem(
  RunNotActive,
  { status: 409, code: "RUN_NOT_ACTIVE", title: "Conflict" },
  {
    tell: ({ run }) => ({ detail: `The run ${run} is over, or never was in this session.`, subject: run }),
    revive: ({ subject }) => ({ _tag: "RunNotActive" as const, run: String(subject) })
  }
)

export const askClosed = problem(
  AskClosed,
  { status: 409, code: "ASK_CLOSED", title: "Conflict" },
  {
    tell: ({ askId }) => ({ detail: "askId: answered before, or asked no more.", subject: askId }),
    revive: ({ subject }) => ({ _tag: "AskClosed" as const, askId: String(subject) })
  }
)

export const noSuchOption = problem(
  NoSuchOption,
  { status: 400, code: "VALIDATION", title: "Bad Request" },
  {
    tell: ({ askId }) => ({
      detail: "value: not one of the options.",
      subject: askId,
      errors: [{ field: "value", message: "not one of the options" }]
    }),
    revive: ({ subject }) => ({ _tag: "NoSuchOption" as const, askId: String(subject) })
  }
)
