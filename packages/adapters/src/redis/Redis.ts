import { Layer } from "effect"
import * as RedisAnswerCache from "./RedisAnswerCache.ts"
import * as RedisBreakers from "./RedisBreakers.ts"
import * as RedisChatLog from "./RedisChatLog.ts"
import * as RedisRateLimits from "./RedisRateLimits.ts"
import * as RedisRunSignals from "./RedisRunSignals.ts"
import * as RedisTicketBook from "./RedisTicketBook.ts"
import * as RedisTokenRevocations from "./RedisTokenRevocations.ts"

/** Every port that is kept in Redis, over the client that `RedisClient` gives. */
export const layer = Layer.mergeAll(
  RedisAnswerCache.layer,
  RedisBreakers.layer,
  RedisChatLog.layer,
  RedisRateLimits.layer,
  RedisRunSignals.layer,
  RedisTokenRevocations.layer,
  RedisTicketBook.layer
)
