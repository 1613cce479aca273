import { Effect, Redacted } from "effect"
import { Base64Url, Hex } from "effect/encoding"

/** Text of 256 random bits that fits into an address, and means something to the store alone. */
export const freshToken: Effect.Effect<Redacted.Redacted<string>> = Effect.sync(() =>
  Redacted.make(Base64Url.encode(crypto.getRandomValues(new Uint8Array(32))))
)

/** The SHA-256 of a token, in hex: all that a store which lasts keeps of it. */
export const tokenHash = (token: Redacted.Redacted<string>): Effect.Effect<string> =>
  Effect.map(
    Effect.promise(() => crypto.subtle.digest("SHA-256", new TextEncoder().encode(Redacted.value(token)))),
    (hash) => Hex.encode(new Uint8Array(hash))
  )
