import { closeCodes } from "@mma-savant/core/conversation/ChatProtocol"
import { Data } from "effect"

/** The socket ends, with one of the protocol's close codes. `reason` is for people, at most 100 characters. */
export class Closing extends Data.TaggedError("Closing")<{ readonly code: number; readonly reason: string }> {
  static readonly unauthorized = new Closing({ code: closeCodes.unauthorized, reason: "no valid ticket or token" })
  static readonly origin = new Closing({ code: closeCodes.origin, reason: "pages of this origin may not connect" })
  static readonly noSession = new Closing({ code: closeCodes.noSession, reason: "no such session" })
  static readonly helloTimeout = new Closing({ code: closeCodes.helloTimeout, reason: "no hello within 5 seconds" })
  static readonly frameTooLarge = new Closing({ code: closeCodes.frameTooLarge, reason: "a frame over 64 KiB" })
  static readonly slowConsumer = new Closing({ code: closeCodes.slowConsumer, reason: "frames are not being read" })
  static readonly goingAway = new Closing({ code: closeCodes.goingAway, reason: "the server is stopping" })
  static readonly internal = new Closing({ code: closeCodes.internal, reason: "something went wrong on our side" })
}
