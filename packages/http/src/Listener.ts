import { createServer } from "node:http"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import { subprotocol } from "@mma-savant/core/conversation/ChatProtocol"
import { ByteSize, Layer } from "effect"
import { HttpIncomingMessage, HttpRouter, UrlParams } from "effect/http"
import { Listeners } from "./conversation/Listeners.ts"
import { WebSocketManager } from "./conversation/WebSocketManager.ts"
import { maxBodyBytes } from "./request/Requests.ts"
import { routerConfig } from "./request/Routes.ts"
import { routes } from "./Server.ts"
import { Shutdown } from "./system/Shutdown.ts"

export interface Address {
  readonly host: string
  /** 0 for any that is free. */
  readonly port: number
}

const websocket = {
  // A frame over the protocol's limit is told so; one far longer is not even taken in.
  maxPayload: 1024 * 1024,
  // What a client that never answers a close may delay the end of the program, in milliseconds.
  closeTimeout: 1000,
  handleProtocols: (offered: ReadonlySet<string>) => (offered.has(subprotocol) ? subprotocol : (false as const))
}

/** Milliseconds that a client has for sending the head of a request, and the whole of it. */
const patience = { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 5000 }

/** Bytes that the head of a request may have: room for a token of 16 KiB, and for as much besides. */
const maxHeaderSize = 32 * 1024

const bounded = Layer.succeed(HttpIncomingMessage.MaxBodySize, ByteSize.bytes(maxBodyBytes))

/** Traces tell the names in a query and no value: some clients put there what opens a door. */
const discreet = Layer.succeed(UrlParams.CurrentRedactedNames, [/^/])

/**
 * The server on an address. When it ends, answers are given to their end and sockets said goodbye first; then requests
 * get 3 seconds to finish.
 */
export const layer = (address: Address) =>
  Shutdown.atEnd.pipe(
    Layer.provideMerge(HttpRouter.serve(routes, { routerConfig, disableLogger: true, disableListenLog: true })),
    Layer.provideMerge(
      NodeHttpServer.layer(() => createServer({ ...patience, maxHeaderSize }), {
        ...address,
        gracefulShutdownTimeout: "3 seconds",
        websocket
      })
    ),
    Layer.provide([
      Shutdown.layer.pipe(Layer.provideMerge(WebSocketManager.layer), Layer.provideMerge(Listeners.layer)),
      bounded,
      discreet
    ])
  )
