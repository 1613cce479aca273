import { Duration, Effect, Fiber, Schema, Scope } from "effect"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { SessionId } from "./ChatMessage.ts"
import type { LoggedFrame } from "./ChatProtocol.ts"

/** How often it is seen to who has not looked for long. */
const beat = Duration.seconds(1)

/** Beats without a look after which one is taken without a ring: a lost ring delays a reader by 5 seconds at most. */
const mostBeats = 5

/** Frames of a log that are read at once. */
export const logReadSize = 500

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

/** One reader on its way through a log. There are as many as open sockets: it holds no more than it must. */
class Tail {
  private readonly reader: LogReader
  private readonly sessionId: SessionId
  private epoch: string
  private after: number
  private isRung = true
  /** Goes on with a pull that waits for a ring. */
  private wake: (() => void) | null = null
  /** Beats since the last look. */
  private beats = 0

  constructor(reader: LogReader, sessionId: SessionId, { after, epoch }: LogPlace) {
    this.reader = reader
    this.sessionId = sessionId
    this.epoch = epoch
    this.after = after
  }

  ring(): void {
    this.isRung = true
    this.wake?.()
  }

  beat(): void {
    this.beats += 1
    if (this.beats >= mostBeats) this.ring()
  }

  readonly pull: LogPull = Effect.suspend(() => {
    if (!this.isRung) return Effect.andThen(this.rung, this.pull)
    this.isRung = false
    this.beats = 0
    return Effect.flatMap(this.reader.read(this.sessionId, this.after, logReadSize), (page) => this.take(page))
  })

  private get rung(): Effect.Effect<void> {
    return Effect.callback((resume) => {
      this.wake = () => {
        this.wake = null
        resume(Effect.void)
      }
      return Effect.sync(() => {
        this.wake = null
      })
    })
  }

  private take({ epoch, frames, head }: LogPage): LogPull {
    const begins = this.epoch === "" && this.after === 0
    if (epoch !== this.epoch && !begins) return Effect.fail(new PlaceLost())
    this.epoch = epoch
    if (head === this.after) return this.pull
    if (frames[0]?.seq !== this.after + 1) return Effect.fail(new PlaceLost())
    this.after += frames.length
    if (this.after < head) this.isRung = true
    return Effect.succeed(frames)
  }
}

/** Those who follow the logs of one store. */
export class LogTails {
  private readonly reader: LogReader
  private readonly tails = new Set<Tail>()
  /** Sees to all of them, as long as there are any. */
  private beating: Fiber.Fiber<never> | null = null

  constructor(reader: LogReader) {
    this.reader = reader
  }

  /** The frames after a place, now and to come: one look for each ring, and one now and then without. */
  follow(sessionId: SessionId, from: LogPlace): Effect.Effect<LogPull, StoreUnavailable, Scope.Scope> {
    const tail = new Tail(this.reader, sessionId, from)
    return Effect.scope.pipe(
      Effect.flatMap((scope) => Scope.addFinalizer(scope, this.leave(tail))),
      Effect.andThen(this.enter(tail)),
      Effect.andThen(this.reader.listen(sessionId, () => tail.ring())),
      Effect.as(tail.pull)
    )
  }

  private enter(tail: Tail): Effect.Effect<void> {
    return Effect.suspend(() => {
      this.tails.add(tail)
      if (this.beating !== null) return Effect.void
      return Effect.map(Effect.forkDetach(Effect.forever(this.beat)), (beating) => {
        this.beating = beating
      })
    })
  }

  private leave(tail: Tail): Effect.Effect<void> {
    return Effect.suspend(() => {
      this.tails.delete(tail)
      const { beating } = this
      if (beating === null || this.tails.size > 0) return Effect.void
      this.beating = null
      return Fiber.interrupt(beating)
    })
  }

  private readonly beat = Effect.andThen(
    Effect.sleep(beat),
    Effect.sync(() => {
      for (const tail of this.tails) tail.beat()
    })
  )
}
