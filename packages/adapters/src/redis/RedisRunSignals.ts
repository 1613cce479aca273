import { RunId } from "@mma-savant/core/conversation/ChatMessage"
import { RunSignals } from "@mma-savant/core/conversation/RunSignals"
import { Effect, Layer, Queue, Schedule, Schema, Stream } from "effect"
import { RedisClient } from "./RedisClient.ts"

/** The one channel of all runs. */
const channel = "runs"

/** Words that wait for whoever hears them; an older one may be lost. */
const waiting = 1000

const isRun = Schema.is(RunId)

export const layer = Layer.effect(
  RunSignals,
  Effect.gen(function* () {
    const { publish, subscribe } = yield* RedisClient

    return RunSignals.of({
      ring: Effect.fn("RedisRunSignals.ring")((run) => publish(channel, run)),

      rings: Stream.callback<RunId>(
        (rings) =>
          subscribe(channel, (word) => {
            if (isRun(word)) Queue.offerUnsafe(rings, word)
          }).pipe(Effect.retry(Schedule.spaced("1 second")), Effect.orDie),
        { bufferSize: waiting, strategy: "sliding" }
      )
    })
  })
)
