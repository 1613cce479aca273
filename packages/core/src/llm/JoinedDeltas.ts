import { type Array as Arr, Effect, Stream } from "effect"
import type { Response } from "effect/ai"
import type { Speaker, SpokenPart } from "./Speaker.ts"

type Delta = Response.TextDeltaPartEncoded | Response.ReasoningDeltaPartEncoded | Response.ToolParamsDeltaPartEncoded

const isDelta = (part: SpokenPart): part is Delta =>
  part.type === "text-delta" || part.type === "reasoning-delta" || part.type === "tool-params-delta"

/** Whether both are pieces of one text, and nothing is noted of either. */
const goesOn = (last: Delta, next: Delta): boolean =>
  last.type === next.type && last.id === next.id && last.metadata === undefined && next.metadata === undefined

const together = (parts: Arr.NonEmptyReadonlyArray<SpokenPart>): Arr.NonEmptyReadonlyArray<SpokenPart> => {
  const [first, ...others] = parts
  const whole: Arr.NonEmptyArray<SpokenPart> = [first]
  let last = first
  for (const part of others) {
    if (isDelta(part) && isDelta(last) && goesOn(last, part)) {
      last = { ...last, delta: last.delta + part.delta }
      whole[whole.length - 1] = last
    } else {
      last = part
      whole.push(part)
    }
  }
  return whole
}

/**
 * A speaker whose neighbouring pieces of one text are one piece when they come together: every piece costs its way to
 * whoever listens, however short it is. Nothing is held back for it.
 */
export const joined = (speaker: Speaker): Speaker => ({
  ...speaker,
  speak: (options) =>
    Effect.map(speaker.speak(options), ({ allowance, parts }) => ({
      allowance,
      parts: Stream.mapArray(parts, together)
    }))
})
