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

type Lost = SessionNotFound | StoreUnavailable

/** One watch of a session. There are as many as open sockets: it holds no more than it must. */
class SessionWatcher {
  private readonly log: ChatLog["Service"]
  private readonly stand: Stand
  private readonly sessionId: SessionId
  private readonly userId: UserId
  private readonly scope: Scope.Scope
  /** Null once it was told how the session stands. */
  private seen: Seen | null
  private isBehind = false
  /** The snapshot that was told last, as text, while the log cannot be followed. */
  private shown = ""
  /** What the log tells next, while it can be followed. */
  private live: { readonly frames: Effect.Effect<Watched, Lost>; readonly scope: Scope.Closeable } | null = null

  constructor(
    log: ChatLog["Service"],
    stand: Stand,
    sessionId: SessionId,
    userId: UserId,
    seen: Seen,
    scope: Scope.Scope
  ) {
    this.log = log
    this.stand = stand
    this.sessionId = sessionId
    this.userId = userId
    this.seen = seen
    this.scope = scope
  }

  readonly next: Effect.Effect<Watched, Lost> = Effect.suspend(() => this.live?.frames ?? this.look())

  /** Follows the log from a place on, which may be gone again by then. */
  private follow(place: LogPlace): Effect.Effect<void, StoreUnavailable> {
    return Effect.flatMap(Scope.fork(this.scope), (scope) =>
      Scope.provide(this.log.tail(this.sessionId, place), scope).pipe(
        Effect.map((pull) => this.goLive(pull, scope)),
        Effect.onError(() => Scope.close(scope, Exit.void))
      )
    )
  }

  private goLive(pull: LogPull, scope: Scope.Closeable): void {
    this.live = { frames: this.hear(pull), scope }
    this.shown = ""
  }

  private hear(pull: LogPull): Effect.Effect<Watched, Lost> {
    return pull.pipe(
      Effect.map((frames): Watched => ({ _tag: "Frames", frames })),
      Effect.catch((error) => {
        this.isBehind = error._tag === "StoreUnavailable"
        return Effect.andThen(this.lose(), this.next)
      })
    )
  }

  private lose(): Effect.Effect<void> {
    const lost = this.live
    this.live = null
    return lost === null ? Effect.void : Scope.close(lost.scope, Exit.void)
  }

  private fallBehind(): Effect.Effect<void> {
    this.isBehind = true
    return Effect.void
  }

  /** Looks at the session until there is something to tell. */
  private look(): Effect.Effect<Watched, Lost> {
    const wait = this.isBehind ? Effect.sleep(lookInterval) : Effect.void
    this.isBehind = false
    return Effect.andThen(wait, this.stand(this.sessionId, this.userId, this.seen ?? {})).pipe(
      Effect.flatMap(({ place, standing }) => {
        const told = this.news(standing)
        const following = place === null ? this.fallBehind() : Effect.catch(this.follow(place), () => this.fallBehind())
        return Effect.as(following, told)
      }),
      Effect.catchTag("StoreUnavailable", (error) => {
        this.isBehind = true
        return this.seen === null ? Effect.succeed(null) : Effect.fail(error)
      }),
      Effect.flatMap((told) => (told === null ? this.next : Effect.succeed(told)))
    )
  }

  /** What has not changed since it was told is not told. */
  private news(standing: Standing): Watched | null {
    const { snapshot } = standing
    const before = this.shown
    this.shown = JSON.stringify(snapshot)
    if (this.seen !== null) {
      this.seen = null
      return { _tag: "Standing", standing }
    }
    return snapshot === null || this.shown === before ? null : { _tag: "Snapshot", snapshot }
  }
}

/** Gives one thing after the other that is to be told of a session, whenever it is run. */
export const makeWatcher =
  (log: ChatLog["Service"], stand: Stand) => (sessionId: SessionId, userId: UserId, seen: Seen) =>
    Effect.map(Effect.scope, (scope) => new SessionWatcher(log, stand, sessionId, userId, seen, scope).next)
