import { randomBytes } from "node:crypto"
import { connect, type Socket } from "node:net"
import { Effect } from "effect"
import { TestServer } from "./TestServer.ts"

/** A client's frame of text, masked as clients must. */
const frame = (text: string): Buffer => {
  const payload = Buffer.from(text)
  const mask = randomBytes(4)
  const length = payload.length < 126 ? [payload.length] : [126, payload.length >> 8, payload.length & 255]
  const head = Buffer.from([0x81, 0x80 | length[0]!, ...length.slice(1)])
  for (const [at, byte] of payload.entries()) payload[at] = byte ^ mask[at & 3]!
  return Buffer.concat([head, mask, payload])
}

const ping = Buffer.from([0x89, 0])

/** An empty answer to a ping, masked. */
const pong = Buffer.from([0x8a, 0x80, 1, 2, 3, 4])

/** A client that does nothing of what the WebSocket protocol asks of it but what it is told to. */
export class RawSocket {
  readonly tcp: Socket
  received = 0
  /** The pings that came and were answered. */
  answered = 0

  constructor(tcp: Socket) {
    this.tcp = tcp
    tcp.on("data", (chunk) => {
      this.received += chunk.length
    })
    tcp.on("error", () => {})
  }

  readonly say = (frameBody: object): void => {
    this.tcp.write(frame(JSON.stringify({ v: 1, ...frameBody })))
  }

  answerPings(): void {
    this.tcp.on("data", (chunk) => {
      if (!ping.equals(Buffer.from(chunk))) return
      this.answered++
      this.tcp.write(pong)
    })
  }

  readonly closed = Effect.callback<void>((resume) => {
    if (this.tcp.closed) return resume(Effect.void)
    this.tcp.once("close", () => resume(Effect.void))
  })

  /** Waits until the server has sent something more. */
  readonly heard = Effect.callback<void>((resume) => {
    this.tcp.once("data", () => resume(Effect.void))
  })
}

/** Opens one to a session, which it closes at the end of the scope. */
export const openRaw = Effect.fnUntraced(function* (sessionId: string, token: string) {
  const { url } = yield* TestServer
  const { hostname, port } = new URL(url)
  return yield* Effect.acquireRelease(
    Effect.callback<RawSocket>((resume) => {
      const tcp = connect(Number(port), hostname)
      tcp.write(
        [
          `GET /ws/chat/${sessionId} HTTP/1.1`,
          `host: ${hostname}:${port}`,
          "connection: upgrade",
          "upgrade: websocket",
          "sec-websocket-version: 13",
          `sec-websocket-key: ${randomBytes(16).toString("base64")}`,
          `authorization: Bearer ${token}`,
          "\r\n"
        ].join("\r\n")
      )
      tcp.once("data", () => resume(Effect.succeed(new RawSocket(tcp))))
    }),
    ({ tcp }) => Effect.sync(() => tcp.destroy())
  )
})
