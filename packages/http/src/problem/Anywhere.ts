import { Schema } from "effect"
import { type ProblemKind, problem } from "./Problem.ts"

export const internalKind: ProblemKind = { status: 500, code: "INTERNAL", title: "Internal Server Error" }
export const internalDetail = "Something went wrong on our side."

/** A defect: the log tells more under the same id. */
export class Internal extends Schema.TaggedError<Internal>()("Internal", {}) {}

export const internal = problem(Internal, internalKind, {
  tell: () => ({ detail: internalDetail }),
  revive: () => ({ _tag: "Internal" as const })
})

export const tooLargeKind: ProblemKind = { status: 413, code: "BODY_TOO_LARGE", title: "Content Too Large" }
export const tooLargeDetail = "The body has more than 1 MiB."

/** A body over the limit; it is not read to its end. */
export class BodyTooLarge extends Schema.TaggedError<BodyTooLarge>()("BodyTooLarge", {}) {}

const tooLarge = problem(BodyTooLarge, tooLargeKind, {
  tell: () => ({ detail: tooLargeDetail }),
  revive: () => ({ _tag: "BodyTooLarge" as const })
})

export const mediaTypeKind: ProblemKind = {
  status: 415,
  code: "UNSUPPORTED_MEDIA_TYPE",
  title: "Unsupported Media Type"
}
export const mediaTypeDetail = "The body must be application/json."

/** A body of another kind than the routes take. */
export class UnsupportedMediaType extends Schema.TaggedError<UnsupportedMediaType>()("UnsupportedMediaType", {}) {}

const mediaType = problem(UnsupportedMediaType, mediaTypeKind, {
  tell: () => ({ detail: mediaTypeDetail }),
  revive: () => ({ _tag: "UnsupportedMediaType" as const })
})

/** What may be wrong with a body before it is looked into: declared by the routes with one, and answered before them. */
export const bodyProblems = [tooLarge, mediaType] as const
