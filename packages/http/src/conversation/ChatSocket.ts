import type { Socket as TcpSocket } from "node:net"
import * as NodeRequest from "@effect/platform-node/NodeHttpServerRequest"
import { AuthService } from "@mma-savant/core/auth/AuthService"
import { SessionId } from "@mma-savant/core/conversation/ChatMessage"
import { subprotocol } from "@mma-savant/core/conversation/ChatProtocol"
import { ConversationRepository } from "@mma-savant/core/conversation/ConversationRepository"
import { type Cause, Context, Deferred, Effect, FiberSet, Option, Redacted, Schema, Scope } from "effect"
import { HttpRouter, type HttpServerError, HttpServerRequest, HttpServerResponse } from "effect/http"
import { Socket } from "effect/socket"
import { problemResponse } from "../problem/ProblemResponse.ts"
import { mayConnect, Origins } from "../request/Origins.ts"
import { ChatClient } from "./ChatClient.ts"
import { FrameReader } from "./ClientFrames.ts"
import { Closing, closingOf, type Ending } from "./Closing.ts"
import { Outbox } from "./Outbox.ts"
import { makeSession } from "./SocketSession.ts"
import { makeTicketEntry } from "./TicketEntry.ts"
import { WebSocketManager } from "./WebSocketManager.ts"

const upgradeRequired = problemResponse(
  { status: 426, code: "UPGRADE_REQUIRED", title: "Upgrade Required" },
  { detail: "This address takes WebSocket connections only." },
  { upgrade: "websocket" }
)

const wrongProtocol = problemResponse(
  { status: 400, code: "VALIDATION", title: "Bad Request" },
  {
    detail: `The WebSocket subprotocol is ${subprotocol}.`,
    errors: [{ field: "sec-websocket-protocol", message: `must contain ${subprotocol}` }]
  }
)

/** Clients that name subprotocols must name ours; a client that names none is told by the frames' version. */
const speaksOurs = (offered: string | undefined): boolean =>
  offered === undefined || offered.split(",").some((name) => name.trim() === subprotocol)

const sessionIdOf = Schema.decodeUnknownOption(SessionId)

const bearer = /^bearer +(\S+)$/i

/** What a client shows at the door. */
interface Visit {
  readonly sessionId: string | undefined
  readonly ticket: string | ReadonlyArray<string> | undefined
  readonly authorization: string | undefined
  readonly mayConnect: boolean
}

/** A connection after the handshake. */
interface Line {
  readonly pull: Socket.Reader["pull"]
  readonly writer: Socket.Writer
  readonly connection: TcpSocket
}

type Unopened = Socket.SocketError | HttpServerError.HttpServerError

const lineOf = Effect.fnUntraced(function* (request: HttpServerRequest.HttpServerRequest) {
  const socket = yield* request.upgrade
  // Taking the reader is what completes the handshake.
  const { pull } = yield* socket.reader
  const writer = yield* socket.writer
  return { pull, writer, connection: NodeRequest.toIncomingMessage(request).socket } satisfies Line
})

/** Tells a client why its socket ends. */
const leave = Effect.fnUntraced(function* ({ writer }: Line, cause: Cause.Cause<Ending>) {
  const closing = yield* closingOf(cause)
  if (closing === null) return
  const { code, reason } = closing
  yield* Effect.ignore(writer.write(new Socket.CloseEvent(code, reason)))
  yield* Effect.annotateLogs(Effect.logDebug("a socket was closed"), { code, reason })
})

/** `GET /ws/chat/:id`: refusals are close codes after the handshake, since browsers see nothing of a failed one. */
export const layer = HttpRouter.use(
  Effect.fnUntraced(function* (router) {
    const auth = yield* AuthService
    const enter = yield* makeTicketEntry
    const conversations = yield* ConversationRepository
    const clients = yield* WebSocketManager
    const origins = yield* Origins
    const converse = yield* makeSession
    // A socket outlives the request it came by, of which it keeps nothing.
    const fork = yield* FiberSet.runtime(yield* FiberSet.make<void, Ending | Unopened>())()

    /** Who opens the socket: by a ticket for this session, or by a bearer token. */
    const identify = Effect.fnUntraced(function* (sessionId: SessionId, { authorization, ticket }: Visit) {
      if (typeof ticket === "string") return yield* enter(Redacted.make(ticket), sessionId)
      const text = authorization === undefined ? undefined : bearer.exec(authorization)?.[1]
      if (text === undefined) return yield* Closing.unauthorized
      const { token, user } = yield* auth.getCurrentUser(Redacted.make(text))
      return { token: { id: token.id, iat: token.iat, exp: token.exp }, userId: user.id }
    })

    const admit = Effect.fnUntraced(function* (visit: Visit) {
      if (!visit.mayConnect) return yield* Closing.origin
      const sessionId = sessionIdOf(visit.sessionId)
      if (Option.isNone(sessionId)) return yield* Closing.noSession
      const who = yield* identify(sessionId.value, visit)
      yield* conversations.get(sessionId.value, who.userId)
      return { sessionId: sessionId.value, ...who }
    })

    const receive = Effect.fnUntraced(function* (visit: Visit, { connection, pull, writer }: Line) {
      const guest = yield* admit(visit)
      const client = new ChatClient(guest, new Outbox(guest.sessionId, writer, connection), connection)
      const conversation = Effect.andThen(clients.connect(client), converse(client, new FrameReader(pull)))
      return yield* Effect.ensuring(conversation, clients.disconnect(client))
    })

    const serve = Effect.fnUntraced(function* (
      request: HttpServerRequest.HttpServerRequest,
      visit: Visit,
      shaken: Deferred.Deferred<void, Unopened>,
      scope: Scope.Scope
    ) {
      const line = yield* lineOf(request).pipe(
        // The library keeps the services that are there when a connection is made: there is no more than its scope.
        Effect.updateContext((_: Context.Context<never>) => Context.make(Scope.Scope, scope)),
        Effect.onError((cause) => Deferred.failCause(shaken, cause))
      )
      yield* Deferred.succeed(shaken, undefined)
      return yield* Effect.onError(receive(visit, line), (cause) =>
        Effect.annotateLogs(leave(line, cause), { session: visit.sessionId })
      )
    })

    const upgrade = Effect.fnUntraced(function* (request: HttpServerRequest.HttpServerRequest) {
      const { id } = yield* HttpRouter.params
      const { ticket } = yield* HttpServerRequest.ParsedSearchParams
      const { authorization } = request.headers
      const visit = { sessionId: id, ticket, authorization, mayConnect: mayConnect(request.headers, origins) }
      const shaken = yield* Deferred.make<void, Unopened>()
      fork(Effect.scopedWith((scope) => serve(request, visit, shaken, scope)))
      yield* Deferred.await(shaken)
      return HttpServerResponse.empty({ status: 101 })
    })

    yield* router.add("GET", "/ws/chat/:id", (request) =>
      request.headers.upgrade?.toLowerCase() !== "websocket"
        ? upgradeRequired
        : speaksOurs(request.headers["sec-websocket-protocol"])
          ? upgrade(request).pipe(
              // It was no handshake, or the client is gone: the library has answered what there was to answer.
              Effect.catchTag("SocketError", () => Effect.succeed(HttpServerResponse.empty({ status: 400 })))
            )
          : wrongProtocol
    )
  })
)
