import { createServer, type Socket } from "node:net"
import { assert, describe, it } from "@effect/vitest"
import { SessionId } from "@mma-savant/core/conversation/ChatMessage"
import { closeCodes } from "@mma-savant/core/conversation/ChatProtocol"
import { Effect } from "effect"
import type { Socket as Effects } from "effect/socket"
import { makeOutbox } from "../src/conversation/Outbox.ts"

const sid = SessionId.make("6f9619ff-8b86-4011-b42d-00c04fc964ff")

/** Both ends of a real connection; what is written to the one is not read at the other until it is told to. */
const pair = Effect.acquireRelease(
  Effect.callback<{ readonly near: Socket; readonly far: Socket }>((resume) => {
    const server = createServer((near) => {
      server.close()
      resume(Effect.succeed({ near, far }))
    })
    let far: Socket
    server.listen(0, "127.0.0.1", async () => {
      const address = server.address()
      const { connect } = await import("node:net")
      far = connect(typeof address === "object" ? (address?.port ?? 0) : 0, "127.0.0.1").pause()
    })
  }),
  ({ far, near }) =>
    Effect.sync(() => {
      far.destroy()
      near.destroy()
    })
)

const over = (near: Socket) => {
  const write: Effects.Writer["write"] = (chunk) =>
    Effect.sync(() => {
      near.write(String(chunk))
    })
  return makeOutbox(sid, { write, writeAll: () => Effect.void }, near)
}

const frame = { t: "goaway", d: { reason: "x".repeat(100_000), reconnectAfterMs: 1 } } as const

describe("the way to a client that does not read", () => {
  it.live("holds little more than 1 MiB, and gives up after 5 seconds", () =>
    Effect.gen(function* () {
      const { near } = yield* pair
      const startedAt = Date.now()
      const end = yield* Effect.flip(Effect.forever(over(near).control(frame)))
      assert.strictEqual(end._tag === "Closing" ? end.code : 0, closeCodes.slowConsumer)
      assert.isAtLeast(Date.now() - startedAt, 4900)
      assert.isBelow(near.writableLength, 1.3 * 1024 * 1024)
    }).pipe(Effect.scoped)
  )

  it.live("goes on when the client reads again in time", () =>
    Effect.gen(function* () {
      const { far, near } = yield* pair
      let read = 0
      far.on("data", (chunk) => {
        read += chunk.length
      })
      far.pause()
      yield* Effect.forkChild(
        Effect.delay(
          Effect.sync(() => far.resume()),
          "1 second"
        )
      )
      for (let sent = 0; sent < 150; sent++) yield* over(near).control(frame)
      yield* Effect.sleep("500 millis")
      assert.isAbove(read, 150 * 100_000)
    }).pipe(Effect.scoped)
  )
})
