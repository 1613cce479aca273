import { Console, Effect, Redacted } from "effect"
import type { Adapters } from "../Adapters.ts"
import { developmentToken } from "../auth/Developer.ts"
import { tokenSecret } from "../auth/TokenSecret.ts"
import { settings } from "../Config.ts"

/** Prints a token that the server on the same data directory accepts; the server need not run. */
export const printToken = Effect.fn("token")(function* (adapters: Adapters) {
  const chosen = yield* settings
  const { secret } = yield* tokenSecret(chosen)
  const token = yield* Effect.provide(developmentToken, adapters.tokens(secret, chosen.auth))
  yield* Console.log(Redacted.value(token))
})
