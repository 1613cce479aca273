import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Duration, Effect, Option, Redacted } from "effect"
import { waysIn } from "../src/auth/AuthConfig.ts"
import { settings } from "../src/Config.ts"
import { Halted } from "../src/Halted.ts"
import { standardRates } from "../src/limit/RateClass.ts"

const settingsIn = (env: Record<string, string>) => settings.parse(ConfigProvider.fromEnv({ env }))

const names = [
  "ASSISTANT_MODEL",
  "ASSISTANT_TITLE_MODEL",
  "ASSISTANT_FAST_PATH",
  "ANTHROPIC_API_KEY",
  "ANTHROPIC_BASE_URL",
  "OPENAI_API_KEY",
  "OPENAI_BASE_URL",
  "HF_TOKEN",
  "HF_BASE_URL",
  "OPENROUTER_API_KEY",
  "OPENROUTER_BASE_URL",
  "COMPATIBLE_API_KEY",
  "COMPATIBLE_BASE_URL",
  "HOST",
  "PORT",
  "DATABASE_URL",
  "DATABASE_CONNECTIONS",
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
  "DRAIN_SECONDS",
  "CORS_ORIGINS"
]

describe("the settings", () => {
  it.effect("an empty variable is one that was not set", () =>
    Effect.gen(function* () {
      const unset = yield* settingsIn({})
      assert.deepStrictEqual(yield* settingsIn(Object.fromEntries(names.map((name) => [name, ""]))), unset)
      assert.deepStrictEqual([unset.host, unset.port, unset.dataDirectory], ["127.0.0.1", 3000, ".data"])
      assert.deepStrictEqual([unset.trustedProxies, unset.origins, unset.rates], [0, [], standardRates])
      assert.deepStrictEqual(unset.drainTime, Duration.seconds(30))
      assert.deepStrictEqual([unset.auth.autoCreate, unset.auth.signUpOpen], [true, false])
      assert.isTrue([unset.databaseUrl, unset.redisUrl, unset.auth.tokenSecret].every(Option.isNone))
      assert.deepStrictEqual(waysIn(unset.auth), ["passwords"])
      assert.deepStrictEqual(
        unset.assistant.models.map(({ name }) => name),
        ["offline/savant-analyst-1"]
      )
      assert.isNull(unset.assistant.titleModel)
      assert.isNull(unset.assistant.fastPath)
      assert.deepStrictEqual(
        Object.values(unset.assistant.vendors),
        Array.from({ length: 5 }, () => ({ keys: [], baseUrl: null }))
      )
    })
  )

  it.effect("several of something are separated by commas, and spaces do not count", () =>
    Effect.gen(function* () {
      const { assistant, auth, origins } = yield* settingsIn({
        ANTHROPIC_API_KEY: "sk-1, sk-2",
        ASSISTANT_TITLE_MODEL: " openai/gpt-6-luna ",
        ASSISTANT_FAST_PATH: "offline",
        ASSISTANT_MODEL: "anthropic/claude-haiku-5-5, huggingface/org/name:host ,offline/savant-analyst-1",
        NEXTAUTH_SECRET: "a, b ,,c",
        GOOGLE_CLIENT_ID: " web,app ",
        CORS_ORIGINS: "https://a.example, http://b.example:8080"
      })
      assert.deepStrictEqual(auth.sessionSecrets.map(Redacted.value), ["a", "b", "c"])
      assert.deepStrictEqual(auth.googleClientIds, ["web", "app"])
      assert.deepStrictEqual(assistant.vendors.anthropic.keys.map(Redacted.value), ["sk-1", "sk-2"])
      assert.deepStrictEqual(
        assistant.models.map(({ model, provider }) => [provider, model]),
        [
          ["anthropic", "claude-haiku-5-5"],
          ["huggingface", "org/name:host"],
          ["offline", "savant-analyst-1"]
        ]
      )
      assert.strictEqual(assistant.titleModel?.name, "openai/gpt-6-luna")
      assert.strictEqual(assistant.fastPath?.name, "offline/savant-analyst-1")
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
    ["ASSISTANT_MODEL", "claude-haiku-5-5"],
    ["ASSISTANT_MODEL", "anthropic/"],
    ["ASSISTANT_MODEL", "google/canary"],
    ["ASSISTANT_MODEL", "scripted/transcript"],
    ["ASSISTANT_MODEL", "offline/another"],
    ["ASSISTANT_MODEL", ","],
    ["ASSISTANT_MODEL", "openai/gpt-6-luna,openai/gpt-6-luna"],
    ["ASSISTANT_MODEL", Array.from({ length: 9 }, (_, number) => `compatible/${number}`).join()],
    ["ASSISTANT_FAST_PATH", "openai/gpt-6-luna"],
    ["ASSISTANT_TITLE_MODEL", "claude-haiku-5-5"],
    ["ASSISTANT_TITLE_MODEL", "offline/savant-analyst-1"],
    ["ASSISTANT_TITLE_MODEL", "openai/gpt-6-luna,openai/gpt-6.1-terra"],
    ["ANTHROPIC_API_KEY", "sk-canary\nsk-canary"],
    ["OPENAI_API_KEY", "sk-canary, Bearer sk-canary"],
    ["HF_TOKEN", "hf_canary\u200b"],
    ["COMPATIBLE_BASE_URL", "localhost:11434/v1"],
    ["OPENAI_BASE_URL", "https://ana:canary@api.example/v1"],
    ["OPENROUTER_BASE_URL", "https://api.example/v1?key=canary"],
    ["TRUSTED_PROXIES", "all"],
    ["TRUSTED_PROXIES", "11"],
    ["DATABASE_CONNECTIONS", "0"],
    ["DRAIN_SECONDS", "601"],
    ["DRAIN_SECONDS", "30s"]
  ] as const)("%s cannot be %s, which is said in one sentence that names it", ([name, value]) =>
    Effect.gen(function* () {
      const { message } = Halted.of(yield* Effect.flip(settingsIn({ [name]: value })))
      assert.match(message, new RegExp(`^The setting ${name} cannot be used: [^\\n]+\\.$`))
      assert.notInclude(message, "canary")
    })
  )
})
