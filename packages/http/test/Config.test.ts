import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Duration, Effect, Option, Redacted } from "effect"
import { waysIn } from "../src/auth/AuthConfig.ts"
import { settings } from "../src/Config.ts"
import { Halted } from "../src/Halted.ts"
import { standardRates } from "../src/limit/RateClass.ts"

const settingsIn = (env: Record<string, string>) => settings.parse(ConfigProvider.fromEnv({ env }))

const names = [
  "HOST",
  "PORT",
  "DATABASE_URL",
  "DATA_DIR",
  "REDIS_URL",
  "TOKEN_SECRET",
  "NEXTAUTH_SECRET",
  "AUTH_JWT_SECRET",
  "AUTH_JWKS_URL",
  "AUTH_ISSUER",
  "AUTH_AUDIENCE",
  "AUTH_AUTO_CREATE",
  "AUTH_SIGN_UP",
  "GOOGLE_CLIENT_ID",
  "GOOGLE_JWKS_URL",
  "RATE_LIMIT_ADDRESS",
  "RATE_LIMIT_READ",
  "RATE_LIMIT_WRITE",
  "RATE_LIMIT_TICKET",
  "RATE_LIMIT_SIGN_IN",
  "TRUSTED_PROXIES",
  "CORS_ORIGINS"
]

describe("the settings", () => {
  it.effect("an empty variable is one that was not set", () =>
    Effect.gen(function* () {
      const unset = yield* settingsIn({})
      assert.deepStrictEqual(yield* settingsIn(Object.fromEntries(names.map((name) => [name, ""]))), unset)
      assert.deepStrictEqual([unset.host, unset.port, unset.dataDirectory], ["127.0.0.1", 3000, ".data"])
      assert.deepStrictEqual([unset.trustedProxies, unset.origins, unset.rates], [0, [], standardRates])
      assert.deepStrictEqual([unset.auth.autoCreate, unset.auth.signUpOpen], [true, false])
      assert.isTrue([unset.databaseUrl, unset.redisUrl, unset.auth.tokenSecret].every(Option.isNone))
      assert.deepStrictEqual(waysIn(unset.auth), ["passwords"])
    })
  )

  it.effect("several of something are separated by commas, and spaces do not count", () =>
    Effect.gen(function* () {
      const { auth, origins } = yield* settingsIn({
        NEXTAUTH_SECRET: "a, b ,,c",
        GOOGLE_CLIENT_ID: " web,app ",
        CORS_ORIGINS: "https://a.example, http://b.example:8080"
      })
      assert.deepStrictEqual(auth.sessionSecrets.map(Redacted.value), ["a", "b", "c"])
      assert.deepStrictEqual(auth.googleClientIds, ["web", "app"])
      assert.deepStrictEqual(origins, ["https://a.example", "http://b.example:8080"])
    })
  )

  it.effect.each([
    ["600/1m", 600, Duration.minutes(1)],
    ["5 / 30s", 5, Duration.seconds(30)],
    ["1/24h", 1, Duration.hours(24)],
    ["1000000/1s", 1_000_000, Duration.seconds(1)]
  ] as const)("the rate %s is understood", ([text, limit, window]) =>
    Effect.gen(function* () {
      const { rates } = yield* settingsIn({ RATE_LIMIT_SIGN_IN: text })
      assert.strictEqual(rates["sign-in"].limit, limit)
      assert.isTrue(Duration.equals(rates["sign-in"].window, window))
      assert.deepStrictEqual(rates.read, standardRates.read)
    })
  )

  it.effect.each([
    ["PORT", "many"],
    ["PORT", "65536"],
    ["PORT", "-1"],
    ["PORT", "80.5"],
    ["CORS_ORIGINS", "https://a.example/path"],
    ["CORS_ORIGINS", "https://a.example,*"],
    ["CORS_ORIGINS", "a.example"],
    ["AUTH_JWKS_URL", "keys.example"],
    ["AUTH_JWKS_URL", "file:///etc/canary"],
    ["AUTH_JWKS_URL", "https://ana:canary@keys.example"],
    ["GOOGLE_JWKS_URL", "https://canary@keys.example"],
    ["AUTH_AUTO_CREATE", "yes"],
    ["AUTH_SIGN_UP", "1"],
    ["RATE_LIMIT_READ", "600"],
    ["RATE_LIMIT_READ", "0/1m"],
    ["RATE_LIMIT_READ", "600/0m"],
    ["RATE_LIMIT_READ", "600/1d"],
    ["RATE_LIMIT_READ", "-1/1m"],
    ["RATE_LIMIT_READ", "1000001/1s"],
    ["TRUSTED_PROXIES", "all"],
    ["TRUSTED_PROXIES", "11"]
  ] as const)("%s cannot be %s, which is said in one sentence that names it", ([name, value]) =>
    Effect.gen(function* () {
      const { message } = Halted.of(yield* Effect.flip(settingsIn({ [name]: value })))
      assert.match(message, new RegExp(`^The setting ${name} cannot be used: [^\\n]+\\.$`))
      assert.notInclude(message, "canary")
    })
  )
})
