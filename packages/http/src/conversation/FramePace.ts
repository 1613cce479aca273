import { allowance, type Rate } from "@mma-savant/core/limit/Rate"
import { Duration } from "effect"

/** The frames that a client may send in a second, and at once. */
export const framesPerSecond = 10
export const framesAtOnce = 20

const rate: Rate = { limit: framesAtOnce, window: Duration.seconds(framesAtOnce / framesPerSecond) }

/** Frames too many that are told so; with the next one the client is not listened to any longer. */
const mostRefused = 20

export type FrameVerdict =
  | { readonly _tag: "Taken" }
  | { readonly _tag: "Refused"; readonly retryAfterMs: number }
  /** The client goes on and on. */
  | { readonly _tag: "Hopeless" }

/** Counts the frames of one socket. */
export class FramePace {
  private arrival = 0
  /** Since the client last sent nothing for as long as all of its frames take to be regained. */
  private refused = 0

  take(nowMs: number): FrameVerdict {
    const now = nowMs * 1000
    if (this.arrival <= now) this.refused = 0
    const taken = allowance(rate, this.arrival, now)
    this.arrival = taken.arrival
    if (taken.allowance.allowed) return { _tag: "Taken" }
    if (++this.refused > mostRefused) return { _tag: "Hopeless" }
    return { _tag: "Refused", retryAfterMs: Math.ceil(taken.allowance.retryMs) }
  }
}
