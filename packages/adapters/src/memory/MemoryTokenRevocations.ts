import { revocationGrace, TokenRevocations } from "@mma-savant/core/auth/TokenRevocations"
import type { UserId } from "@mma-savant/core/Identity"
import { Clock, DateTime, Duration, Effect, Layer } from "effect"
import { ExpiringMap } from "./ExpiringMap.ts"

export const layer = Layer.sync(TokenRevocations, () => {
  const tokens = new ExpiringMap<string, true>()
  const instants = new Map<UserId, number>()

  return TokenRevocations.make({
    revoke: ({ exp, id }) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        tokens.set(id, true, exp * 1000 + Duration.toMillis(revocationGrace), now)
      }),

    revokeUntil: (userId, instant) =>
      Effect.sync(() => {
        const known = instants.get(userId) ?? Number.NEGATIVE_INFINITY
        instants.set(userId, Math.max(known, DateTime.toEpochMillis(instant)))
      }),

    areRevoked: (many) =>
      Effect.map(Clock.currentTimeMillis, (now) =>
        many.map(({ token: { iat, id }, userId }) => {
          const until = instants.get(userId)
          return tokens.get(id, now) !== undefined || (until !== undefined && Math.round(iat * 1000) <= until)
        })
      )
  })
})
