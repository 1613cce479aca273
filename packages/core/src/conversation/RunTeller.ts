import { Duration, Effect, Latch, Schedule, Semaphore } from "effect"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { ChatLog, RunClosed } from "./ChatLog.ts"
import type { FrameBody } from "./ChatProtocol.ts"
import { FrameGatherer } from "./FrameGatherer.ts"
import type { OwnedRun } from "./Turn.ts"

/** How long frames are gathered after some were told. */
const window = Duration.millis(30)

/** How long a log that could not be written to is left alone. */
const pause = Duration.millis(500)

/** How often the end is tried before it is left to whoever looks after the runs. */
const persistence = Schedule.spaced(pause).pipe(Schedule.upTo({ times: 60 }))

/** What a run has to say of itself. */
export interface RunStory {
  readonly start: FrameBody
  /** Everything said so far, as frames. */
  readonly whole: () => ReadonlyArray<FrameBody>
}

/**
 * Tells the log of a run what happens, the first at once and then every 30 ms or 256 letters. While the log cannot be
 * written to the run goes on, and when it can again it is told the whole story anew: whether a batch that failed was
 * taken nobody knows, and the log may have been lost.
 */
export const makeTeller = Effect.fnUntraced(function* (
  log: Pick<ChatLog["Service"], "append">,
  { number, run, sessionId }: OwnedRun,
  story: RunStory
) {
  const gatherer = new FrameGatherer()
  const news = Latch.makeUnsafe(false)
  const turn = Semaphore.makeUnsafe(1)
  let place: "before" | "level" | "behind" = "before"

  const append = (bodies: ReadonlyArray<FrameBody>) =>
    bodies.length === 0
      ? Effect.void
      : log.append(
          sessionId,
          bodies.map((body) => ({ ...body, run })),
          { run, number }
        )

  const batch = (last: ReadonlyArray<FrameBody>): ReadonlyArray<FrameBody> => {
    const begun = place !== "before"
    if (place === "behind") {
      gatherer.clear()
      gatherer.add([story.start, { t: "run.reset", d: { fromPart: 0 } }, ...story.whole()])
    }
    gatherer.add(last)
    return begun ? gatherer.take() : [story.start, ...gatherer.take()]
  }

  const level = Effect.sync(() => {
    place = "level"
  })

  const say = (last: ReadonlyArray<FrameBody>): Effect.Effect<void, RunClosed | StoreUnavailable> =>
    turn.withPermit(
      Effect.suspend(() => {
        const bodies = batch(last)
        place = "behind"
        return Effect.andThen(append(bodies), level)
      })
    )

  const missed = (error: RunClosed | StoreUnavailable) =>
    Effect.logWarning("the log of a session took no frames", error).pipe(
      Effect.annotateLogs({ run, session: sessionId })
    )

  /** Says what there is, and whether the log took it. */
  const flush = say([]).pipe(
    Effect.as(true),
    Effect.catch((error) => Effect.as(missed(error), false))
  )

  const round = Effect.suspend(() => {
    news.closeUnsafe()
    const begins = place === "before"
    return Effect.flatMap(flush, (taken) =>
      // What follows the beginning is the first word, which waits for nothing.
      Effect.map(Effect.sleep(taken ? (begins ? Duration.zero : window) : pause), () => {
        if (!taken || gatherer.isReady) news.openUnsafe()
      })
    )
  })
  yield* Effect.forkScoped(Effect.forever(Effect.andThen(news.await, round)))
  news.openUnsafe()

  return {
    /** Takes what happened; it waits where more has gathered than is told at once. */
    tell: (bodies: ReadonlyArray<FrameBody>): Effect.Effect<void> =>
      Effect.suspend(() => {
        if (bodies.length === 0) return Effect.void
        gatherer.add(bodies)
        news.openUnsafe()
        return place === "level" && gatherer.isFull ? Effect.asVoid(flush) : Effect.void
      }),

    /** Tells the last of it, and `run.end`. False where the log did not take it for half a minute: then somebody else must. */
    end: (bodies: ReadonlyArray<FrameBody>): Effect.Effect<boolean> => {
      let mayBeHeard = false
      return say(bodies).pipe(
        // Closed to us after a word of which nobody knows whether it was taken: then it was.
        Effect.catchIf(
          (error) => error._tag === "RunClosed" && mayBeHeard,
          () => Effect.void
        ),
        Effect.tapErrorTag("StoreUnavailable", () =>
          Effect.sync(() => {
            mayBeHeard = true
          })
        ),
        Effect.retry(persistence),
        Effect.as(true),
        Effect.catch((error) => Effect.as(missed(error), false))
      )
    }
  }
})

export type RunTeller = Effect.Success<ReturnType<typeof makeTeller>>
