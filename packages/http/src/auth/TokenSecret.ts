import { join } from "node:path"
import { Effect, FileSystem, Option, Redacted } from "effect"
import type { Settings } from "../Config.ts"
import { Halted } from "../Halted.ts"
import type { AuthSettings } from "./AuthConfig.ts"

const isLoopback = (host: string): boolean => host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host)

/** 32 random bytes, as text. */
const freshSecret = (): string => Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url")

/**
 * The secret of a server that has none configured: made once for the data directory, readable by its owner alone.
 */
const developmentSecret = Effect.fnUntraced(
  function* (dataDirectory: string) {
    const files = yield* FileSystem.FileSystem
    const file = join(dataDirectory, "development.secret")
    yield* files.makeDirectory(dataDirectory, { recursive: true })
    // Of two programs that start at once the second finds the file of the first.
    yield* files
      .writeFileString(file, `${freshSecret()}\n`, { flag: "wx", mode: 0o600 })
      .pipe(Effect.catchReason("PlatformError", "AlreadyExists", () => Effect.void))
    return Redacted.make((yield* files.readFileString(file)).trim())
  },
  (effect, dataDirectory) =>
    Effect.mapError(effect, ({ reason }) =>
      Halted.because(
        `The data directory ${dataDirectory} cannot be written (${reason._tag}). Make it writable, or set DATA_DIR to another directory.`
      )
    )
)

export interface TokenSecret {
  readonly secret: Redacted.Redacted<string>
  /** Whether nothing was configured by which anybody could sign in: then the server gives a token itself. */
  readonly development: boolean
}

const nothingConfigured = ({ googleClientIds, keySetUrl, sessionSecrets, signedSecret }: AuthSettings): boolean =>
  googleClientIds.length === 0 && keySetUrl === null && sessionSecrets.length === 0 && signedSecret === null

/** What our own tokens are signed with: the configured secret, else the data directory's. */
export const tokenSecret = ({ auth, dataDirectory }: Settings) =>
  Option.match(auth.tokenSecret, {
    onSome: (secret) => Effect.succeed<TokenSecret>({ secret, development: false }),
    onNone: () =>
      Effect.map(
        developmentSecret(dataDirectory),
        (secret): TokenSecret => ({ secret, development: nothingConfigured(auth) })
      )
  })

/** A secret that was made here is for this machine alone. */
export const refuseOpenDevelopment = ({ auth, host }: Settings) =>
  Option.isNone(auth.tokenSecret) && !isLoopback(host)
    ? Effect.fail(
        Halted.because(
          `HOST is ${host}: set TOKEN_SECRET (at least 32 bytes) to serve anything but this machine itself.`
        )
      )
    : Effect.void
