import { createServer } from "node:http"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import { subprotocol } from "@mma-savant/core/conversation/ChatProtocol"
import { Layer } from "effect"
import { HttpRouter } from "effect/http"
import { routes } from "./Server.ts"
import { Shutdown } from "./system/Shutdown.ts"

export interface Address {
  readonly host: string
  /** 0 for any that is free. */
  readonly port: number
}

const websocket = {
  // Twice the protocol's limit: a frame over that one is told so, a far longer one is not even taken in.
  maxPayload: 1024 * 1024,
  // What a client that never answers a close may delay the end of the program, in milliseconds.
  closeTimeout: 1000,
  handleProtocols: (offered: ReadonlySet<string>) => (offered.has(subprotocol) ? subprotocol : (false as const))
}

/** The server on an address. When it ends, sockets are said goodbye first, and requests get 3 seconds to finish. */
export const layer = (address: Address) =>
  Shutdown.atEnd.pipe(
    Layer.provideMerge(HttpRouter.serve(routes, { disableLogger: true, disableListenLog: true })),
    Layer.provideMerge(
      NodeHttpServer.layer(createServer, { ...address, gracefulShutdownTimeout: "3 seconds", websocket })
    ),
    Layer.provide(Shutdown.layer)
  )
