import { assert, describe, it } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { LocalAccounts } from "@mma-savant/core/auth/LocalAccounts"
import { Password } from "@mma-savant/core/auth/Password"
import { RefreshTokens } from "@mma-savant/core/auth/RefreshTokens"
import { TokenRevocations } from "@mma-savant/core/auth/TokenRevocations"
import { Email, type User } from "@mma-savant/core/user/User"
import { UserRepository } from "@mma-savant/core/user/UserRepository"
import { Effect, Layer, Option, Schema } from "effect"
import { isPlain } from "./Running.ts"
import { run } from "./Terminal.ts"
import { plainPasswords } from "./TestServer.ts"
import { enter } from "./Visit.ts"

const admin = (args: ReadonlyArray<string>, input = "") => run(["admin", ...args], { input })

const userOf = (name: string) =>
  Effect.map(
    UserRepository.use(({ findBy }) => findBy({ username: name })),
    Option.getOrThrow
  )

/** Whether the password opens the account. */
const opens = (name: string, text: string) =>
  LocalAccounts.use(({ check }) => check(name, Schema.decodeSync(Password)(text))).pipe(
    Effect.isSuccess,
    Effect.provide(LocalAccounts.layer.pipe(Layer.provide(plainPasswords)))
  )

const facts = ({ dailyRequestLimit, email, emailVerified, isActive, isAdmin }: User) => ({
  email,
  emailVerified,
  isActive,
  isAdmin,
  dailyRequestLimit
})

const counted = UserRepository.use(({ counts }) => counts)

describe("the administrator's commands", () => {
  it.effect("the first administrator is entered with the highest limit, and signs in with the password", () =>
    Effect.gen(function* () {
      const made = yield* admin(
        ["create", "--email", "Ana.B@example.org", "--password-stdin"],
        "Correct horse 7\r\nrest"
      )
      assert.deepStrictEqual(made, {
        code: 0,
        out: "ana_b is an administrator, and signs in with the password.\n",
        err: ""
      })
      assert.deepStrictEqual(facts(yield* userOf("ana_b")), {
        email: "Ana.B@example.org",
        emailVerified: true,
        isActive: true,
        isAdmin: true,
        dailyRequestLimit: 10_000
      })
      assert.isTrue(yield* opens("ana_b", "Correct horse 7"))
      assert.isFalse(yield* opens("ana_b", "Correct horse 8"))
    }).pipe(Effect.provide(Memory.layer))
  )

  it.effect("without a password the address is the way in", () =>
    Effect.gen(function* () {
      const { code, out } = yield* admin(["create", "--email", "ana@example.org", "--username", "Boss"])
      assert.strictEqual(code, 0)
      assert.include(out, "by an identity provider with ana@example.org")
      assert.isTrue((yield* userOf("boss")).isAdmin)
    }).pipe(Effect.provide(Memory.layer))
  )

  it.effect("somebody who is there already stays as they were, and nobody is entered", () =>
    Effect.gen(function* () {
      const bea = yield* enter("bea")
      for (const args of [
        ["create", "--email", "BEA@example.org", "--username", "other", "--password-stdin"],
        ["create", "--email", "other@example.org", "--username", "Bea", "--password-stdin"]
      ]) {
        const ended = yield* admin(args, "Correct horse 7")
        isPlain(ended)
      }
      const again = yield* admin(["create", "--email", "bea@example.org"])
      assert.match(again.err, /^Somebody has the address bea@example\.org: "admin grant"/)
      assert.deepStrictEqual(yield* userOf("bea"), bea)
      assert.isFalse(yield* opens("bea", "Correct horse 7"))
      assert.strictEqual((yield* counted).total, 1)
    }).pipe(Effect.provide(Memory.layer))
  )

  it.effect("a user is made an active administrator, and nobody is who is not there", () =>
    Effect.gen(function* () {
      const bea = yield* enter("bea", { isActive: false })
      assert.strictEqual((yield* admin(["grant", "--email", "bea@example.org"])).code, 0)
      const now = yield* userOf("bea")
      assert.deepStrictEqual([now.id, now.isAdmin, now.isActive, now.dailyRequestLimit], [bea.id, true, true, 10_000])
      for (const command of ["grant", "password"]) {
        const ended = yield* admin([command, "--email", "nobody@example.org"], "Correct horse 7")
        isPlain(ended)
      }
    }).pipe(Effect.provide(Memory.layer))
  )

  it.effect("who claims an address without proof is made no administrator, unless the name is given too", () =>
    Effect.gen(function* () {
      yield* enter("mallory", { email: Email.make("bea@example.org"), emailVerified: false })
      for (const more of [[], ["--username", "bea"]]) {
        const ended = yield* admin(["grant", "--email", "bea@example.org", ...more])
        isPlain(ended)
        assert.include(ended.err, "mallory")
        assert.isFalse((yield* userOf("mallory")).isAdmin)
      }
      assert.strictEqual((yield* admin(["grant", "--email", "bea@example.org", "--username", "Mallory"])).code, 0)
      assert.isTrue((yield* userOf("mallory")).isAdmin)
    }).pipe(Effect.provide(Memory.layer))
  )

  it.effect("a new password ends every sign-in", () =>
    Effect.gen(function* () {
      const { id } = yield* enter("bea")
      const refreshToken = yield* RefreshTokens.use(({ issue }) => issue(id))
      assert.strictEqual((yield* admin(["password", "--email", "bea@example.org"], "Correct horse 7\n")).code, 0)
      assert.isTrue(yield* opens("bea", "Correct horse 7"))
      assert.isTrue(yield* TokenRevocations.use(({ isRevoked }) => isRevoked({ id: "a token", iat: -1 }, id)))
      assert.isTrue(yield* Effect.isFailure(RefreshTokens.use(({ rotate }) => rotate(refreshToken))))
    }).pipe(Effect.provide(Memory.layer))
  )

  it.effect("a password that is none is refused without being told, before anything is done", () =>
    Effect.gen(function* () {
      for (const weak of ["", "Canary1", "canarycanary", `Canary1!${"x".repeat(100)}`]) {
        const { code, err, out } = yield* admin(["create", "--email", "ana@example.org", "--password-stdin"], weak)
        assert.deepStrictEqual([code, out], [2, ""])
        assert.match(err, /^The password cannot be used: [^\n]+\.\n$/)
        assert.notMatch(err, /canary/i)
      }
      assert.strictEqual((yield* counted).total, 0)
    }).pipe(Effect.provide(Memory.layer))
  )

  it.effect("a wrong use is told how to do it, and changes nothing", () =>
    Effect.gen(function* () {
      for (const args of [
        ["create"],
        ["create", "--email", "nobody"],
        ["create", "--email", "ana@example.org", "--username", "no name"],
        ["create", "--email", "ana@example.org", "--loudly"],
        ["grant"],
        ["fly"]
      ]) {
        const { code, err, out } = yield* admin(args)
        assert.strictEqual(code, 2, args.join(" "))
        assert.match(out + err, /usage/i)
      }
      assert.strictEqual((yield* counted).total, 0)
    }).pipe(Effect.provide(Memory.layer))
  )
})
