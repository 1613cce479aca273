import { Schema } from "effect"

/** Redis cannot be used. `message` is one sentence for the person at the terminal, without any secret. */
export class RedisUnusable extends Schema.TaggedError<RedisUnusable>()("RedisUnusable", {
  message: Schema.String
}) {}
