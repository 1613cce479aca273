import { freshToken, tokenHash } from "@mma-savant/core/auth/OpaqueToken"
import { RefreshTokens, refreshLifetime } from "@mma-savant/core/auth/RefreshTokens"
import { TokenRejected } from "@mma-savant/core/auth/TokenData"
import { Clock, Duration, Effect, Layer } from "effect"
import { MemoryUsers, type StoredRefreshToken } from "./MemoryUsers.ts"

const lifetime = Duration.toMillis(refreshLifetime)

/** To revoke a family is to forget it. */
export const layer = Layer.effect(
  RefreshTokens,
  Effect.map(MemoryUsers, ({ accounts, refreshTokens }) => {
    const forget = (which: (token: StoredRefreshToken) => boolean): void => {
      for (const [hash, token] of refreshTokens) if (which(token)) refreshTokens.delete(hash)
    }

    return RefreshTokens.of({
      issue: Effect.fn("RefreshTokens.issue")(function* (userId) {
        const token = yield* freshToken
        const hash = yield* tokenHash(token)
        const now = yield* Clock.currentTimeMillis
        forget((other) => other.userId === userId && other.expiresAt <= now)
        if (accounts.has(userId)) {
          refreshTokens.set(hash, { userId, family: crypto.randomUUID(), expiresAt: now + lifetime, isUsed: false })
        }
        return token
      }),

      rotate: Effect.fn("RefreshTokens.rotate")(function* (token) {
        const next = yield* freshToken
        const [hash, nextHash] = [yield* tokenHash(token), yield* tokenHash(next)]
        const now = yield* Clock.currentTimeMillis
        const known = refreshTokens.get(hash)
        if (known?.isUsed) forget(({ family }) => family === known.family)
        if (known === undefined || known.isUsed || known.expiresAt <= now) return yield* new TokenRejected()
        refreshTokens.set(hash, { ...known, isUsed: true })
        refreshTokens.set(nextHash, { ...known, expiresAt: now + lifetime })
        return { userId: known.userId, next }
      }),

      revoke: Effect.fn("RefreshTokens.revoke")(function* (userId, token) {
        const known = refreshTokens.get(yield* tokenHash(token))
        if (known?.userId === userId) forget(({ family }) => family === known.family)
      }),

      revokeAll: (userId) => Effect.sync(() => forget((token) => token.userId === userId))
    })
  })
)
