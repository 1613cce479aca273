import type { RunId } from "@mma-savant/core/conversation/ChatMessage"
import { RunSignals } from "@mma-savant/core/conversation/RunSignals"
import { Effect, Layer, PubSub, Stream } from "effect"

/** Words that wait for whoever hears them; an older one may be lost. */
const waiting = 1000

export const layer = Layer.effect(
  RunSignals,
  Effect.map(PubSub.sliding<RunId>(waiting), (words) =>
    RunSignals.of({
      ring: (run) => PubSub.publish(words, run),
      rings: Stream.fromPubSub(words)
    })
  )
)
