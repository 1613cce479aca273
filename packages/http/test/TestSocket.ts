import { ServerFrame } from "@mma-savant/core/conversation/ChatProtocol"
import { Effect, Schema } from "effect"
import { TestServer } from "./TestServer.ts"

const decode = Schema.decodeUnknownSync(Schema.fromJsonString(ServerFrame))

type Tag = ServerFrame["t"]

/** How a request is answered. */
export type Reply = Extract<ServerFrame, { t: "ack" | "nack" }>

export interface End {
  readonly code: number
  readonly reason: string
}

/** A client that keeps every frame, each of which must be one of the protocol. */
export class TestSocket {
  readonly frames: Array<ServerFrame> = []
  readonly ended: Promise<End>
  private readonly socket: WebSocket
  private readonly waiting = new Set<() => void>()
  private asked = 0

  constructor(socket: WebSocket) {
    this.socket = socket
    socket.addEventListener("message", ({ data }) => {
      this.frames.push(decode(data))
      for (const check of this.waiting) check()
    })
    this.ended = new Promise((resolve) => {
      socket.addEventListener("close", ({ code, reason }) => resolve({ code, reason }))
    })
  }

  get protocol(): string {
    return this.socket.protocol
  }

  readonly end = Effect.promise(() => this.ended)

  close(): void {
    this.socket.close()
  }

  /** Sends a frame, or text as it is. */
  say(frame: object | string): void {
    this.socket.send(typeof frame === "string" ? frame : JSON.stringify({ v: 1, ...frame }))
  }

  sayBytes(bytes: Uint8Array<ArrayBuffer>): void {
    this.socket.send(bytes)
  }

  hello(after?: number, epoch?: string, caps?: ReadonlyArray<string>): void {
    this.say({ t: "hello", id: "hello", d: { after, epoch, caps } })
  }

  ask(cid: string, text: string, id = `ask-${cid}`): void {
    this.say({ t: "send", id, d: { cid, text } })
  }

  /** Sends a frame under an id of its own, and waits for the reply to it. */
  request(t: string, d: object) {
    const id = `request-${++this.asked}`
    this.say({ t, id, d })
    return this.reply(id)
  }

  reply(id: string): Effect.Effect<Reply> {
    return Effect.raceFirst(
      this.awaitFrame("ack", ({ d }) => d.re === id),
      this.awaitFrame("nack", ({ d }) => d.re === id)
    )
  }

  /** What a request that was taken is acknowledged with. */
  taken(t: string, d: object) {
    return Effect.map(this.request(t, d), (reply) => {
      if (reply.t !== "ack") throw new Error(`${t} was refused: ${JSON.stringify(reply.d)}`)
      return reply.d
    })
  }

  /** What a request that was not taken is told. */
  refused(t: string, d: object) {
    return Effect.map(this.request(t, d), (reply) => {
      if (reply.t !== "nack") throw new Error(`${t} was taken: ${JSON.stringify(reply.d)}`)
      return reply.d
    })
  }

  /** The first frame of a kind, among those that came and those to come, for which `is` holds. */
  awaitFrame<T extends Tag>(t: T, is: (frame: Extract<ServerFrame, { t: T }>) => boolean = () => true) {
    const wanted = (frame: ServerFrame): frame is Extract<ServerFrame, { t: T }> => frame.t === t
    return Effect.callback<Extract<ServerFrame, { t: T }>>((resume) => {
      const check = () => {
        const found = this.frames.filter(wanted).find(is)
        if (found === undefined) return
        this.waiting.delete(check)
        resume(Effect.succeed(found))
      }
      this.waiting.add(check)
      check()
      return Effect.sync(() => this.waiting.delete(check))
    }).pipe(Effect.timeout("10 seconds"), Effect.orDie)
  }

  /** The numbered frames, in the order in which they came. */
  get log() {
    return this.frames.filter((frame) => "seq" in frame)
  }

  /** The words of an answer, put together from its deltas. */
  wordsOf(run: string | undefined): string {
    return this.log
      .flatMap((frame) =>
        frame.t === "part.delta" && frame.run === run && typeof frame.d.delta === "string" ? [frame.d.delta] : []
      )
      .join("")
  }
}

export interface Opening {
  readonly ticket?: string
  readonly token?: string
  readonly origin?: string
  readonly protocols?: Array<string>
}

/** Opens a socket to a session and closes it at the end of the scope. */
export const open = Effect.fnUntraced(function* (
  sessionId: string,
  { origin, protocols = ["mma.chat.v1"], ticket, token }: Opening
) {
  const { url } = yield* TestServer
  const address = `${url.replace("http", "ws")}/ws/chat/${sessionId}${ticket === undefined ? "" : `?ticket=${ticket}`}`
  const headers = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(origin === undefined ? {} : { origin })
  }
  return yield* Effect.acquireRelease(
    Effect.callback<TestSocket>((resume) => {
      const socket = new WebSocket(address, { headers, protocols })
      const client = new TestSocket(socket)
      socket.addEventListener("open", () => resume(Effect.succeed(client)))
      socket.addEventListener("error", () => resume(Effect.die(new Error("the handshake failed"))))
    }),
    (client) => Effect.sync(() => client.close())
  )
})

/** A new session of a user, and ways into it. */
export const session = Effect.fnUntraced(function* (sub: string) {
  const { request, tokenOf } = yield* TestServer
  const token = yield* tokenOf(sub)
  const made = yield* request("/api/chat/session", { method: "POST", token })
  const sessionId = String(made.body["sessionId"])
  const ticket = Effect.map(
    request("/api/auth/ws-ticket", {
      method: "POST",
      token,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ sessionId })
    }),
    ({ body }) => String(body["ticket"])
  )
  return { sessionId, token, ticket, enter: Effect.flatMap(ticket, (ticket) => open(sessionId, { ticket })) }
})

/** A socket of a new session that has been welcomed, and sees all that happens there. */
export const entered = Effect.fnUntraced(function* (sub: string, caps: ReadonlyArray<string> = []) {
  const place = yield* session(sub)
  const socket = yield* place.enter
  socket.hello(0, undefined, caps)
  yield* socket.awaitFrame("welcome")
  return { ...place, socket }
})
