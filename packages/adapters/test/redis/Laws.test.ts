import * as AnswerCache from "@mma-savant/core/contract/AnswerCache"
import * as RateLimits from "@mma-savant/core/contract/RateLimits"
import * as TicketBook from "@mma-savant/core/contract/TicketBook"
import * as TokenRevocations from "@mma-savant/core/contract/TokenRevocations"
import { Layer } from "effect"
import * as Memory from "../../src/memory/Memory.ts"
import * as Redis from "../../src/redis/Redis.ts"
import { describeWithRedis, freshKeys } from "./TestRedis.ts"

describeWithRedis("Redis", () => {
  const { client, elapse } = freshKeys()
  const layer = Redis.layer.pipe(Layer.provide(client))
  AnswerCache.suite("Redis server", layer, elapse)
  RateLimits.suite("Redis server", layer, elapse)
  TicketBook.suite("Redis server", layer, elapse)
  TokenRevocations.suite("Redis server", Layer.provideMerge(layer, Memory.layer), elapse)
})
