import type { TokenRejected } from "@mma-savant/core/auth/TokenData"
import { closeCodes, maxFrameBytes } from "@mma-savant/core/conversation/ChatProtocol"
import type { SessionNotFound } from "@mma-savant/core/conversation/Conversation"
import type { StoreUnavailable } from "@mma-savant/core/StoreUnavailable"
import { Cause, Data, Effect, Result } from "effect"
import type { Socket } from "effect/socket"

/** Sockets that a user may have open at a server. */
export const mostSockets = 5

/** How long a client may take to say hello. */
export const helloTimeoutMs = 5000

/** The socket ends, with one of the protocol's close codes. `reason` is for people, at most 100 characters. */
export class Closing extends Data.TaggedError("Closing")<{ readonly code: number; readonly reason: string }> {
  static readonly unauthorized = new Closing({ code: closeCodes.unauthorized, reason: "no valid ticket or token" })
  static readonly expired = new Closing({ code: closeCodes.unauthorized, reason: "the token has expired" })
  static readonly origin = new Closing({ code: closeCodes.origin, reason: "pages of this origin may not connect" })
  static readonly noSession = new Closing({ code: closeCodes.noSession, reason: "no such session" })
  static readonly helloTimeout = new Closing({
    code: closeCodes.helloTimeout,
    reason: `no hello within ${helloTimeoutMs / 1000} seconds`
  })
  static readonly otherVersion = new Closing({ code: closeCodes.badFrame, reason: "the version of frames here is 1" })
  static readonly frameTooLarge = new Closing({
    code: closeCodes.frameTooLarge,
    reason: `a frame over ${maxFrameBytes / 1024} KiB`
  })
  static readonly tooManySockets = new Closing({
    code: closeCodes.rate,
    reason: `${mostSockets} sockets of a user are open`
  })
  static readonly tooManyFrames = new Closing({ code: closeCodes.rate, reason: "frames come too often" })
  static readonly slowConsumer = new Closing({ code: closeCodes.slowConsumer, reason: "frames are not being read" })
  static readonly goingAway = new Closing({ code: closeCodes.goingAway, reason: "the server is stopping" })
  static readonly tryLater = new Closing({ code: closeCodes.tryLater, reason: "the data cannot be reached" })
  static readonly internal = new Closing({ code: closeCodes.internal, reason: "something went wrong on our side" })
}

/** What ends a socket; an error of the socket itself is how its client ends it. */
export type Ending = Closing | Socket.SocketError | SessionNotFound | TokenRejected | StoreUnavailable

/** What the client is told of the end of its socket; null where it has ended it, or its fiber was only stopped. */
export const closingOf = Effect.fnUntraced(function* (cause: Cause.Cause<Ending>) {
  const failure = Cause.findError(cause)
  if (Result.isFailure(failure)) {
    if (Cause.hasInterruptsOnly(cause)) return null
    yield* Effect.logError("a socket failed", cause)
    return Closing.internal
  }
  switch (failure.success._tag) {
    case "Closing":
      return failure.success
    case "SocketError":
      return null
    case "SessionNotFound":
      return Closing.noSession
    case "TokenRejected":
      return Closing.unauthorized
    case "StoreUnavailable":
      yield* Effect.logWarning("a socket lost the data", failure.success)
      return Closing.tryLater
  }
})
