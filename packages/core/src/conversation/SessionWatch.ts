import { Context, Effect, Layer, Option, type Scope, Stream } from "effect"
import type { UserId } from "../Identity.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { ChatLog, type LogBounds } from "./ChatLog.ts"
import { hasEnded, type SessionId } from "./ChatMessage.ts"
import { type FrameMessage, frameMessage } from "./ChatProtocol.ts"
import type { SessionNotFound } from "./Conversation.ts"
import { ConversationRepository } from "./ConversationRepository.ts"
import { inFlight } from "./InFlight.ts"
import type { LogPlace } from "./LogTail.ts"
import { RunLeases } from "./RunLeases.ts"
import { makeWatcher } from "./SessionWatcher.ts"
import { type Seen, type Snapshot, type Standing, shownBytes, shownMessages, type Watched } from "./Standing.ts"

/** A log that cannot be reached. */
const nothing: LogBounds = { epoch: "", head: 0, oldest: 1, open: null }

/** How many frames may come before a session's first message. */
const mostBefore = 100

const encoder = new TextEncoder()

/** The latest messages that fit. */
const fitting = (messages: ReadonlyArray<FrameMessage>): ReadonlyArray<FrameMessage> => {
  let left = shownBytes
  const last = messages.findLastIndex((message) => {
    left -= encoder.encode(JSON.stringify(message)).length
    return left < 0
  })
  return messages.slice(last + 1)
}

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
        const { items, total } = yield* conversations.messages(sessionId, { limit: shownMessages, offset: null })
        const messages = items
          .filter((message) => hasEnded(message) && message.id !== answer?.messageId)
          .map(frameMessage)
        const shown = fitting(messages)
        const more = total > items.length || shown.length < messages.length
        return {
          epoch: bounds.epoch,
          head: bounds.head,
          messages: shown,
          more,
          leaf,
          inFlight: answer
        } satisfies Snapshot
      })

      /** Whether the log tells of everything that ever was in the session. */
      const isWhole = Effect.fnUntraced(function* (sessionId: SessionId, { oldest }: LogBounds) {
        if (oldest > 1) return false
        const [first] = (yield* conversations.messages(sessionId, { limit: 1, offset: 0 })).items
        if (first === undefined) return true
        const { frames } = yield* log.read(sessionId, 0, mostBefore)
        return frames.some((frame) => frame.t === "message" && frame.d.id === first.id)
      })

      /** Whether a watcher who has seen so much may be told the frames after it. */
      const goesOn = (sessionId: SessionId, { after, epoch }: Seen, bounds: LogBounds) => {
        if (epoch === undefined && after === 0) return isWhole(sessionId, bounds)
        const { head, oldest } = bounds
        return Effect.succeed(epoch === bounds.epoch && after !== undefined && after >= oldest - 1 && after <= head)
      }

      /** The bounds of the log and whether it goes on from what was seen, while it can be reached. */
      const reach = Effect.fnUntraced(
        function* (sessionId: SessionId, seen: Seen) {
          const bounds = yield* log.bounds(sessionId)
          return Option.some({ bounds, isKnown: yield* goesOn(sessionId, seen, bounds) })
        },
        Effect.catch((error) =>
          Effect.as(Effect.logWarning("the log of a session cannot be reached", error), Option.none())
        )
      )

      /** How the session stands, and where its log goes on; null while that cannot be reached. */
      const stand = Effect.fn("SessionWatch.stand")(function* (sessionId: SessionId, userId: UserId, seen: Seen) {
        // First of all: a session that is nobody's has no log to begin.
        yield* conversations.get(sessionId, userId)
        const reached = yield* reach(sessionId, seen)
        const { bounds, isKnown } = Option.getOrElse(reached, () => ({ bounds: nothing, isKnown: false }))
        const { epoch, head, oldest } = bounds
        const { queued, running } = yield* leases.current(sessionId)
        const snapshot = isKnown ? null : yield* show(sessionId, userId, bounds)
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
