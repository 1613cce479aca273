import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { text } from "node:stream/consumers"
import { Effect } from "effect"

/** The vendor on this machine: what it does with a request and its body, and how many connections to it are gone. */
export const vendor = (answer: (response: ServerResponse, request: IncomingMessage, body: string) => void) =>
  Effect.acquireRelease(
    Effect.promise(async () => {
      const server = createServer((request, response) => {
        // Who leaves before all of the request is here is not answered.
        text(request).then(
          (body) => answer(response, request, body),
          () => {}
        )
      })
      const connections = { closed: 0 }
      const waiting: Array<() => void> = []
      server.on("connection", (socket) => {
        socket.on("error", () => {})
        socket.on("close", () => {
          connections.closed += 1
          for (const done of waiting.splice(0)) done()
        })
      })
      await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
      return {
        baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        connections,
        /** Done when a connection has been closed from the other end. */
        closed: Effect.promise(() =>
          connections.closed > 0 ? Promise.resolve() : new Promise<void>((done) => waiting.push(done))
        ),
        close: () =>
          new Promise<void>((done) => {
            server.close(() => done())
            server.closeAllConnections()
          })
      }
    }),
    ({ close }) => Effect.promise(close)
  )
