import { AuthService } from "@mma-savant/core/auth/AuthService"
import type { TokenData } from "@mma-savant/core/auth/TokenData"
import { ChatLog } from "@mma-savant/core/conversation/ChatLog"
import type { RunId, SessionId } from "@mma-savant/core/conversation/ChatMessage"
import { type ClientFrame, frameMessage, maxFrameBytes, maxQuestion } from "@mma-savant/core/conversation/ChatProtocol"
import { ChatSessionService } from "@mma-savant/core/conversation/ChatSessionService"
import type { ErrorBody } from "@mma-savant/core/conversation/ErrorCode"
import type { UserId } from "@mma-savant/core/Identity"
import { CurrentData } from "@mma-savant/core/stats/CurrentData"
import { Cause, DateTime, Deferred, Effect, Option, Result, Stream } from "effect"
import type { Socket } from "effect/socket"
import { RequestLimits, Taken } from "../limit/RequestLimits.ts"
import { RequestId } from "../request/RequestId.ts"
import { Shutdown } from "../system/Shutdown.ts"
import type { frameReader } from "./ClientFrames.ts"
import { Closing } from "./Closing.ts"
import type { Outbox } from "./Outbox.ts"

const helloTimeout = "5 seconds"

/** How often a client should send something, so that nothing between takes the socket for idle. */
const heartbeatMs = 25_000

/** Frames looked through at once for the start of a run. */
const windowSize = 500

const instance = crypto.randomUUID()

/** One client's socket, once it is known who speaks. */
export interface Connection {
  readonly sessionId: SessionId
  readonly userId: UserId
  /** The token by which it was opened. */
  readonly token: Pick<TokenData, "id" | "iat">
  readonly next: ReturnType<typeof frameReader<Socket.SocketError>>
  readonly outbox: Outbox
}

type Hello = Extract<ClientFrame, { t: "hello" }>
type Send = Extract<ClientFrame, { t: "send" }>

const refusal = (code: ErrorBody["code"], message: string, retryable: boolean): ErrorBody => ({
  code,
  message,
  retryable
})

/** Speaks the chat protocol over a connection until it ends. The answers it starts go on without it. */
export const makeSpeaker = Effect.gen(function* () {
  const chats = yield* ChatSessionService
  const log = yield* ChatLog
  const data = yield* CurrentData
  const shutdown = yield* Shutdown
  const auth = yield* AuthService
  const limits = yield* RequestLimits

  const awaitHello = Effect.fnUntraced(function* ({ next, outbox }: Connection) {
    while (true) {
      const frame = yield* next
      if (Result.isFailure(frame)) yield* answerMisunderstood(outbox, frame.failure)
      else if (frame.success.t === "hello") return frame.success
      else {
        const error = refusal("VALIDATION", "t: the first frame is hello", false)
        yield* outbox.control({ t: "nack", d: { re: frame.success.id, ...error, field: "t" } })
      }
    }
  })

  const answerMisunderstood = (
    outbox: Outbox,
    { error, re }: { readonly re: string | null; readonly error: ErrorBody }
  ) => outbox.control(re === null ? { t: "error", d: error } : { t: "nack", d: { re, ...error } })

  /** The `run.start` of a run, if it is in the log. */
  const startOf = Effect.fnUntraced(function* (sessionId: SessionId, run: RunId, oldest: number, head: number) {
    for (let after = head; after >= oldest; ) {
      after = Math.max(oldest - 1, after - windowSize)
      const frames = yield* log.read(sessionId, after, windowSize)
      for (const frame of frames) if (frame.t === "run.start" && frame.d.run === run) return frame
    }
    return null
  })

  /** Tells all there is, and gives the number after which the log goes on. An answer underway is told from its start. */
  const tellSnapshot = Effect.fnUntraced(function* (
    { outbox, sessionId, userId }: Connection,
    oldest: number,
    head: number,
    active: RunId | null
  ) {
    const start = active === null ? null : yield* startOf(sessionId, active, oldest, head)
    const { messages } = yield* chats.getSessionById(sessionId, userId)
    const place = start === null ? head : start.seq - 1
    const told = messages.filter(({ id }) => id !== start?.d.messageId)
    yield* outbox.control({ t: "snapshot", d: { head: place, messages: told.map(frameMessage) } })
    return place
  })

  const welcome = Effect.fnUntraced(function* (connection: Connection, { d: { after, epoch: counted } }: Hello) {
    const { outbox, sessionId } = connection
    const active = Option.getOrNull(yield* chats.activeRun(sessionId))
    const { epoch, head, oldest } = yield* log.bounds(sessionId)
    const { version: dataVersion } = yield* data.status
    const limits = { maxQuestion, maxFrameBytes }
    yield* outbox.control({
      t: "welcome",
      d: { instance, epoch, head, oldest, activeRun: active, heartbeatMs, limits, dataVersion }
    })
    const goesOn = counted === undefined || counted === epoch
    const inLog = goesOn && after !== undefined && after >= oldest - 1 && after <= head
    return inLog ? after : yield* tellSnapshot(connection, oldest, head, active)
  })

  /** Whoever was let in may have been kept out since, or signed out. A question counts as any other write. */
  const ask = ({ outbox, sessionId, token, userId }: Connection, { d, id }: Send) => {
    const nack = (error: ErrorBody) => outbox.control({ t: "nack", d: { re: id, ...error } })
    return limits.ofUser(userId, "write").pipe(
      Effect.provideService(Taken, []),
      Effect.andThen(auth.recogniseUser(userId, token)),
      Effect.andThen(chats.addMessageToSession({ sessionId, userId, ...d })),
      Effect.flatMap(({ questionId, repeated, run }) =>
        outbox.control({ t: "ack", d: { re: id, messageId: questionId, run, dup: repeated } })
      ),
      Effect.catchTags({
        CidConflict: () =>
          nack({ ...refusal("CID_CONFLICT", "d.cid: used before for another text", false), field: "d.cid" }),
        SessionBusy: () => nack(refusal("SESSION_BUSY", "An answer is still being given.", true)),
        SessionNotFound: () => Effect.fail(Closing.noSession),
        TokenRejected: () => Effect.fail(Closing.unauthorized),
        TooManyRequests: () => nack(refusal("RATE_LIMITED", "You ask too often.", true)),
        StoreUnavailable: () => nack(refusal("DATA_UNAVAILABLE", "The data cannot be reached at the moment.", true))
      }),
      Effect.catchDefect(
        Effect.fnUntraced(function* (defect) {
          yield* Effect.logError("a question could not be taken", Cause.die(defect))
          const errorId = yield* RequestId
          yield* nack({ ...refusal("INTERNAL", "Something went wrong on our side.", true), errorId })
        })
      )
    )
  }

  const listen = Effect.fnUntraced(function* (connection: Connection) {
    const { next, outbox } = connection
    while (true) {
      const frame = yield* next
      if (Result.isFailure(frame)) yield* answerMisunderstood(outbox, frame.failure)
      else if (frame.success.t === "send") yield* ask(connection, frame.success)
      else if (frame.success.t === "ping") {
        const { d, id } = frame.success
        const serverTime = DateTime.formatIso(yield* DateTime.now)
        yield* outbox.control({ t: "pong", d: { re: id, n: d.n, serverTime } })
      } else {
        const error = refusal("VALIDATION", "t: hello was said before", false)
        yield* outbox.control({ t: "nack", d: { re: frame.success.id, ...error, field: "t" } })
      }
    }
  })

  const farewell = ({ outbox }: Connection) =>
    Deferred.await(shutdown.requested).pipe(
      Effect.andThen(outbox.control({ t: "goaway", d: { reason: "stopping", reconnectAfterMs: 1000 } })),
      Effect.andThen(Effect.fail(Closing.goingAway))
    )

  const speak = Effect.fnUntraced(function* (connection: Connection) {
    const hello = yield* awaitHello(connection).pipe(
      Effect.timeoutOrElse({ duration: helloTimeout, orElse: () => Effect.fail(Closing.helloTimeout) })
    )
    const after = yield* welcome(connection, hello)
    const told = log.follow(connection.sessionId, after).pipe(Stream.runForEach(connection.outbox.log))
    return yield* Effect.raceFirst(told, listen(connection))
  })

  return (connection: Connection): Effect.Effect<never, Closing | Socket.SocketError> =>
    Effect.raceFirst(speak(connection), farewell(connection)).pipe(
      Effect.catchTags({
        SessionNotFound: () => Effect.fail(Closing.noSession),
        StoreUnavailable: (error) =>
          Effect.andThen(Effect.logWarning("a socket lost the data", error), Effect.fail(Closing.internal))
      }),
      Effect.andThen(Effect.fail(Closing.internal))
    )
})
