import { ClientFrame, maxFrameBytes } from "@mma-savant/core/conversation/ChatProtocol"
import type { ErrorBody } from "@mma-savant/core/conversation/ErrorCode"
import { Effect, Predicate, Result, Schema, SchemaIssue } from "effect"
import { Closing } from "./Closing.ts"

/** A frame that cannot be understood, and the one reply to it. */
export interface Misunderstood {
  /** The frame's id, where it has one. */
  readonly re: string | null
  readonly error: ErrorBody
}

const issues = SchemaIssue.makeFormatterStandardSchemaV1()

const decoders = new Map(
  ClientFrame.members.map((member) => [String(member.fields.t.literal), Schema.decodeUnknownResult(member)])
)

const misunderstood = (re: string | null, field: string | null, message: string): Result.Result<never, Misunderstood> =>
  Result.fail({
    re,
    error: { code: "VALIDATION", message, retryable: false, ...(field === null ? {} : { field }) }
  })

const idOf = (frame: object): string | null =>
  "id" in frame && typeof frame.id === "string" && frame.id.length <= 64 ? frame.id : null

/** Reads one text frame of a client. */
const parseFrame = (text: string): Result.Result<ClientFrame, Misunderstood> => {
  let frame: unknown
  try {
    frame = JSON.parse(text)
  } catch {
    return misunderstood(null, null, "the frame is not JSON")
  }
  if (!Predicate.isObject(frame)) return misunderstood(null, null, "a frame is a JSON object")
  const decode = "t" in frame && typeof frame.t === "string" ? decoders.get(frame.t) : undefined
  if (decode === undefined) {
    return misunderstood(idOf(frame), "t", `t: one of ${[...decoders.keys()].join(", ")}`)
  }
  const decoded = decode(frame)
  if (Result.isSuccess(decoded)) return Result.succeed(decoded.success)
  const [issue] = issues(decoded.failure.issue).issues
  const field = (issue?.path ?? []).map((step) => String(typeof step === "object" ? step.key : step)).join(".")
  return misunderstood(idOf(frame), field, `${field}: ${issue?.message ?? "not valid"}`)
}

const bytes = (raw: string | Uint8Array): number => (typeof raw === "string" ? Buffer.byteLength(raw) : raw.length)

/** Gives a client's frames one by one; a frame over the protocol's limit ends the socket. */
export const frameReader = <E>(pull: Effect.Effect<ReadonlyArray<string | Uint8Array>, E>) => {
  let pending: ReadonlyArray<string | Uint8Array> = []
  const next: Effect.Effect<Result.Result<ClientFrame, Misunderstood>, E | Closing> = Effect.suspend(() => {
    const [raw, ...rest] = pending
    pending = rest
    if (raw === undefined) {
      return Effect.flatMap(pull, (arrived) => {
        pending = arrived
        return next
      })
    }
    if (bytes(raw) > maxFrameBytes) return Effect.fail(Closing.frameTooLarge)
    return Effect.succeed(
      typeof raw === "string" ? parseFrame(raw) : misunderstood(null, null, "frames are text, not binary")
    )
  })
  return next
}
