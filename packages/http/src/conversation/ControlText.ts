import type { SessionId } from "@mma-savant/core/conversation/ChatMessage"
import type { ControlFrame } from "@mma-savant/core/conversation/ChatProtocol"
import { DateTime, Effect } from "effect"

type DistributiveOmit<A, K extends PropertyKey> = A extends unknown ? Omit<A, K> : never

/** A control frame without its place and time. */
export type Control = DistributiveOmit<ControlFrame, "v" | "sid" | "ts">

/** A control frame of a session, of now, as text. */
export const controlText = (sid: SessionId, frame: Control): Effect.Effect<string> =>
  Effect.map(DateTime.now, (now) =>
    JSON.stringify({ v: 1, sid, ts: DateTime.formatIso(now), ...frame } satisfies ControlFrame)
  )
