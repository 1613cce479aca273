import * as AnswerCache from "@mma-savant/core/contract/AnswerCache"
import * as ChatLog from "@mma-savant/core/contract/ChatLog"
import * as RateLimits from "@mma-savant/core/contract/RateLimits"
import * as RunSignals from "@mma-savant/core/contract/RunSignals"
import * as TicketBook from "@mma-savant/core/contract/TicketBook"
import * as TokenRevocations from "@mma-savant/core/contract/TokenRevocations"
import { Layer } from "effect"
import * as Memory from "../../src/memory/Memory.ts"
import * as RedisAnswerCache from "../../src/redis/RedisAnswerCache.ts"
import * as RedisChatLog from "../../src/redis/RedisChatLog.ts"
import * as RedisRateLimits from "../../src/redis/RedisRateLimits.ts"
import * as RedisRunSignals from "../../src/redis/RedisRunSignals.ts"
import * as RedisTicketBook from "../../src/redis/RedisTicketBook.ts"
import * as RedisTokenRevocations from "../../src/redis/RedisTokenRevocations.ts"
import { describeWithRedis, freshKeys } from "./TestRedis.ts"

describeWithRedis("Redis", () => {
  const { client, elapse } = freshKeys()
  // Without the circuits, which stir every minute: years pass here.
  const layer = Layer.mergeAll(
    RedisAnswerCache.layer,
    RedisChatLog.layer,
    RedisRateLimits.layer,
    RedisRunSignals.layer,
    RedisTicketBook.layer,
    RedisTokenRevocations.layer
  ).pipe(Layer.provide(client))
  AnswerCache.suite("Redis server", layer, elapse)
  ChatLog.suite("Redis server", layer)
  RateLimits.suite("Redis server", layer, elapse)
  RunSignals.suite("Redis server", layer)
  TicketBook.suite("Redis server", layer, elapse)
  TokenRevocations.suite("Redis server", Layer.provideMerge(layer, Memory.layer), elapse)
})
