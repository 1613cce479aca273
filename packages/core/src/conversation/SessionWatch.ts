import { Context, Effect, Layer, Option, type Scope, Stream } from "effect"
import type { UserId } from "../Identity.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { ChatLog, type LogBounds } from "./ChatLog.ts"
import { hasEnded, type SessionId } from "./ChatMessage.ts"
import { frameMessage } from "./ChatProtocol.ts"
import type { SessionNotFound } from "./Conversation.ts"
import { ConversationRepository } from "./ConversationRepository.ts"
import { inFlight } from "./InFlight.ts"
import type { LogPlace } from "./LogTail.ts"
import { RunLeases } from "./RunLeases.ts"
import { makeWatcher } from "./SessionWatcher.ts"
import { type Seen, type Snapshot, type Standing, shownMessages, type Watched } from "./Standing.ts"

/** A log that cannot be reached. */
const nothing: LogBounds = { epoch: "", head: 0, oldest: 1, open: null }

const goesOn = ({ after, epoch }: Seen, bounds: LogBounds): boolean =>
  after !== undefined &&
  (epoch === undefined || epoch === bounds.epoch) &&
  after >= bounds.oldest - 1 &&
  after <= bounds.head

/**
 * Lets any number of watchers follow a session, on any server. While the log cannot be reached, they are shown what the
 * record holds, whenever that has changed.
 */
export class SessionWatch extends Context.Service<
  SessionWatch,
  {
    /**
     * Gives what is next to be told of the session, from what was seen on, whenever it is run, in the scope. It fails
     * where the session is not, or no more, the user's.
     */
    readonly watcher: (
      sessionId: SessionId,
      userId: UserId,
      seen: Seen
    ) => Effect.Effect<Effect.Effect<Watched, SessionNotFound | StoreUnavailable>, never, Scope.Scope>
    /** The same as a stream, without an end. */
    readonly watch: (
      sessionId: SessionId,
      userId: UserId,
      seen: Seen
    ) => Stream.Stream<Watched, SessionNotFound | StoreUnavailable>
  }
>()("@mma-savant/core/conversation/SessionWatch") {
  static readonly layer = Layer.effect(
    SessionWatch,
    Effect.gen(function* () {
      const log = yield* ChatLog
      const conversations = yield* ConversationRepository
      const leases = yield* RunLeases

      /** The log's part comes first: what the record holds is then at least as new, and what comes again is known by its id. */
      const show = Effect.fnUntraced(function* (sessionId: SessionId, userId: UserId, bounds: LogBounds) {
        const answer = yield* inFlight(log, sessionId, bounds)
        const { head: leaf } = yield* conversations.get(sessionId, userId)
        const { items } = yield* conversations.messages(sessionId, { limit: shownMessages, offset: null })
        const messages = items
          .filter((message) => hasEnded(message) && message.id !== answer?.messageId)
          .map(frameMessage)
        return { epoch: bounds.epoch, head: bounds.head, messages, leaf, inFlight: answer } satisfies Snapshot
      })

      /** How the session stands, and where its log goes on; null while that cannot be reached. */
      const stand = Effect.fn("SessionWatch.stand")(function* (sessionId: SessionId, userId: UserId, seen: Seen) {
        const reached = yield* Effect.catch(Effect.map(log.bounds(sessionId), Option.some), (error) =>
          Effect.as(Effect.logWarning("the log of a session cannot be reached", error), Option.none<LogBounds>())
        )
        const bounds = Option.getOrElse(reached, () => nothing)
        const { epoch, head, oldest } = bounds
        const { queued, running } = yield* leases.current(sessionId)
        const isKnown = Option.isSome(reached) && goesOn(seen, bounds)
        const snapshot = yield* isKnown
          ? Effect.as(conversations.get(sessionId, userId), null)
          : show(sessionId, userId, bounds)
        const standing: Standing = {
          epoch,
          oldest,
          head,
          activeRun: running?.run ?? null,
          queue: queued.map(({ run }) => run),
          snapshot
        }
        const place: LogPlace = { epoch, after: isKnown ? (seen.after ?? head) : head }
        return { standing, place: Option.isNone(reached) ? null : place }
      })

      const watcher = makeWatcher(log, stand)

      return SessionWatch.of({
        watcher,
        watch: (sessionId, userId, seen) =>
          Stream.unwrap(Effect.map(watcher(sessionId, userId, seen), Stream.fromEffectRepeat))
      })
    })
  )
}
