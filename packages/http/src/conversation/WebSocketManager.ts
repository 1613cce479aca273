import type { SessionId } from "@mma-savant/core/conversation/ChatMessage"
import type { UserId } from "@mma-savant/core/Identity"
import { Clock, Context, Effect, Latch, Layer, Schedule } from "effect"
import type { ChatClient, Guest } from "./ChatClient.ts"
import { Closing, mostSockets } from "./Closing.ts"
import type { Control } from "./ControlText.ts"
import { Listeners } from "./Listeners.ts"

/** How often all sockets are looked after. */
const sweepInterval = "1 second"

/** How long clients have for taking in the end of an answer, and then for closing, when the server stops. */
const lastWords = "1 second"
const goodbye = "2 seconds"

/** When to come back, in milliseconds: not all at the same moment. */
const soonest = 500
const latest = 2500
const comeBack = () => Math.round(soonest + Math.random() * (latest - soonest))

/** The sockets of this process: who has them, and how they end. */
export class WebSocketManager extends Context.Service<
  WebSocketManager,
  {
    /** Takes care of a client until it is disconnected. A user's sixth is refused, and everybody while the server stops. */
    readonly connect: (client: ChatClient) => Effect.Effect<void, Closing>
    readonly disconnect: (client: ChatClient) => Effect.Effect<void>
    /**
     * Tells every client of the user that follows a session here, without waiting for any; those of one session may be
     * left out.
     */
    readonly sendMessage: (userId: UserId, frame: Control, except?: SessionId) => Effect.Effect<void>
    /** Whether others are connected to the same session here. */
    readonly isShared: (client: ChatClient) => boolean
    /** Whether it is the first of those that follow the same session here: what concerns others as well one does for all. */
    readonly isFirst: (client: ChatClient) => boolean
    /** Lets a client go that is told no answer, if the server is stopping. */
    readonly settle: (client: ChatClient) => Effect.Effect<void>
    /** Announces the stop to everybody: whoever is told an answer may stay for its end, the others are closed. */
    readonly dismiss: Effect.Effect<void>
    /** Closes whoever is left, when the last frames are told, and waits until nobody is. */
    readonly clear: Effect.Effect<void>
  }
>()("@mma-savant/http/conversation/WebSocketManager") {
  static readonly layer = Layer.effect(
    WebSocketManager,
    Effect.gen(function* () {
      const listeners = yield* Listeners
      const clients = new Map<UserId, Set<ChatClient>>()
      const nobody = yield* Latch.make(true)
      let isStopping = false

      const all = () => [...clients.values()].flatMap((ofUser) => [...ofUser])

      const follows = ({ isClosing, telling }: ChatClient) => telling !== null && !isClosing

      const ofSession = ({ sessionId, userId }: Pick<Guest, "sessionId" | "userId">) =>
        [...(clients.get(userId) ?? [])].filter((client) => client.sessionId === sessionId)

      const settle = (client: ChatClient) =>
        isStopping && client.run === null && !client.isClosing ? client.close(Closing.goingAway) : Effect.void

      const sweep = Effect.gen(function* () {
        const now = yield* Clock.currentTimeMillis
        for (const ofUser of clients.values()) {
          for (const client of ofUser) {
            client.beat(now)
            const closing = client.overdue(now)
            if (closing !== null) yield* client.close(closing)
          }
        }
      })
      yield* Effect.forkScoped(Effect.repeat(sweep, Schedule.spaced(sweepInterval)))

      return WebSocketManager.of({
        connect: Effect.fnUntraced(function* (client) {
          if (isStopping) return yield* Closing.goingAway
          const ofUser = clients.get(client.userId) ?? new Set()
          if (ofUser.size === mostSockets) return yield* Closing.tooManySockets
          client.begin(yield* Clock.currentTimeMillis)
          clients.set(client.userId, ofUser.add(client))
          listeners.add(client)
          nobody.closeUnsafe()
        }),

        disconnect: (client) =>
          Effect.sync(() => {
            listeners.remove(client)
            const ofUser = clients.get(client.userId)
            ofUser?.delete(client)
            if (ofUser?.size === 0) clients.delete(client.userId)
            if (clients.size === 0) nobody.openUnsafe()
          }),

        sendMessage: (userId, frame, except) => {
          const told = [...(clients.get(userId) ?? [])].filter((to) => follows(to) && to.sessionId !== except)
          return Effect.forEach(told, ({ outbox }) => outbox.offer(frame), { discard: true })
        },

        isShared: (client) => ofSession(client).length > 1,
        isFirst: (client) => ofSession(client).find(follows) === client,

        settle,

        dismiss: Effect.suspend(() => {
          isStopping = true
          return Effect.forEach(
            all(),
            (client) =>
              client.outbox
                .offer({ t: "goaway", d: { reason: "stopping", reconnectAfterMs: comeBack() } })
                .pipe(Effect.andThen(settle(client))),
            { discard: true }
          )
        }),

        clear: Effect.timeoutOption(nobody.await, lastWords).pipe(
          Effect.andThen(Effect.suspend(() => Effect.forEach(all(), (client) => client.close(Closing.goingAway)))),
          Effect.andThen(Effect.timeoutOption(nobody.await, goodbye)),
          Effect.asVoid
        )
      })
    })
  )
}
