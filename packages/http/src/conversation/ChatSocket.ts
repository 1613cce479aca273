import * as NodeRequest from "@effect/platform-node/NodeHttpServerRequest"
import { AuthService } from "@mma-savant/core/auth/AuthService"
import { TicketBook } from "@mma-savant/core/auth/TicketBook"
import { SessionId } from "@mma-savant/core/conversation/ChatMessage"
import { subprotocol } from "@mma-savant/core/conversation/ChatProtocol"
import { ConversationRepository } from "@mma-savant/core/conversation/ConversationRepository"
import { Effect, Option, Redacted, Schema } from "effect"
import { HttpRouter, HttpServerRequest, HttpServerResponse } from "effect/http"
import { Socket } from "effect/socket"
import { problemResponse } from "../problem/ProblemResponse.ts"
import { mayConnect, Origins } from "../request/Origins.ts"
import { Shutdown } from "../system/Shutdown.ts"
import { frameReader } from "./ClientFrames.ts"
import { Closing } from "./Closing.ts"
import { makeOutbox } from "./Outbox.ts"
import { makeSpeaker } from "./SocketSession.ts"

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

/** `GET /ws/chat/:id`: refusals are close codes after the handshake, since browsers see nothing of a failed one. */
export const layer = HttpRouter.use(
  Effect.fnUntraced(function* (router) {
    const auth = yield* AuthService
    const tickets = yield* TicketBook
    const conversations = yield* ConversationRepository
    const shutdown = yield* Shutdown
    const origins = yield* Origins
    const speak = yield* makeSpeaker

    /** Who opens the socket: by a ticket for this session, or by a bearer token. */
    const identify = Effect.fnUntraced(function* (
      sessionId: SessionId,
      ticket: unknown,
      authorization: string | undefined
    ) {
      if (typeof ticket === "string") {
        const holder = yield* tickets.redeem(Redacted.make(ticket))
        if (Option.isNone(holder) || holder.value.sessionId !== sessionId) return yield* Closing.unauthorized
        const { token, userId } = holder.value
        yield* auth.recogniseUser(userId, token)
        return { token, userId }
      }
      const text = authorization === undefined ? undefined : bearer.exec(authorization)?.[1]
      if (text === undefined) return yield* Closing.unauthorized
      const { token, user } = yield* auth.getCurrentUser(Redacted.make(text))
      return { token, userId: user.id }
    })

    const admit = Effect.fnUntraced(function* (request: HttpServerRequest.HttpServerRequest) {
      if (!mayConnect(request.headers, origins)) return yield* Closing.origin
      const { id } = yield* HttpRouter.params
      const { ticket } = yield* HttpServerRequest.ParsedSearchParams
      const sessionId = sessionIdOf(id)
      if (Option.isNone(sessionId)) return yield* Closing.noSession
      const who = yield* identify(sessionId.value, ticket, request.headers.authorization)
      yield* conversations.get(sessionId.value, who.userId)
      return { sessionId: sessionId.value, ...who }
    })

    const converse = Effect.fnUntraced(function* (request: HttpServerRequest.HttpServerRequest) {
      const socket = yield* request.upgrade
      // Taking the reader is what completes the handshake.
      const { pull } = yield* socket.reader
      const writer = yield* socket.writer
      const connection = NodeRequest.toIncomingMessage(request).socket
      // Peers that vanished without a word are found out by TCP, whatever the client does.
      connection.setKeepAlive(true, 30_000)
      const outboxFor = (sessionId: SessionId) => makeOutbox(sessionId, writer, connection)
      return yield* admit(request).pipe(
        Effect.catchTags({
          TokenRejected: () => Effect.fail(Closing.unauthorized),
          SessionNotFound: () => Effect.fail(Closing.noSession),
          StoreUnavailable: (error) =>
            Effect.andThen(Effect.logWarning("a socket could not be admitted", error), Effect.fail(Closing.internal))
        }),
        Effect.flatMap((who) =>
          speak({ ...who, next: frameReader(pull), outbox: outboxFor(who.sessionId) }).pipe(
            Effect.annotateLogs({ session: who.sessionId, user: who.userId })
          )
        ),
        Effect.catchTags({
          Closing: ({ code, reason }) =>
            Effect.andThen(
              Effect.ignore(writer.write(new Socket.CloseEvent(code, reason))),
              Effect.logDebug("a socket was closed").pipe(Effect.annotateLogs({ code, reason }))
            ),
          // Every way in which the client ends the socket is an error of the reader.
          SocketError: () => Effect.void
        })
      )
    })

    yield* router.add("GET", "/ws/chat/:id", (request) =>
      request.headers.upgrade?.toLowerCase() !== "websocket"
        ? upgradeRequired
        : speaksOurs(request.headers["sec-websocket-protocol"])
          ? shutdown.during(converse(request)).pipe(
              Effect.as(HttpServerResponse.empty({ status: 101 })),
              // It was no handshake, or the client is gone: the library has answered what there was to answer.
              Effect.catchTag("SocketError", () => Effect.succeed(HttpServerResponse.empty({ status: 400 })))
            )
          : wrongProtocol
    )
  })
)
