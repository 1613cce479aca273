import { createServer, type Socket } from "node:net"
import { assert, describe, it } from "@effect/vitest"
import { SessionId } from "@mma-savant/core/conversation/ChatMessage"
import { closeCodes } from "@mma-savant/core/conversation/ChatProtocol"
import { Effect, Fiber } from "effect"
import type { Socket as Effects } from "effect/socket"
import { TestClock } from "effect/testing"
import { Outbox } from "../src/conversation/Outbox.ts"

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

/** The listeners that every connection has. */
const idle = [0, 0]

const over = (near: Socket) => {
  const write: Effects.Writer["write"] = (chunk) =>
    Effect.sync(() => {
      near.write(String(chunk))
    })
  return new Outbox(sid, { write, writeAll: (chunks) => Effect.forEach(chunks, write, { discard: true }) }, near)
}

const frame = { t: "goaway", d: { reason: "x".repeat(100_000), reconnectAfterMs: 1 } } as const

/** Writes until the other end takes nothing more. */
const untilStuck = Effect.fnUntraced(function* (near: Socket) {
  const writing = yield* Effect.forkChild(Effect.forever(over(near).control(frame)), { startImmediately: true })
  const turn = Effect.callback<void>((resume) => void setImmediate(() => resume(Effect.void)))
  for (let still = 0, size = 0; still < 50; still = near.writableLength === size ? still + 1 : 0) {
    size = near.writableLength
    yield* turn
  }
  return writing
})

describe("the way to a client that does not read", () => {
  it.effect("holds less than 1 MiB, and gives up after 5 seconds", () =>
    Effect.gen(function* () {
      const { near } = yield* pair
      const writing = yield* untilStuck(near)
      assert.isTrue(near.writableLength > 256 * 1024 && near.writableLength < 1024 * 1024)
      yield* TestClock.adjust("4900 millis")
      assert.isUndefined(writing.pollUnsafe())
      yield* TestClock.adjust("100 millis")
      const end = yield* Effect.flip(Fiber.join(writing))
      assert.strictEqual(end._tag === "Closing" ? end.code : 0, closeCodes.slowConsumer)
      assert.deepStrictEqual([near.listenerCount("drain"), near.listenerCount("close")], idle)
    }).pipe(Effect.scoped)
  )

  it.effect("leaves out what need not be told, and waits for nobody with it", () =>
    Effect.gen(function* () {
      const { near } = yield* pair
      const writing = yield* untilStuck(near)
      const size = near.writableLength
      yield* over(near).offer(frame)
      assert.strictEqual(near.writableLength, size)
      yield* Fiber.interrupt(writing)
    }).pipe(Effect.scoped)
  )

  it.live("goes on when the client reads again in time, and nothing is lost or out of order", () =>
    Effect.gen(function* () {
      const { far, near } = yield* pair
      const chunks: Array<Buffer> = []
      far.on("data", (chunk) => chunks.push(Buffer.from(chunk)))
      far.pause()
      const count = 150
      const all = Effect.callback<void>((resume) => {
        far.on("data", () => {
          if (chunks.reduce((sum, { length }) => sum + length, 0) >= count * 100_010) resume(Effect.void)
        })
      })
      const texts = Array.from({ length: count }, (_, n) => `<${String(n).padStart(8, "0")}>${"x".repeat(100_000)}`)
      yield* Effect.forkChild(
        Effect.delay(
          Effect.sync(() => far.resume()),
          "300 millis"
        )
      )
      yield* over(near).write(texts)
      yield* all
      const told = Buffer.concat(chunks).toString().match(/<\d+>/g)
      assert.deepStrictEqual(
        told?.map((mark) => Number(mark.slice(1, -1))),
        Array.from(texts.keys())
      )
    }).pipe(Effect.scoped)
  )
})
