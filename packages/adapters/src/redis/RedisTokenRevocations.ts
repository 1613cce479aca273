import { revocationGrace, TokenRevocations } from "@mma-savant/core/auth/TokenRevocations"
import type { UserId } from "@mma-savant/core/Identity"
import { Clock, DateTime, Duration, Effect, Layer } from "effect"
import { digest } from "./Digest.ts"
import { RedisClient } from "./RedisClient.ts"

/** An instant only ever moves on. */
const moveOn = `
local known = redis.call("GET", KEYS[1])
if not known or tonumber(known) < tonumber(ARGV[1]) then
  redis.call("SET", KEYS[1], ARGV[1])
end`

const tokenKey = (id: string) => `revoked:token:${digest(id)}`
const userKey = (id: UserId) => `revoked:user:${id}`

export const layer = Layer.effect(
  TokenRevocations,
  Effect.gen(function* () {
    const { run, script } = yield* RedisClient
    const move = script<null>(moveOn)

    return TokenRevocations.make({
      // Time that is left, not a date: tokens expire by the clock of this program.
      revoke: Effect.fn("RedisTokenRevocations.revoke")(function* ({ exp, id }) {
        const left = exp * 1000 + Duration.toMillis(revocationGrace) - (yield* Clock.currentTimeMillis)
        if (left <= 0) return
        const kept = Math.min(Math.ceil(left), Number.MAX_SAFE_INTEGER)
        yield* run((client) => client.set(tokenKey(id), "", "PX", kept))
      }),

      revokeUntil: Effect.fn("RedisTokenRevocations.revokeUntil")((userId, instant) =>
        Effect.asVoid(move([userKey(userId)], DateTime.toEpochMillis(instant)))
      ),

      areRevoked: Effect.fn("RedisTokenRevocations.areRevoked")(function* (many) {
        if (many.length === 0) return []
        const keys = many.flatMap(({ token, userId }) => [tokenKey(token.id), userKey(userId)])
        const values = yield* run((client) => client.mget(keys))
        return many.map(({ token: { iat } }, index) => {
          const [token, until] = [values[2 * index], values[2 * index + 1]]
          return typeof token === "string" || (typeof until === "string" && Math.round(iat * 1000) <= Number(until))
        })
      })
    })
  })
)
