import { Cause, Clock, Effect, type Scope, Stream } from "effect"
import type { AiError } from "effect/ai"
import { CallLog, type ModelCall } from "./ModelCall.ts"
import { isSubstance, type Speech } from "./Speaker.ts"

const noTokens: ModelCall["tokens"] = { input: 0, cacheRead: 0, cacheWrite: 0, output: 0, reasoning: 0 }

/**
 * Passes an answer on for which no model had to work, and tells the {@link CallLog} so when the scope closes; `named`
 * gives null when it was paid for after all.
 */
export const free = Effect.fnUntraced(function* (
  speech: Effect.Effect<Speech, AiError.AiError, Scope.Scope>,
  named: () => Pick<ModelCall, "provider" | "model" | "source"> | null
) {
  const clock = yield* Clock.Clock
  const log = yield* CallLog
  const startedAt = clock.currentTimeMillisUnsafe()
  const since = () => Math.max(0, clock.currentTimeMillisUnsafe() - startedAt)
  let outcome: ModelCall["outcome"] = "cancelled"
  let firstTokenMs: number | null = null
  let finishedMs: number | null = null

  yield* Effect.addFinalizer(() =>
    Effect.suspend(() => {
      const name = named()
      const totalMs = finishedMs ?? since()
      return name === null
        ? Effect.void
        : log({ ...name, tokens: noTokens, estimated: false, cost: 0, firstTokenMs, totalMs, outcome })
    })
  )

  const failed = <E>(cause: Cause.Cause<E>) =>
    Effect.sync(() => {
      if (!Cause.hasInterrupts(cause)) outcome = "failed"
    })

  const { allowance, parts } = yield* Effect.tapCause(speech, failed)
  return {
    allowance,
    parts: parts.pipe(
      Stream.mapArray((chunk) => {
        if (firstTokenMs === null && chunk.some(isSubstance)) firstTokenMs = since()
        if (chunk.at(-1)?.type === "finish") {
          outcome = "completed"
          finishedMs = since()
        }
        return chunk
      }),
      Stream.tapCause(failed)
    )
  }
})
