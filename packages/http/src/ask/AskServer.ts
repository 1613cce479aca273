import { type LoggedFrame, ServerFrame, subprotocol } from "@mma-savant/core/conversation/ChatProtocol"
import { Effect, Layer, Schema, Stream } from "effect"
import { FetchHttpClient, HttpClient, HttpClientRequest } from "effect/http"
import { HttpApiClient, HttpApiMiddleware } from "effect/http-api"
import { Socket } from "effect/socket"
import { Api } from "../Api.ts"
import { developmentToken } from "../auth/Developer.ts"
import { SignedIn } from "../auth/SignedIn.ts"
import { Halted } from "../Halted.ts"

const decodeFrame = Schema.decodeUnknownEffect(Schema.fromJsonString(ServerFrame))

const signedIn = Layer.unwrap(
  Effect.map(developmentToken, (token) =>
    HttpApiMiddleware.layerClient(SignedIn, ({ next, request }) => next(HttpClientRequest.bearerToken(request, token)))
  )
)

/** A new session of the server, and the ticket to its socket. */
const openSession = Effect.fnUntraced(
  function* (url: string) {
    const client = yield* HttpApiClient.make(Api, {
      transformClient: HttpClient.mapRequest(HttpClientRequest.prependUrl(url))
    })
    const { sessionId } = yield* client.chat.createSession({ payload: null })
    const { ticket } = yield* client.auth.issueTicket({ payload: { sessionId } })
    return `${url.replace(/^http/, "ws")}/ws/chat/${sessionId}?ticket=${encodeURIComponent(ticket)}`
  },
  Effect.provide([signedIn, FetchHttpClient.layer])
)

/** Everything that is logged of a new session with the one question, while the server answers it. */
export const askServer = (url: string, text: string) =>
  Stream.unwrap(
    Effect.gen(function* () {
      const socket = yield* Socket.makeWebSocket(yield* openSession(url), { protocols: subprotocol })
      const { pull } = yield* socket.reader
      const { write } = yield* socket.writer
      yield* write(JSON.stringify({ v: 1, t: "hello", id: "hello", d: { after: 0 } }))
      yield* write(JSON.stringify({ v: 1, t: "send", id: "ask", d: { cid: "ask", text } }))
      return Stream.fromEffectRepeat(pull).pipe(Stream.flattenIterable)
    })
  ).pipe(
    Stream.mapEffect((raw) => decodeFrame(typeof raw === "string" ? raw : new TextDecoder().decode(raw))),
    Stream.mapEffect((frame) =>
      frame.t === "nack" || frame.t === "error" ? Effect.fail(Halted.because(frame.d.message)) : Effect.succeed(frame)
    ),
    Stream.filter((frame): frame is LoggedFrame => "seq" in frame),
    Stream.provide(Socket.layerWebSocketConstructorGlobal),
    Stream.mapError((error) =>
      error instanceof Halted
        ? error
        : Halted.because(
            `The server at ${url} does not answer as it should. Start it anew, or stop it and ask without it.`
          )
    )
  )
