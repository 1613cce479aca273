import type { Speaker, SpokenPart } from "@mma-savant/core/llm/Speaker"
import { Effect, Queue, Stream } from "effect"
import { read, recite } from "./Answering.ts"

const finish: SpokenPart = {
  type: "finish",
  reason: "stop",
  usage: {
    inputTokens: { uncached: undefined, total: 10, cacheRead: undefined, cacheWrite: undefined },
    outputTokens: { total: 200, text: undefined, reasoning: undefined }
  }
}

const begin: SpokenPart = { type: "text-start", id: "0" }
const end: ReadonlyArray<SpokenPart> = [{ type: "text-end", id: "0" }, finish]

/** A model that answers as the question says, and costs next to nothing itself. */
export const speaker: Speaker = {
  provider: "scripted",
  model: "bench",
  key: "1",
  speak: ({ prompt }) =>
    Effect.sync(() => {
      const answering = read(JSON.stringify(prompt.content.at(-1)))
      const parts = Stream.callback<SpokenPart>((queue) =>
        Effect.acquireRelease(
          Effect.sync(() => {
            Queue.offerUnsafe(queue, begin)
            return recite(answering, (delta, isLast) => {
              Queue.offerUnsafe(queue, { type: "text-delta", id: "0", delta })
              if (!isLast) return
              Queue.offerAllUnsafe(queue, end)
              Queue.endUnsafe(queue)
            })
          }),
          (stop) => Effect.sync(stop)
        )
      )
      return { parts, allowance: null }
    })
}
