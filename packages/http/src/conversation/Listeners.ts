import { Recognition } from "@mma-savant/core/auth/Recognition"
import type { Borne } from "@mma-savant/core/auth/TokenRevocations"
import { Cause, Context, Duration, Effect, Layer, Schedule } from "effect"

/** How long, and no longer than a look takes besides, somebody who was signed out or kept out may listen on. */
export const RecognitionInterval = Context.Reference<Duration.Duration>(
  "@mma-savant/http/conversation/RecognitionInterval",
  { defaultValue: () => Duration.seconds(20) }
)

/** Somebody who is told of a session for as long as a connection is open: by a socket, or a stream of events. */
export interface Listener extends Borne {
  /** Ends it, since they are recognised no more. */
  readonly dismiss: Effect.Effect<void>
}

/** All who listen in this process: whoever would not be let in any more is sent away. */
export class Listeners extends Context.Service<
  Listeners,
  {
    readonly add: (listener: Listener) => void
    readonly remove: (listener: Listener) => void
  }
>()("@mma-savant/http/conversation/Listeners") {
  static readonly layer = Layer.effect(
    Listeners,
    Effect.gen(function* () {
      const { strangers } = yield* Recognition
      const interval = yield* RecognitionInterval
      const listeners = new Set<Listener>()

      const sweep = Effect.suspend(() => strangers([...listeners])).pipe(
        Effect.flatMap((strangers) => Effect.forEach(strangers, ({ dismiss }) => dismiss, { discard: true })),
        Effect.catchDefect((defect) => Effect.logError("those who listen were not looked at", Cause.die(defect)))
      )
      yield* Effect.forkScoped(Effect.repeat(sweep, Schedule.spaced(interval)))

      return Listeners.of({
        add: (listener) => void listeners.add(listener),
        remove: (listener) => void listeners.delete(listener)
      })
    })
  )
}
