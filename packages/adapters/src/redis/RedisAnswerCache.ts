import { AnswerCache } from "@mma-savant/core/llm/AnswerCache"
import { Duration, Effect, Layer, Option } from "effect"
import { digest } from "./Digest.ts"
import { RedisClient } from "./RedisClient.ts"

const answerKey = (key: string) => `answer:${digest(key)}`

export const layer = Layer.effect(
  AnswerCache,
  Effect.gen(function* () {
    const { run } = yield* RedisClient

    return AnswerCache.of({
      isShared: true,

      get: Effect.fn("RedisAnswerCache.get")((key) =>
        Effect.map(
          run((client) => client.get(answerKey(key))),
          Option.fromNullOr
        )
      ),

      set: Effect.fn("RedisAnswerCache.set")((key, text, lifetime) =>
        Effect.asVoid(
          run((client) => client.set(answerKey(key), text, "PX", Math.max(1, Math.round(Duration.toMillis(lifetime)))))
        )
      )
    })
  })
)
