import { Effect, Redacted, Schema } from "effect"

/** RFC 7518, 3.2: a key of HS256 has at least as many bytes as the hash. */
const minSecretBytes = 32

/** Tokens cannot be judged by what is configured. `message` is one sentence for whoever did, without any secret. */
export class SecretUnusable extends Schema.TaggedError<SecretUnusable>()("SecretUnusable", {
  message: Schema.String
}) {}

/** The bytes of a secret that is long enough; `setting` is what it is configured by. */
export const bytesOf = (setting: string, secret: Redacted.Redacted<string>) => {
  const bytes = new TextEncoder().encode(Redacted.value(secret))
  return bytes.length < minSecretBytes
    ? Effect.fail(
        new SecretUnusable({ message: `Every secret in ${setting} must have at least ${minSecretBytes} bytes.` })
      )
    : Effect.succeed(bytes)
}
