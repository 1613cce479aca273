import type { Socket as TcpSocket } from "node:net"
import type { TicketHolder } from "@mma-savant/core/auth/TicketBook"
import type { RunId, SessionId } from "@mma-savant/core/conversation/ChatMessage"
import type { UserId } from "@mma-savant/core/Identity"
import { Effect, type Fiber } from "effect"
import { Closing, type Ending, helloTimeoutMs } from "./Closing.ts"
import type { Listener } from "./Listeners.ts"
import type { Outbox } from "./Outbox.ts"

/** How often a client is asked for a sign of life: one that gave none until the next time is gone. */
export const heartbeatMs = 25_000

/** An empty ping (RFC 6455, 5.5.2), which everybody must answer, as a frame of its own between those of the library. */
const ping = Buffer.from([0x89, 0])

/** Who was let into which session. */
export interface Guest {
  readonly sessionId: SessionId
  readonly userId: UserId
  readonly token: TicketHolder["token"]
}

/** One client's socket, from the moment it is known who speaks. */
export class ChatClient implements Listener {
  readonly sessionId: SessionId
  readonly userId: UserId
  /** By which the socket is open. */
  token: TicketHolder["token"]
  readonly outbox: Outbox
  private readonly connection: TcpSocket
  /** Whether it has said hello. */
  isGreeted = false
  isClosing = false
  /** Whether it can be asked back. */
  canAsk = false
  /** What tells it the session. */
  telling: Fiber.Fiber<void, Ending> | null = null
  /** The run whose answer it is being told. */
  run: RunId | null = null
  private greetBy = 0
  private beatAt = 0
  /** The bytes that had come when it was last asked for a sign of life; before that, less than none. */
  private heard = -1

  constructor({ sessionId, token, userId }: Guest, outbox: Outbox, connection: TcpSocket) {
    this.sessionId = sessionId
    this.userId = userId
    this.token = token
    this.outbox = outbox
    this.connection = connection
  }

  /** Its time begins. */
  begin(now: number): void {
    this.greetBy = now + helloTimeoutMs
    // Those who come all at once, after a restart, are not asked all at once for ever.
    this.beatAt = now + heartbeatMs * (1 - Math.random() / 2)
  }

  /** Ends it from outside: its reader hears of it when the client has answered, a second later at most. */
  close(closing: Closing): Effect.Effect<void> {
    return Effect.suspend(() => {
      this.isClosing = true
      return this.outbox.close(closing)
    })
  }

  get dismiss(): Effect.Effect<void> {
    return this.close(Closing.unauthorized)
  }

  /** Why it is to be closed by now. */
  overdue(now: number): Closing | null {
    if (this.isClosing) return null
    if (this.token.exp * 1000 <= now) return Closing.expired
    return this.isGreeted || now < this.greetBy ? null : Closing.helloTimeout
  }

  /** Asks for a sign of life when it is time, and cuts the connection of a client that gave none. */
  beat(now: number): void {
    if (now < this.beatAt) return
    this.beatAt = now + heartbeatMs
    const { bytesRead } = this.connection
    if (bytesRead === this.heard) this.connection.destroy()
    else if (!this.isClosing) this.connection.write(ping)
    this.heard = bytesRead
  }
}
