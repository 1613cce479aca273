import { Effect, Exit, Scope } from "effect"
import type { UserId } from "../Identity.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { ChatLog } from "./ChatLog.ts"
import type { SessionId } from "./ChatMessage.ts"
import type { SessionNotFound } from "./Conversation.ts"
import type { LogPlace, LogPull } from "./LogTail.ts"
import type { Seen, Standing, Watched } from "./Standing.ts"

/** How often the record is looked at while the log cannot be reached. */
const lookInterval = "2 seconds"

/** How a session stands, and where its log goes on; null while that cannot be reached. */
export type Stand = (
  sessionId: SessionId,
  userId: UserId,
  seen: Seen
) => Effect.Effect<{ readonly standing: Standing; readonly place: LogPlace | null }, SessionNotFound | StoreUnavailable>

/** Gives one thing after the other that is to be told of a session, whenever it is run. */
export const makeWatcher = (log: ChatLog["Service"], stand: Stand) =>
  Effect.fnUntraced(function* (sessionId: SessionId, userId: UserId, seen: Seen) {
    const scope = yield* Effect.scope
    let isBegun = false
    /** What was told last, as text, where that was a snapshot. */
    let shown = ""
    /** Where the log goes on; null while it cannot be followed. */
    let live: { readonly pull: LogPull; readonly scope: Scope.Closeable } | null = null

    const news = (standing: Standing): Watched | null => {
      const { snapshot } = standing
      const before = shown
      shown = JSON.stringify(snapshot)
      if (!isBegun) {
        isBegun = true
        return { _tag: "Standing", standing }
      }
      return snapshot === null || shown === before ? null : { _tag: "Snapshot", snapshot }
    }

    const lose = Effect.suspend(() => {
      const lost = live
      live = null
      return lost === null ? Effect.void : Scope.close(lost.scope, Exit.void)
    })

    /** Follows the log from a place on, which may be gone again by then. */
    const follow = Effect.fnUntraced(function* (place: LogPlace) {
      const following = yield* Scope.fork(scope)
      const pull = yield* Effect.onError(Scope.provide(log.tail(sessionId, place), following), () =>
        Scope.close(following, Exit.void)
      )
      live = { pull, scope: following }
    })

    /** Looks at the session anew; what has not changed since it was told is not told. */
    const look = Effect.gen(function* () {
      const { place, standing } = yield* stand(sessionId, userId, isBegun ? {} : seen)
      const told = news(standing)
      if (place === null) isBehind = true
      else yield* follow(place)
      return told
    })

    let isBehind = false

    const next: Effect.Effect<Watched, SessionNotFound | StoreUnavailable> = Effect.gen(function* () {
      while (true) {
        if (live !== null) {
          const frames = yield* Effect.catch(live.pull, (error) => {
            isBehind = error._tag === "StoreUnavailable"
            return Effect.as(lose, null)
          })
          if (frames === null) continue
          shown = ""
          return { _tag: "Frames", frames } as const
        }
        if (isBehind) yield* Effect.sleep(lookInterval)
        isBehind = false
        const told = yield* Effect.catchTag(look, "StoreUnavailable", (error) => {
          isBehind = true
          return isBegun ? Effect.succeed(null) : Effect.fail(error)
        })
        if (told !== null) return told
      }
    })
    return next
  })
