import type { Socket as TcpSocket } from "node:net"
import type { SessionId } from "@mma-savant/core/conversation/ChatMessage"
import { Effect } from "effect"
import { Socket } from "effect/socket"
import { Closing } from "./Closing.ts"
import { type Control, controlText } from "./ControlText.ts"

/** Characters that may wait for a client to read them: less than 1 MiB in memory, whatever they are written in. */
const maxBuffered = 256 * 1024

/** How long they may. */
const patience = "5 seconds"

type Writing = Effect.Effect<void, Socket.SocketError | Closing>

/**
 * The way to one client. The socket's writer never waits for a slow reader, and would keep everything in memory: so
 * nothing is written while {@link maxBuffered} waits in the connection, and a client that leaves it there for 5 seconds
 * is closed.
 */
export class Outbox {
  private readonly sid: SessionId
  private readonly writer: Socket.Writer
  private readonly connection: TcpSocket

  constructor(sid: SessionId, writer: Socket.Writer, connection: TcpSocket) {
    this.sid = sid
    this.writer = writer
    this.connection = connection
  }

  /** Frames as text, in their order. */
  write(texts: ReadonlyArray<string>): Writing {
    return Effect.suspend(() => {
      let size = this.connection.writableLength
      let count = 0
      for (; count < texts.length && size < maxBuffered; count++) size += texts[count]!.length
      const [first, ...others] = texts.slice(0, count)
      if (first === undefined) return texts.length === 0 ? Effect.void : Effect.andThen(this.drained, this.write(texts))
      const now =
        others.length === 0 ? this.writer.write(first) : this.together(this.writer.writeAll([first, ...others]))
      return count === texts.length ? now : Effect.andThen(now, this.write(texts.slice(count)))
    })
  }

  control(frame: Control): Writing {
    return Effect.flatMap(controlText(this.sid, frame), (text) => this.write([text]))
  }

  /** Tells it to a client that reads; one that is behind, or has just gone, is not waited for. */
  offer(frame: Control): Effect.Effect<void> {
    return Effect.flatMap(controlText(this.sid, frame), (text) =>
      this.connection.writableLength < maxBuffered ? this.atOnce(this.writer.write(text)) : Effect.void
    )
  }

  close({ code, reason }: Closing): Effect.Effect<void> {
    return this.atOnce(this.writer.write(new Socket.CloseEvent(code, reason)))
  }

  /** One packet for all of them, where they fit: a call of the system is what takes the time. */
  private together(writing: Writing): Writing {
    return Effect.suspend(() => {
      this.connection.cork()
      return Effect.ensuring(
        writing,
        Effect.sync(() => this.connection.uncork())
      )
    })
  }

  /** The writer of a connection that is no more would wait for another one. */
  private atOnce(writing: Writing): Effect.Effect<void> {
    return Effect.raceFirst(Effect.ignore(writing), Effect.void)
  }

  private get drained(): Effect.Effect<void, Closing> {
    const { connection } = this
    return Effect.callback<void>((resume) => {
      const go = () => resume(Effect.void)
      connection.once("drain", go)
      connection.once("close", go)
      return Effect.sync(() => {
        connection.off("drain", go)
        connection.off("close", go)
      })
    }).pipe(Effect.timeoutOrElse({ duration: patience, orElse: () => Effect.fail(Closing.slowConsumer) }))
  }
}
