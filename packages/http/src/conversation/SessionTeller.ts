import type { LoggedFrame, RunEndStatus } from "@mma-savant/core/conversation/ChatProtocol"
import { ChatSessionService } from "@mma-savant/core/conversation/ChatSessionService"
import { SessionWatch } from "@mma-savant/core/conversation/SessionWatch"
import type { Seen, Standing, Watched } from "@mma-savant/core/conversation/Standing"
import { Deferred, Effect, Exit } from "effect"
import type { ChatClient } from "./ChatClient.ts"
import { closingOf, type Ending } from "./Closing.ts"
import { makeGreeting } from "./Greeting.ts"
import { WebSocketManager } from "./WebSocketManager.ts"

/** The newest frames that were told to several clients, as text: their readers come one right after the other. */
const texts = new Map<LoggedFrame, string>()
const mostTexts = 64

/** The text of a frame that several clients are told, made once for them all. */
const sharedText = (frame: LoggedFrame): string => {
  const known = texts.get(frame)
  if (known !== undefined) return known
  const text = JSON.stringify(frame)
  texts.set(frame, text)
  const [oldest] = texts.size > mostTexts ? texts.keys() : []
  if (oldest !== undefined) texts.delete(oldest)
  return text
}

/** Ends of which the question may not count. */
const uncounted: ReadonlyArray<RunEndStatus> = ["failed", "interrupted", "cancelled"]

/** Tells clients all that happens in their sessions. */
export const makeTeller = Effect.gen(function* () {
  const chats = yield* ChatSessionService
  const clients = yield* WebSocketManager
  const { watcher } = yield* SessionWatch
  const greet = yield* makeGreeting

  const welcome = Effect.fnUntraced(function* (client: ChatClient, standing: Standing) {
    client.run = standing.activeRun
    for (const frame of yield* greet(client.userId, standing)) yield* client.outbox.control(frame)
  })

  /** What was given back its user hears of in every other session too. */
  const tellQuota = Effect.fnUntraced(
    function* (client: ChatClient) {
      const frame = { t: "quota" as const, d: yield* chats.getQuota(client.userId) }
      yield* client.outbox.control(frame)
      if (clients.isFirst(client)) yield* clients.sendMessage(client.userId, frame, client.sessionId)
    },
    Effect.catchTag("StoreUnavailable", (error) => Effect.logWarning("a client was not told its quota", error))
  )

  const pass = Effect.fnUntraced(function* (client: ChatClient, frames: ReadonlyArray<LoggedFrame>) {
    const text = clients.isShared(client) ? sharedText : (frame: LoggedFrame) => JSON.stringify(frame)
    yield* client.outbox.write(frames.map(text))
    let isUncounted = false
    for (const frame of frames) {
      if (frame.t === "run.start") client.run ??= frame.d.run
      if (frame.t !== "run.end") continue
      if (frame.run === client.run) client.run = null
      isUncounted ||= uncounted.includes(frame.d.status)
    }
    if (isUncounted) yield* tellQuota(client)
    yield* clients.settle(client)
  })

  const tell = (client: ChatClient, watched: Watched, welcomed: Deferred.Deferred<void>) => {
    switch (watched._tag) {
      case "Standing":
        return welcome(client, watched.standing).pipe(
          Effect.andThen(Deferred.succeed(welcomed, undefined)),
          Effect.andThen(clients.settle(client))
        )
      case "Snapshot":
        client.run = watched.snapshot.inFlight?.run ?? null
        return Effect.andThen(client.outbox.control({ t: "snapshot", d: watched.snapshot }), clients.settle(client))
      case "Frames":
        return pass(client, watched.frames)
    }
  }

  /** What ends the telling ends the socket. */
  const leave = Effect.fnUntraced(function* (client: ChatClient, exit: Exit.Exit<never, Ending>) {
    const closing = Exit.isFailure(exit) ? yield* closingOf(exit.cause) : null
    if (closing !== null) yield* client.close(closing)
  })

  /** Tells a client its session from what it has seen on; `welcomed` is done when it was told how the session stands. */
  return (client: ChatClient, seen: Seen, welcomed: Deferred.Deferred<void>) =>
    watcher(client.sessionId, client.userId, seen).pipe(
      Effect.flatMap((next) => Effect.forever(Effect.flatMap(next, (watched) => tell(client, watched, welcomed)))),
      Effect.scoped,
      Effect.onExit((exit) =>
        Deferred.succeed(welcomed, undefined).pipe(
          Effect.andThen(leave(client, exit)),
          Effect.annotateLogs({ session: client.sessionId, user: client.userId })
        )
      )
    )
})
