import { Effect, Stream } from "effect"
import type { Speaker, SpokenPart } from "./Speaker.ts"
import { vendorError } from "./VendorFault.ts"

/** Letters of an answer, thought and arguments included: several times what any model writes at once. */
const mostLetters = 1 << 21

/** Calls of tools in one answer. */
const mostCalls = 64

const lettersOf = (part: SpokenPart): number => {
  if ("delta" in part) return part.delta.length
  return part.type === "tool-call" ? JSON.stringify(part.params ?? null).length : 0
}

/**
 * A speaker whose answer fails with a `response` when it is larger than any should be; its request has ended by then.
 * An answer is held until its end and all its tools are called, so one without measure would cost the memory of all.
 */
export const bounded = (speaker: Speaker): Speaker => ({
  ...speaker,
  speak: (options) =>
    Effect.map(speaker.speak(options), ({ allowance, parts }) => {
      let letters = 0
      let calls = 0
      return {
        allowance,
        parts: Stream.mapArrayEffect(parts, (chunk) => {
          for (const part of chunk) {
            letters += lettersOf(part)
            if (part.type === "tool-call") calls += 1
          }
          if (letters <= mostLetters && calls <= mostCalls) return Effect.succeed(chunk)
          const words = `an answer of more than ${letters > mostLetters ? `${mostLetters} letters` : `${mostCalls} calls`}`
          return Effect.fail(vendorError("AnswerSize", { kind: "response", words }))
        })
      }
    })
})
