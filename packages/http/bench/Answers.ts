import type { Speaker, SpokenPart } from "@mma-savant/core/llm/Speaker"
import { Effect, Queue, Stream } from "effect"
import { now } from "./Pace.ts"

/** What a question of the bench is answered with: so many pieces of so many letters, one in so many milliseconds. */
export interface Answering {
  readonly pieces: number
  readonly letters: number
  readonly pause: number
}

const written = /(\d+) pieces of (\d+) letters every (\d+) ms/

export const asked = ({ letters, pause, pieces }: Answering): string =>
  `${pieces} pieces of ${letters} letters every ${pause} ms`

const read = (question: string): Answering => {
  const [, pieces, letters, pause] = written.exec(question) ?? []
  return { pieces: Number(pieces), letters: Number(letters), pause: Number(pause) }
}

/** The first piece begins with the microsecond in which it was said. */
const piece = (number: number, letters: number): string => (number === 0 ? `${now()} ` : "").padEnd(letters, "octagon ")

const delta = (text: string): SpokenPart => ({ type: "text-delta", id: "0", delta: text })

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
      const { letters, pause, pieces } = read(JSON.stringify(prompt.content.at(-1)))
      const parts = Stream.callback<SpokenPart>((queue) =>
        Effect.acquireRelease(
          Effect.sync(() => {
            let said = 0
            const say = () => {
              const parts = [...(said === 0 ? [begin] : []), delta(piece(said, letters))]
              said += 1
              Queue.offerAllUnsafe(queue, parts)
              if (said < pieces) return
              clearInterval(timer)
              Queue.offerAllUnsafe(queue, end)
              Queue.endUnsafe(queue)
            }
            const timer = pause === 0 ? undefined : setInterval(say, pause)
            if (timer === undefined) for (let number = 0; number < pieces; number++) say()
            return timer
          }),
          (timer) => Effect.sync(() => clearInterval(timer))
        )
      )
      return { parts, allowance: null }
    })
}
