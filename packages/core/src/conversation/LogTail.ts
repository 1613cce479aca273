import { Duration, Effect, Latch, Schema, type Scope } from "effect"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { SessionId } from "./ChatMessage.ts"
import type { LoggedFrame } from "./ChatProtocol.ts"

/** How long a lost doorbell can delay a reader. */
const pollInterval = Duration.seconds(5)

/** Frames read at once. */
const readSize = 500

/** The frame after which somebody reads, by its number in an epoch. */
export interface LogPlace {
  readonly epoch: string
  readonly after: number
}

/** The frames from a place on are not there: the log has begun anew, or has moved on too far. */
export class PlaceLost extends Schema.TaggedError<PlaceLost>()("PlaceLost", {}) {}

export interface LogPage {
  readonly epoch: string
  readonly head: number
  readonly frames: ReadonlyArray<LoggedFrame>
}

/** What it takes to follow a log. */
export interface LogReader {
  /** The frames after a number, in order, at most `limit`; the newest number of all, and the epoch it is counted in. */
  readonly read: (sessionId: SessionId, after: number, limit: number) => Effect.Effect<LogPage, StoreUnavailable>
  /** Calls `ring` when something was added, from the moment the effect returns. A ring may be lost; several may be one. */
  readonly listen: (sessionId: SessionId, ring: () => void) => Effect.Effect<void, StoreUnavailable, Scope.Scope>
}

/** Gives the next frames of a log, one or more in order, whenever there are some. */
export type LogPull = Effect.Effect<ReadonlyArray<LoggedFrame>, PlaceLost | StoreUnavailable>

/** The frames after a place, now and to come: one look for each ring, and one now and then without. */
export const tail = Effect.fnUntraced(function* (
  { listen, read }: LogReader,
  sessionId: SessionId,
  from: LogPlace
): Effect.fn.Return<LogPull, StoreUnavailable, Scope.Scope> {
  const bell = Latch.makeUnsafe(true)
  let { after, epoch } = from
  yield* listen(sessionId, () => void bell.openUnsafe())
  yield* Effect.forkScoped(Effect.forever(Effect.andThen(Effect.sleep(pollInterval), bell.open)))

  return Effect.gen(function* () {
    while (true) {
      yield* bell.await
      bell.closeUnsafe()
      const { epoch: counted, frames, head } = yield* read(sessionId, after, readSize)
      const begins = epoch === "" && after === 0
      if (counted !== epoch && !begins) return yield* new PlaceLost()
      epoch = counted
      if (head === after) continue
      if (frames[0]?.seq !== after + 1) return yield* new PlaceLost()
      after += frames.length
      if (after < head) bell.openUnsafe()
      return frames
    }
  })
})
