import { Recognition } from "@mma-savant/core/auth/Recognition"
import type { ClientFrame } from "@mma-savant/core/conversation/ChatProtocol"
import { DateTime, Deferred, Effect, Fiber, Result } from "effect"
import type { ChatClient } from "./ChatClient.ts"
import type { FrameReader, Untaken } from "./ClientFrames.ts"
import { makeRequests } from "./ClientRequests.ts"
import type { Ending } from "./Closing.ts"
import { invalid } from "./Refusal.ts"
import { makeTeller } from "./SessionTeller.ts"

type Frame<T> = Extract<ClientFrame, { t: T }>

/** Speaks the chat protocol with a client until its socket ends. The answers it starts go on without it. */
export const makeSession = Effect.gen(function* () {
  const recognition = yield* Recognition
  const request = yield* makeRequests
  const tell = yield* makeTeller

  const answerUntaken = ({ outbox }: ChatClient, { error, re }: Untaken) =>
    outbox.control(re === null ? { t: "error", d: error } : { t: "nack", d: { re, ...error } })

  const misplaced = ({ outbox }: ChatClient, { id }: ClientFrame, message: string) =>
    outbox.control({ t: "nack", d: { re: id, ...invalid("t", message) } })

  const pong = Effect.fnUntraced(function* ({ outbox }: ChatClient, { d, id }: Frame<"ping">) {
    const serverTime = DateTime.formatIso(yield* DateTime.now)
    yield* outbox.control({ t: "pong", d: { re: id, n: d.n, serverTime } })
  })

  /** Frames are told beside those that are read, once the client is welcomed. */
  const follow = Effect.fnUntraced(function* (client: ChatClient, { d }: Frame<"hello" | "resync">) {
    if (client.telling !== null) yield* Fiber.interrupt(client.telling)
    const welcomed = yield* Deferred.make<void>()
    client.telling = yield* Effect.forkChild(tell(client, d, welcomed))
    yield* Deferred.await(welcomed)
  })

  const greet = (client: ChatClient, hello: Frame<"hello">) => {
    client.isGreeted = true
    client.canAsk = hello.d.caps?.includes("ask") ?? false
    return follow(client, hello)
  }

  const resync = (client: ChatClient, frame: Frame<"resync">) =>
    Effect.andThen(recognition.confirm(client), follow(client, frame))

  const take = (client: ChatClient, frame: ClientFrame): Effect.Effect<void, Ending> => {
    if (frame.t === "hello")
      return client.isGreeted ? misplaced(client, frame, "hello was said before") : greet(client, frame)
    if (!client.isGreeted) return misplaced(client, frame, "the first frame is hello")
    switch (frame.t) {
      case "ping":
        return pong(client, frame)
      case "resync":
        return resync(client, frame)
      default:
        return request(client, frame)
    }
  }

  return (client: ChatClient, frames: FrameReader) =>
    Effect.forever(
      Effect.suspend(() =>
        Effect.flatMap(frames.next, (frame) => {
          // Whoever is being closed is not answered any more.
          if (client.isClosing) return Effect.void
          return Result.isFailure(frame) ? answerUntaken(client, frame.failure) : take(client, frame.success)
        })
      )
    )
})
