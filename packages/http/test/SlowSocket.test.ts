import { subscribe, unsubscribe } from "node:diagnostics_channel"
import type { Socket } from "node:net"
import { assert, layer } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { ChatLog } from "@mma-savant/core/conversation/ChatLog"
import { SessionId } from "@mma-savant/core/conversation/ChatMessage"
import { Duration, Effect, Layer } from "effect"
import { TestClock } from "effect/testing"
import { DrainTime } from "../src/system/Shutdown.ts"
import { openRaw } from "./RawSocket.ts"
import * as Test from "./TestServer.ts"
import { entered } from "./TestSocket.ts"

/** The server's ends of the connections that are made while it is in scope. */
const connections = Effect.acquireRelease(
  Effect.sync(() => {
    const sockets: Array<Socket> = []
    const note = (message: unknown) => void sockets.push(Object(message).socket)
    subscribe("net.server.socket", note)
    return { sockets, note }
  }),
  ({ note }) => Effect.sync(() => unsubscribe("net.server.socket", note))
)

/** More than the buffers of two connections of this machine take. */
const frames = 400
const words = "x".repeat(60_000)

layer(Test.over(Layer.merge(Memory.layer, Layer.succeed(DrainTime, Duration.zero))))(
  "a client that does not read",
  (it) => {
    it.effect("takes less than 1 MiB of the server, harms nobody else, and is closed after 5 seconds", () =>
      Effect.gen(function* () {
        const { append } = yield* ChatLog
        const { sockets } = yield* connections
        const { sessionId, socket, token } = yield* entered("a")
        const stuck = yield* openRaw(sessionId, token)
        stuck.say({ t: "hello", id: "h", d: { after: 0 } })
        yield* stuck.heard
        stuck.tcp.pause()
        const near = sockets.find(({ remotePort }) => remotePort === stuck.tcp.localPort)!
        const gone = Effect.callback<void>((resume) => void near.once("close", () => resume(Effect.void)))

        let most = 0
        for (let sent = 1; sent <= frames; sent++) {
          yield* append(SessionId.make(sessionId), [{ t: "title", d: { title: words } }], null)
          yield* socket.awaitFrame("title", ({ seq }) => seq === sent)
          most = Math.max(most, near.writableLength)
        }
        assert.isAbove(most, 256 * 1024, "it was stuck")
        assert.isBelow(most, 1024 * 1024)
        assert.isFalse(near.destroyed)
        yield* TestClock.adjust("4 seconds")
        assert.isFalse(near.destroyed)
        yield* TestClock.adjust("2 seconds")
        yield* gone
        assert.isBelow(stuck.received, frames * words.length)
        yield* socket.taken("send", { cid: "c1", text: "still here" })
      }).pipe(Effect.scoped)
    )
  }
)
