import type { RunId, SessionId } from "@mma-savant/core/conversation/ChatMessage"
import type { LoggedFrame } from "@mma-savant/core/conversation/ChatProtocol"
import { SessionWatch } from "@mma-savant/core/conversation/SessionWatch"
import type { Seen, Watched } from "@mma-savant/core/conversation/Standing"
import { Clock, Deferred, Duration, Effect, Option, Sink, Stream } from "effect"
import { type HttpServerRequest, HttpServerResponse } from "effect/http"
import { Shutdown } from "../system/Shutdown.ts"
import { Closing } from "./Closing.ts"
import { type Control, controlText } from "./ControlText.ts"
import { makeGreeting } from "./Greeting.ts"
import { StreamPace, StreamSeats } from "./StreamSeats.ts"
import type { Watcher } from "./Watching.ts"

/** Frames made text at once: the next are when the client has taken these. */
const atOnce = 16

/** When to come back, where that is of any use. */
const back = { reconnectAfterMs: 1000 }

/** What a client is told, and whether that is the end. */
interface Told {
  readonly text: string
  readonly isLast: boolean
}

type Goaway = Extract<Control, { t: "goaway" }>["d"]

const comment: Told = { text: ":\n\n", isLast: false }

/** The number of a frame and, behind a colon, its epoch: what it takes to go on after it. */
const eventId = /^(\d{1,15})(?::([\w-]{1,64}))?$/

/**
 * What has been seen by who has the event of this id; nothing, where it is the id of none. One that is a number alone is
 * of the other epoch, where that is given.
 */
export const seenBy = (id: string, otherEpoch: string | undefined): Seen => {
  const [, after, epoch = otherEpoch] = eventId.exec(id) ?? []
  if (after === undefined) return {}
  return epoch === undefined ? { after: Number(after) } : { after: Number(after), epoch }
}

/** The events of one stream in the order in which they are told, and where they have come to. */
class Teller {
  private readonly sessionId: SessionId
  /** The run whose answer is being told. */
  private run: RunId | null = null
  /** In which the frames are counted. */
  private epoch = ""
  private isStopping = false

  constructor(sessionId: SessionId) {
    this.sessionId = sessionId
  }

  /** Everything was told as it stands, with the answer of this run under way. */
  place(run: RunId | null, epoch: string): void {
    this.run = run
    this.epoch = epoch
  }

  control(frame: Control, isLast = false): Effect.Effect<Told> {
    return Effect.map(controlText(this.sessionId, frame), (text) => ({ text: `data: ${text}\n\n`, isLast }))
  }

  logged(frame: LoggedFrame): Told {
    if (frame.t === "run.start") this.run = frame.d.run
    else if (frame.t === "run.end" && frame.run === this.run) this.run = null
    const text = `id: ${frame.seq}:${this.epoch}\ndata: ${JSON.stringify(frame)}\n\n`
    return { text, isLast: this.isStopping && this.run === null }
  }

  /** Whoever comes back then may fare better. */
  end(reason: string): Effect.Effect<Told> {
    return this.goaway({ reason, ...back }, true)
  }

  /** There is nothing to come back to. */
  dismiss(reason: string): Effect.Effect<Told> {
    return this.goaway({ reason }, true)
  }

  /** The program stops: whoever is told an answer stays for its end. */
  stop(): Effect.Effect<Told> {
    this.isStopping = true
    return this.goaway({ reason: "stopping", ...back }, this.run === null)
  }

  private goaway(d: Goaway, isLast: boolean): Effect.Effect<Told> {
    return this.control({ t: "goaway", d }, isLast)
  }
}

/** A client that watches a session. */
export interface Watch {
  readonly sessionId: SessionId
  readonly watcher: Watcher["Service"]
  readonly seen: Seen
  readonly request: HttpServerRequest.HttpServerRequest
}

/**
 * The frames of a session as server-sent events, until its user or the program goes, or the token is good no more. Only
 * frames of the log have ids, so that a client who comes back goes on after the last of them. A client that reads slowly
 * is waited for: what it has not taken is not even made.
 */
export const makeEventStream = Effect.gen(function* () {
  const { watch } = yield* SessionWatch
  const shutdown = yield* Shutdown
  const seats = yield* StreamSeats
  const greet = yield* makeGreeting
  const pace = yield* StreamPace

  return Effect.fnUntraced(function* ({ request, seen, sessionId, watcher }: Watch) {
    const { token, userId } = watcher
    const teller = new Teller(sessionId)

    const tell = (watched: Watched) => {
      switch (watched._tag) {
        case "Standing": {
          teller.place(watched.standing.activeRun, watched.standing.epoch)
          const greeting = Effect.flatMap(greet(userId, watched.standing), (frames) =>
            Effect.forEach(frames, (frame) => teller.control(frame))
          )
          return Stream.fromIterableEffect(greeting)
        }
        case "Snapshot": {
          teller.place(watched.snapshot.inFlight?.run ?? null, watched.snapshot.epoch)
          return Stream.fromEffect(teller.control({ t: "snapshot", d: watched.snapshot }))
        }
        case "Frames":
          return Stream.fromIterable(watched.frames, { chunkSize: atOnce }).pipe(
            Stream.map((frame) => teller.logged(frame))
          )
      }
    }

    const dismissed = yield* seats.take(watcher, request)
    // What goes wrong before the first event is the answer to the request.
    const [first, others] = yield* watch(sessionId, userId, seen).pipe(Stream.flatMap(tell), Stream.peel(Sink.head()))
    const events = Stream.concat(Stream.fromIterable(Option.toArray(first)), others).pipe(
      Stream.catchTags({
        SessionNotFound: () => Stream.fromEffect(teller.dismiss("there is no such session any more")),
        StoreUnavailable: () => Stream.fromEffect(teller.end("the data cannot be reached"))
      })
    )
    const comments = Stream.drop(Stream.tick(pace.comment), 1).pipe(Stream.map(() => comment))
    const stopping = Effect.andThen(
      Deferred.await(shutdown.requested),
      Effect.suspend(() => teller.stop())
    )
    const lifetime = Duration.millis(Math.max(0, token.exp * 1000 - (yield* Clock.currentTimeMillis)))
    const expiry = Effect.delay(teller.end("the token has expired"), lifetime)
    const dismissal = Effect.andThen(Deferred.await(dismissed), teller.dismiss(Closing.unauthorized.reason))
    const told = events.pipe(
      Stream.merge(comments),
      Stream.merge(Stream.fromEffect(stopping)),
      Stream.merge(Stream.fromEffect(expiry)),
      Stream.merge(Stream.fromEffect(dismissal)),
      Stream.takeUntil(({ isLast }) => isLast),
      Stream.map(({ text }) => text)
    )
    return HttpServerResponse.stream(Stream.encodeText(told), {
      contentType: "text/event-stream",
      // Nobody keeps it, proxies pass it on as it comes, and a server that stops does not wait for what else might be asked.
      headers: { "cache-control": "no-store", "x-accel-buffering": "no", connection: "close" }
    })
  })
})
