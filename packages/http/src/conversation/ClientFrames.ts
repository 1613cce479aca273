import { ClientFrame, maxFrameBytes } from "@mma-savant/core/conversation/ChatProtocol"
import type { ErrorBody } from "@mma-savant/core/conversation/ErrorCode"
import { Clock, Effect, Predicate, Result, Schema, SchemaIssue } from "effect"
import type { Socket } from "effect/socket"
import { Closing } from "./Closing.ts"
import { FramePace } from "./FramePace.ts"
import { errorBody, invalid } from "./Refusal.ts"

/** A frame that is not taken, and the one reply to it. */
export interface Untaken {
  /** The frame's id, where it has one. */
  readonly re: string | null
  readonly error: ErrorBody
}

type Raw = string | Uint8Array
type Read = Result.Result<ClientFrame, Untaken>

const issues = SchemaIssue.makeFormatterStandardSchemaV1()

const decoders = new Map(
  ClientFrame.members.map((member) => [String(member.fields.t.literal), Schema.decodeUnknownResult(member)])
)

const idOf = (frame: unknown): string | null =>
  Predicate.hasProperty(frame, "id") && typeof frame.id === "string" && frame.id.length <= 64 ? frame.id : null

const untaken = (frame: unknown, error: ErrorBody): Read => Result.fail({ re: idOf(frame), error })

const malformed = untaken(null, errorBody("VALIDATION", "the frame is not JSON", false))
const notAnObject = untaken(null, errorBody("VALIDATION", "a frame is a JSON object", false))
const binary = untaken(null, errorBody("VALIDATION", "frames are text, not binary", false))

const parse = (raw: Raw): Result.Result<unknown, Untaken> => {
  if (typeof raw !== "string") return binary
  try {
    return Result.succeed(JSON.parse(raw))
  } catch {
    return malformed
  }
}

const understand = (frame: unknown): Effect.Effect<Read, Closing> => {
  if (!Predicate.isObject(frame)) return Effect.succeed(notAnObject)
  if ("v" in frame && typeof frame.v === "number" && frame.v !== 1) return Effect.fail(Closing.otherVersion)
  const decode = "t" in frame && typeof frame.t === "string" ? decoders.get(frame.t) : undefined
  if (decode === undefined) {
    return Effect.succeed(untaken(frame, invalid("t", `one of ${[...decoders.keys()].join(", ")}`)))
  }
  const decoded = decode(frame)
  if (Result.isSuccess(decoded)) return Effect.succeed(Result.succeed(decoded.success))
  const [issue] = issues(decoded.failure.issue).issues
  const field = (issue?.path ?? []).map((step) => String(typeof step === "object" ? step.key : step)).join(".")
  return Effect.succeed(untaken(frame, invalid(field, issue?.message ?? "not valid")))
}

const bytes = (raw: Raw): number => (typeof raw === "string" ? Buffer.byteLength(raw) : raw.length)

/** Gives a client's frames one by one. Frames that the protocol has no answer to end the socket. */
export class FrameReader {
  private readonly pull: Socket.Reader["pull"]
  private readonly pace = new FramePace()
  private pending: ReadonlyArray<Raw> = []

  constructor(pull: Socket.Reader["pull"]) {
    this.pull = pull
  }

  get next(): Effect.Effect<Read, Socket.SocketError | Closing> {
    const [raw, ...rest] = this.pending
    this.pending = rest
    if (raw !== undefined) return Effect.flatMap(Clock.currentTimeMillis, (now) => this.take(raw, now))
    return Effect.flatMap(this.pull, (arrived) => {
      this.pending = arrived
      return this.next
    })
  }

  private take(raw: Raw, now: number): Effect.Effect<Read, Closing> {
    if (bytes(raw) > maxFrameBytes) return Effect.fail(Closing.frameTooLarge)
    const verdict = this.pace.take(now)
    if (verdict._tag === "Hopeless") return Effect.fail(Closing.tooManyFrames)
    const parsed = parse(raw)
    if (verdict._tag === "Taken")
      return Result.isFailure(parsed) ? Effect.succeed(Result.fail(parsed.failure)) : understand(parsed.success)
    // One that comes too early is looked at for its id alone.
    const error = { ...errorBody("RATE_LIMITED", "Frames come too often.", true), retryAfterMs: verdict.retryAfterMs }
    return Effect.succeed(untaken(Result.getOrNull(parsed), error))
  }
}
