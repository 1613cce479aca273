import { AnswerCache } from "@mma-savant/core/llm/AnswerCache"
import { Clock, Duration, Effect, Layer, Option } from "effect"

interface Kept {
  readonly text: string
  readonly bytes: number
  readonly expiresAt: number
}

/** The most bytes that are kept, keys included; what has not been asked for the longest makes room. */
const usualRoom = 16 * 1024 * 1024

const bytesOf = (text: string): number => 2 * text.length

export const layerWith = (room: number) =>
  Layer.sync(AnswerCache, () => {
    // Whatever was asked for last is last.
    const answers = new Map<string, Kept>()
    let taken = 0

    const forget = (key: string): void => {
      taken -= answers.get(key)?.bytes ?? 0
      answers.delete(key)
    }

    return AnswerCache.of({
      isShared: false,

      get: (key) =>
        Effect.map(Clock.currentTimeMillis, (now) => {
          const known = answers.get(key)
          if (known === undefined) return Option.none()
          if (known.expiresAt <= now) {
            forget(key)
            return Option.none()
          }
          answers.delete(key)
          answers.set(key, known)
          return Option.some(known.text)
        }),

      set: (key, text, lifetime) =>
        Effect.map(Clock.currentTimeMillis, (now) => {
          const bytes = bytesOf(key) + bytesOf(text)
          forget(key)
          if (bytes > room) return
          answers.set(key, { text, bytes, expiresAt: now + Duration.toMillis(lifetime) })
          taken += bytes
          for (const oldest of answers.keys()) {
            if (taken <= room) break
            forget(oldest)
          }
        })
    })
  })

export const layer = layerWith(usualRoom)
