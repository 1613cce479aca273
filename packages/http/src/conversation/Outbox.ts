import type { Socket as TcpSocket } from "node:net"
import type { SessionId } from "@mma-savant/core/conversation/ChatMessage"
import type { ControlFrame, LoggedFrame } from "@mma-savant/core/conversation/ChatProtocol"
import { DateTime, Effect } from "effect"
import type { Socket } from "effect/socket"
import { Closing } from "./Closing.ts"

/** Bytes that may wait for a client to read them. */
const maxBuffered = 1024 * 1024

/** How long they may. */
const patience = "5 seconds"

type DistributiveOmit<A, K extends PropertyKey> = A extends unknown ? Omit<A, K> : never

/** A control frame without its place and time. */
export type Control = DistributiveOmit<ControlFrame, "v" | "sid" | "ts">

/** The way to one client. */
export interface Outbox {
  readonly log: (frame: LoggedFrame) => Effect.Effect<void, Socket.SocketError | Closing>
  readonly control: (frame: Control) => Effect.Effect<void, Socket.SocketError | Closing>
}

/**
 * The socket's writer never waits for a slow reader, and would keep everything in memory: so nothing is written while
 * more than 1 MiB waits in the connection, and a client that leaves it there for 5 seconds is closed.
 */
export const makeOutbox = (sid: SessionId, writer: Socket.Writer, connection: TcpSocket): Outbox => {
  const drained = Effect.suspend(() =>
    connection.writableLength < maxBuffered
      ? Effect.void
      : Effect.callback<void>((resume) => {
          const go = () => resume(Effect.void)
          connection.once("drain", go)
          connection.once("close", go)
          return Effect.sync(() => {
            connection.off("drain", go)
            connection.off("close", go)
          })
        }).pipe(Effect.timeoutOrElse({ duration: patience, orElse: () => Effect.fail(Closing.slowConsumer) }))
  )
  const write = (frame: LoggedFrame | ControlFrame) => Effect.andThen(drained, writer.write(JSON.stringify(frame)))
  return {
    log: write,
    control: (frame) =>
      Effect.flatMap(DateTime.now, (now) => write({ v: 1, sid, ts: DateTime.formatIso(now), ...frame }))
  }
}
