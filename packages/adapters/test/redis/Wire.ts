import { once } from "node:events"
import { type AddressInfo, connect, createServer, type Socket } from "node:net"
import { Effect, Redacted } from "effect"
import { redisUrl } from "./TestRedis.ts"

interface Line {
  readonly near: Socket
  readonly far: Socket
}

/** A wire to the server that can be cut, and one that can go dead without being cut. */
export const wire = Effect.acquireRelease(
  Effect.promise(async () => {
    const { hostname, port } = new URL(Redacted.value(redisUrl))
    const lines = new Set<Line>()
    let isMute = false
    const server = createServer((near) => {
      const line = { near, far: connect(Number(port), hostname) }
      lines.add(line)
      for (const [from, to] of [
        [near, line.far],
        [line.far, near]
      ] as const) {
        if (!isMute) from.pipe(to)
        from.on("error", () => {})
        from.on("close", () => {
          lines.delete(line)
          to.destroy()
        })
      }
    }).listen(0, "127.0.0.1")
    await once(server, "listening")
    const { port: ownPort } = server.address() as AddressInfo
    const url = new URL(Redacted.value(redisUrl))
    url.host = `127.0.0.1:${ownPort}`

    /** The connections, in the order in which they were made. */
    const line = (index: number): Line => [...lines].at(index)!

    return {
      url: Redacted.make(url.href),
      cut: Effect.promise(async () => {
        server.close()
        for (const { far, near } of lines) {
          near.destroy()
          far.destroy()
        }
        await once(server, "close")
      }),
      mend: Effect.promise(async () => {
        server.listen(ownPort, "127.0.0.1")
        await once(server, "listening")
      }),
      deaden: Effect.sync(() => {
        for (const { far, near } of lines) {
          near.unpipe()
          far.unpipe()
        }
      }),
      /** Cuts the last connection alone. */
      snap: Effect.promise(() => {
        const { near } = line(-1)
        near.destroy()
        return once(near, "close")
      }),
      /** Over the last connection nothing comes any more. */
      deafen: Effect.sync(() => line(-1).far.unpipe()),
      /** Cuts the first connection in the place of the next answer. */
      loseAnswer: Effect.sync(() => {
        const { far, near } = line(0)
        far.unpipe()
        far.once("data", () => near.destroy())
        far.resume()
      }),
      /** New connections are taken, and nothing comes over them. */
      mute: Effect.sync(() => {
        isMute = true
      }),
      unmute: Effect.sync(() => {
        isMute = false
      })
    }
  }),
  ({ cut }) => Effect.ignore(cut)
)
