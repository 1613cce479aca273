import { Schema } from "effect"
import { type ProblemKind, problem } from "../problem/Problem.ts"

export const tooManyKind: ProblemKind = { status: 429, code: "RATE_LIMITED", title: "Too Many Requests" }
export const tooManyDetail = "You ask too often. Retry-After says in how many seconds the next request is answered."

/** The client has asked too often. */
export class TooManyRequests extends Schema.TaggedError<TooManyRequests>()("TooManyRequests", {}) {}

export const tooMany = problem(TooManyRequests, tooManyKind, {
  tell: () => ({ detail: tooManyDetail }),
  revive: () => ({ _tag: "TooManyRequests" as const })
})
