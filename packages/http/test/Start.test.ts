import { readdir, writeFile } from "node:fs/promises"
import { createServer } from "node:net"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { Email } from "@mma-savant/core/user/User"
import { Effect, Fiber } from "effect"
import { TestConsole } from "effect/testing"
import { dataDirectory, isPlain, run } from "./Running.ts"
import * as Terminal from "./Terminal.ts"
import { enter } from "./Visit.ts"

const long = "canary-0123456789-0123456789-0123456789"
const short = "canary-short"

/** Waits until something that matches has been printed. */
const said = (pattern: RegExp) =>
  Terminal.printed.pipe(Effect.delay("10 millis"), Effect.repeat({ until: ({ out }) => pattern.test(out) }))

describe("the start", () => {
  it.live.each([
    ["PORT", { PORT: "many" }],
    [
      "ASSISTANT_MODEL names anthropic/claude-haiku-5-5: set ANTHROPIC_API_KEY",
      { ASSISTANT_MODEL: "anthropic/claude-haiku-5-5" }
    ],
    [
      "ASSISTANT_MODEL names compatible/qwen3: set COMPATIBLE_BASE_URL",
      { ASSISTANT_MODEL: "offline/savant-analyst-1,compatible/qwen3", COMPATIBLE_API_KEY: long }
    ],
    [
      "ASSISTANT_TITLE_MODEL names openai/gpt-6-luna: set OPENAI_API_KEY",
      { ASSISTANT_TITLE_MODEL: "openai/gpt-6-luna" }
    ],
    ["OPENAI_API_KEY", { ASSISTANT_MODEL: "openai/gpt-6-luna", OPENAI_API_KEY: `${long}\n${short}` }],
    ["HOST is 0.0.0.0: set TOKEN_SECRET", { HOST: "0.0.0.0" }],
    ["HOST is ::: set TOKEN_SECRET", { HOST: "::", AUTH_JWT_SECRET: long }],
    ["TOKEN_SECRET", { TOKEN_SECRET: short }],
    ["NEXTAUTH_SECRET", { NEXTAUTH_SECRET: `${long},${short}` }],
    ["AUTH_JWT_SECRET", { AUTH_JWT_SECRET: short }],
    ["AUTH_JWT_SECRET", { TOKEN_SECRET: long, AUTH_JWT_SECRET: long }],
    ["AUTH_ISSUER", { AUTH_JWKS_URL: "https://keys.example/jwks.json" }]
  ] as const)("is refused in one sentence that tells of %s, and of no secret", ([named, settings]) =>
    Effect.gen(function* () {
      const DATA_DIR = yield* dataDirectory
      const ended = yield* Terminal.run(["serve"], { settings: { DATA_DIR, ...settings } })
      isPlain(ended)
      assert.include(ended.err, named)
      assert.notInclude(ended.err, "canary")
    }).pipe(Effect.scoped, Effect.provide(Memory.layer))
  )

  it.live("says where a server is that cannot be reached, and not by which password", () =>
    Effect.gen(function* () {
      const database = { DATABASE_URL: `postgres://ana:${long}@127.0.0.1:9/facts` }
      const unreachable = [
        ["serve", "facts at 127.0.0.1:9", database],
        ["admin grant --email ana@example.org", "facts at 127.0.0.1:9", database],
        ["serve", "DATABASE_URL", { DATABASE_URL: `postgrs://ana:${long}@127.0.0.1:9/facts` }],
        ["serve", "Redis server at 127.0.0.1:9", { REDIS_URL: `redis://ana:${long}@127.0.0.1:9` }],
        ["serve", "REDIS_URL", { REDIS_URL: `redis://ana:${long}/x@127.0.0.1:9` }]
      ] as const
      const start = Effect.fnUntraced(function* ([command, named, settings]: (typeof unreachable)[number]) {
        const DATA_DIR = yield* dataDirectory
        const args = [...command.split(" "), "--log-level", "all"]
        const { err, ...ended } = yield* run(args, { DATA_DIR, ...settings })
        const sentence = err.replace(/^\{.*\}\n/gm, "")
        isPlain({ ...ended, err: sentence })
        assert.include(sentence, named)
        assert.notInclude(err, "canary")
      })
      yield* Effect.forEach(unreachable, start, { concurrency: 2 })
    }).pipe(Effect.scoped)
  )

  it.live.each(["ask", "ask --loudly what", "fly"])("a wrong use is told how to do it, and ends with 2: %s", (typed) =>
    Effect.gen(function* () {
      const DATA_DIR = yield* dataDirectory
      const { code, err, out } = yield* Terminal.run(typed.split(" "), { settings: { DATA_DIR } })
      assert.strictEqual(code, 2)
      assert.match(out + err, /usage/i)
      assert.deepStrictEqual(yield* Effect.promise(() => readdir(DATA_DIR)), [])
    }).pipe(Effect.scoped, Effect.provide(Memory.layer))
  )

  it.live("a data directory that cannot be written is named", () =>
    Effect.gen(function* () {
      const file = join(yield* dataDirectory, "file")
      yield* Effect.promise(() => writeFile(file, ""))
      for (const command of ["serve", "token"]) {
        const ended = yield* Terminal.run([command], { settings: { DATA_DIR: join(file, "below") } })
        isPlain(ended)
        assert.include(ended.err, file)
      }
    }).pipe(Effect.scoped, Effect.provide(Memory.layer))
  )

  it.live("tells which models answer, how people sign in and no secret, and gives no token where they can", () =>
    Effect.gen(function* () {
      const settings = {
        DATA_DIR: yield* dataDirectory,
        HOST: "0.0.0.0",
        ASSISTANT_MODEL: "anthropic/claude-sonnet-5-5, compatible/qwen3",
        ANTHROPIC_API_KEY: "sk-canary",
        COMPATIBLE_BASE_URL: "http://127.0.0.1:9/v1",
        TOKEN_SECRET: `${long}-own`,
        NEXTAUTH_SECRET: `${long}, ${long}-before`,
        AUTH_JWT_SECRET: `${long}-shared`,
        AUTH_JWKS_URL: "https://keys.example/jwks.json?key=canary",
        AUTH_ISSUER: "https://id.example",
        AUTH_AUDIENCE: "savant",
        GOOGLE_CLIENT_ID: "a-client,another",
        AUTH_SIGN_UP: "true"
      }
      const server = yield* Effect.forkChild(Terminal.typed(["serve"], { settings }))
      yield* said(/^Sign-in: .*\n/m)
      yield* Fiber.interrupt(server)
      const { err, out } = yield* Terminal.printed
      assert.deepStrictEqual(out.trim().split("\n").slice(1), [
        "Model: anthropic/claude-sonnet-5-5, else compatible/qwen3",
        "Sign-in: session tokens of Auth.js and NextAuth; tokens signed with AUTH_JWT_SECRET; " +
          "tokens signed with the keys of https://keys.example; Google ID tokens; passwords, with open sign-up"
      ])
      assert.notMatch(out + err, /canary|eyJ/)
    }).pipe(Effect.scoped, Effect.provide([Memory.layer, TestConsole.layer]))
  )

  it.live("gives a token to a developer alone, even where somebody else has come by the name", () =>
    Effect.gen(function* () {
      const settings = { DATA_DIR: yield* dataDirectory }
      yield* enter("Developer", { email: Email.make("developer@users.invalid") })
      const server = yield* Effect.forkChild(Terminal.typed(["serve"], { settings }))
      const { out } = yield* said(/^Token for 24 hours: eyJ\S+\n/m)
      const [, url = "", token = ""] = /on (\S+)[\s\S]*hours: (\S+)/.exec(out) ?? []
      const me = yield* Effect.promise(async () =>
        Object(await (await fetch(`${url}/api/auth/me`, { headers: { authorization: `Bearer ${token}` } })).json())
      )
      yield* Fiber.interrupt(server)
      assert.match(me.username, /^developer_\w{8}$/)
      assert.isTrue(me.isAdmin)
    }).pipe(Effect.scoped, Effect.provide([Memory.layer, TestConsole.layer]))
  )

  it.live("a taken port is named", () =>
    Effect.gen(function* () {
      const DATA_DIR = yield* dataDirectory
      const taken = yield* Effect.acquireRelease(
        Effect.callback<number>((resume) => {
          const server = createServer().listen(0, "127.0.0.1", () => {
            const address = server.address()
            resume(Effect.succeed(typeof address === "object" ? (address?.port ?? 0) : 0))
          })
          return Effect.sync(() => server.close())
        }),
        () => Effect.void
      )
      const ended = yield* Terminal.run(["serve"], { settings: { DATA_DIR, PORT: String(taken) } })
      isPlain(ended)
      assert.include(ended.err, `127.0.0.1:${taken} is taken`)
    }).pipe(Effect.scoped, Effect.provide(Memory.layer))
  )
})
