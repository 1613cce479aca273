import { Cause, Exit, Result } from "effect"
import { AiError } from "effect/ai"
import type { AnswerStatus } from "../llm/AgentEvent.ts"
import { providerFault } from "../llm/ProviderFault.ts"
import { vendorFault } from "../llm/VendorFault.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { EndedStatus, MessagePart } from "./ChatMessage.ts"
import type { RunEndStatus } from "./ChatProtocol.ts"
import type { ErrorBody } from "./ErrorCode.ts"

/** How a run ended, as clients are told it. */
export interface RunEnding {
  readonly status: RunEndStatus
  readonly error?: ErrorBody
}

/** The store was not there when it was needed. */
export const unavailable = (errorId: string): RunEnding => ({
  status: "failed",
  error: { code: "DATA_UNAVAILABLE", message: "The data cannot be reached at the moment.", retryable: true, errorId }
})

/**
 * What the exit of a run means: one that was interrupted was `cancelled` by its user or not. `errorId` names the line of
 * the log that tells more of a failure.
 */
export const endingOf = (
  exit: Exit.Exit<AnswerStatus, AiError.AiError | StoreUnavailable>,
  wasCancelled: boolean,
  errorId: string
): RunEnding => {
  if (Exit.isSuccess(exit)) return { status: exit.value }
  const failure = Cause.findError(exit.cause)
  if (Result.isSuccess(failure)) {
    return failure.success._tag === "StoreUnavailable"
      ? unavailable(errorId)
      : { status: "failed", error: { ...providerFault(failure.success), errorId } }
  }
  if (Cause.hasInterruptsOnly(exit.cause)) return { status: wasCancelled ? "cancelled" : "interrupted" }
  return {
    status: "failed",
    error: { code: "INTERNAL", message: "Something went wrong on our side.", retryable: true, errorId }
  }
}

/** What a provider said of its failure, for the log: not every error tells of it. */
export const providerWords = (cause: Cause.Cause<unknown>): { readonly provider?: string } => {
  const failure = Cause.findError(cause)
  return Result.isSuccess(failure) && AiError.isAiError(failure.success)
    ? { provider: vendorFault(failure.success).words }
    : {}
}

/** The status under which the answer of an ended run is kept. */
export const messageStatus = (status: RunEndStatus): EndedStatus =>
  status === "failed" || status === "cancelled" || status === "interrupted" ? status : "completed"

/**
 * Whether an answer counts towards its user's day: one that was given does, one that could not be given does not, and
 * one that was cancelled does as soon as it had begun to say something.
 */
export const isCharged = (status: RunEndStatus, parts: ReadonlyArray<MessagePart>): boolean => {
  if (status === "failed" || status === "interrupted") return false
  return status !== "cancelled" || parts.length > 0
}
