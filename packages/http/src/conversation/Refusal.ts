import type {
  AskClosed,
  ModelNotOffered,
  NoSuchOption,
  RunNotActive,
  SessionNotFound
} from "@mma-savant/core/conversation/Conversation"
import type { ErrorBody } from "@mma-savant/core/conversation/ErrorCode"
import type { TurnRefused } from "@mma-savant/core/conversation/TurnRepository"
import type { StoreUnavailable } from "@mma-savant/core/StoreUnavailable"
import { Data } from "effect"

export const errorBody = (code: ErrorBody["code"], message: string, retryable: boolean): ErrorBody => ({
  code,
  message,
  retryable
})

/** A field of a frame is wrong. */
export const invalid = (field: string, message: string): ErrorBody => ({
  ...errorBody("VALIDATION", `${field}: ${message}`, false),
  field
})

export const unexplained = (errorId: string): ErrorBody => ({
  ...errorBody("INTERNAL", "Something went wrong on our side.", true),
  errorId
})

/** What a client asked for is not done, and this is what it is told. */
export class Refused extends Data.TaggedError("Refused")<{ readonly error: ErrorBody }> {}

/** What the use cases of talk may refuse, but for what ends the socket. */
type Refusal =
  | Exclude<TurnRefused, SessionNotFound>
  | ModelNotOffered
  | RunNotActive
  | AskClosed
  | NoSuchOption
  | StoreUnavailable

/** What a client is told at an instant; `messageField` is where it named a message. */
export const told = (error: Refusal, messageField: string, now: number): ErrorBody => {
  switch (error._tag) {
    case "CidConflict":
      return { ...errorBody("CID_CONFLICT", "d.cid: used before for something else", false), field: "d.cid" }
    case "MessageNotFound":
      return invalid(messageField, "no message of this session for which this can be done")
    case "ModelNotOffered":
      return invalid("d.model", "none of the models that answer here")
    case "NoSuchOption":
      return invalid("d.value", "none of the options")
    case "QueueFull":
      return errorBody("QUEUE_FULL", "As many questions wait as may.", true)
    case "QuotaExceeded": {
      const retryAfterMs = Math.max(0, Date.parse(error.quota.resetAt) - now)
      return { ...errorBody("QUOTA_EXCEEDED", "The questions of this day are used up.", true), retryAfterMs }
    }
    case "RunNotActive":
      return errorBody("RUN_NOT_ACTIVE", "No such answer is being given or waits.", false)
    case "AskClosed":
      return errorBody("ASK_CLOSED", "This was answered before, or is asked no more.", false)
    case "StoreUnavailable":
      return errorBody("DATA_UNAVAILABLE", "The data cannot be reached at the moment.", true)
  }
}
