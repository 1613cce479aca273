import { once } from "node:events"
import { type AddressInfo, connect, createServer, type Socket } from "node:net"
import { Effect } from "effect"

/** A way to a server that can be shut: every connection is cut then, and none is made until it is open again. */
export const gate = Effect.fnUntraced(function* (host: string, port: number) {
  const ends = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(port, host)
    for (const [from, to] of [
      [near, far],
      [far, near]
    ] as const) {
      ends.add(from)
      from.pipe(to)
      from.on("error", () => {})
      from.on("close", () => {
        ends.delete(from)
        to.destroy()
      })
    }
  })
  const open = async (at: number) => {
    server.listen(at, "127.0.0.1")
    await once(server, "listening")
    return (server.address() as AddressInfo).port
  }
  const shut = async () => {
    const closed = once(server, "close")
    server.close()
    for (const end of ends) end.destroy()
    await closed
  }
  const own = yield* Effect.acquireRelease(
    Effect.promise(() => open(0)),
    () => Effect.promise(async () => (server.listening ? shut() : undefined))
  )
  return { port: own, shut: Effect.promise(shut), open: Effect.asVoid(Effect.promise(() => open(own))) }
})
