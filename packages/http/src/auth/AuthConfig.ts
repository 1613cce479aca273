import { Config, Redacted, Schema } from "effect"
import { worded } from "../problem/Worded.ts"

/** Several of something, separated by commas. */
export const listed = (text: string): ReadonlyArray<string> => text.split(",").flatMap((part) => part.trim() || [])

/** Without a user and a password, which no program would ask with. */
const KeySetUrl = Schema.URLFromString.pipe(
  Schema.check(
    Schema.makeFilter(({ password, protocol, username }) => /^https?:$/.test(protocol) && username + password === "")
  ),
  worded("the address of a key set is written like https://example.org/jwks.json")
)

const Switch = Schema.Literals(["true", "false"]).pipe(worded("it is true or false"))

const onOff = (name: string, standard: boolean) =>
  Config.schema(Switch, name).pipe(
    Config.withDefault(standard ? "true" : "false"),
    Config.map((text) => text === "true")
  )

/** Whose tokens are believed, and who comes to be a user. */
export const authSettings = Config.all({
  /** What our own tokens are signed with, at least 32 bytes. */
  tokenSecret: Config.option(Config.Redacted("TOKEN_SECRET")),
  /** The secrets of the Auth.js or NextAuth front end, the present one first. */
  sessionSecrets: Config.Redacted("NEXTAUTH_SECRET").pipe(
    Config.withDefault(Redacted.make("")),
    Config.map((secrets) => listed(Redacted.value(secrets)).map((secret) => Redacted.make(secret)))
  ),
  /** What HS256 tokens of another issuer are signed with. */
  signedSecret: Config.Redacted("AUTH_JWT_SECRET").pipe(Config.withDefault(null)),
  /** Where the public keys of an issuer are. */
  keySetUrl: Config.schema(KeySetUrl, "AUTH_JWKS_URL").pipe(Config.withDefault(null)),
  issuer: Config.String("AUTH_ISSUER").pipe(Config.withDefault(null)),
  audience: Config.String("AUTH_AUDIENCE").pipe(Config.withDefault(null)),
  /** The front ends for which Google signs people in. */
  googleClientIds: Config.String("GOOGLE_CLIENT_ID").pipe(Config.withDefault(""), Config.map(listed)),
  googleKeySetUrl: Config.schema(KeySetUrl, "GOOGLE_JWKS_URL").pipe(
    Config.withDefault(new URL("https://www.googleapis.com/oauth2/v3/certs"))
  ),
  /** Whether the first good sign-in of somebody unknown enters a user. */
  autoCreate: onOff("AUTH_AUTO_CREATE", true),
  /** Whether anybody may sign up with a name and a password. */
  signUpOpen: onOff("AUTH_SIGN_UP", false)
})

export type AuthSettings = Config.Success<typeof authSettings>

/** How people can sign in, one phrase each, without a secret. */
export const waysIn = (settings: AuthSettings): ReadonlyArray<string> => {
  const { googleClientIds, keySetUrl, sessionSecrets, signUpOpen, signedSecret } = settings
  return [
    ...(sessionSecrets.length === 0 ? [] : ["session tokens of Auth.js and NextAuth"]),
    ...(signedSecret === null ? [] : ["tokens signed with AUTH_JWT_SECRET"]),
    ...(keySetUrl === null ? [] : [`tokens signed with the keys of ${keySetUrl.origin}`]),
    ...(googleClientIds.length === 0 ? [] : ["Google ID tokens"]),
    signUpOpen ? "passwords, with open sign-up" : "passwords"
  ]
}
