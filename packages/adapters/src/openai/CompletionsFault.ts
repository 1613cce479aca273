import type { FaultKind, VendorFault } from "@mma-savant/core/llm/VendorFault"
import { APIError, OpenAIError } from "openai"
import { openAiFault } from "./OpenAiFault.ts"

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined

/** What servers say that give an error no status or code, or none that tells anything. */
const byWords: ReadonlyArray<readonly [RegExp, FaultKind]> = [
  [/overloaded|loading|at capacity|too busy/i, "overloaded"],
  [/rate.?limit|too many requests/i, "rate_limited"],
  [/context (?:length|size|window)|too many tokens/i, "context"]
]

/** What OpenRouter notes, under a status that else means a bad key, when a moderator turned the question down. */
const isFlagged = (error: unknown): boolean => fieldOf(fieldOf(error, "metadata"), "flagged_input") !== undefined

/** What a failure of the vendor's library means, or of the connection under it; `now` is in milliseconds. */
export const completionsFault = (cause: unknown, now: number): VendorFault => {
  const fault = openAiFault(cause, now)
  if (!(cause instanceof APIError)) return fault
  if (isFlagged(cause.error)) return { ...fault, kind: "refused" }
  if (fault.kind !== "unreachable") return fault
  return { ...fault, kind: byWords.find(([words]) => words.test(cause.message))?.[1] ?? fault.kind }
}

/** What the vendor's library would throw, had the head of a body that is no stream told of the error in it. */
export const bodyError = (body: unknown): OpenAIError => {
  const error = fieldOf(body, "error")
  return error === undefined || error === null
    ? new OpenAIError("the answer is no stream")
    : new APIError(undefined, Object(error), undefined, undefined)
}
