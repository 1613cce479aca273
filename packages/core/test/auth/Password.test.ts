import { assert, describe, it } from "@effect/vitest"
import { Redacted, Result, Schema } from "effect"
import { Password } from "../../src/auth/Password.ts"

const decode = Schema.decodeUnknownResult(Password)

const refusal = (text: unknown) =>
  Result.match(decode(text), { onSuccess: () => null, onFailure: (error) => String(error) })

describe("a password", () => {
  it.each([
    "Pass123!",
    "Password123",
    "Password!@#",
    "password123!@#",
    "PASSWORD123!@#",
    "Password123!@#",
    `Aa1${"a".repeat(97)}`,
    "정찬성 Ab1 정찬성"
  ])("is taken with three kinds of characters or four: %s", (text) => {
    assert.strictEqual(Redacted.value(Result.getOrThrow(decode(text))), text)
  })

  it.each([...'!@#$%^&*(),.?":{}|<>'])("may have %s as its special character", (special) => {
    assert.isNull(refusal(`passwor1${special}`))
  })

  it.each([
    ["Pass1!", "at least 8 characters"],
    ["Pass12!", "at least 8 characters"],
    ["", "at least 8 characters"],
    [`P${"a".repeat(100)}1!`, "at most 100 characters"],
    [`Aa1${"a".repeat(98)}`, "at most 100 characters"],
    ["onlylowercase", "at least three of"],
    ["OnlyLetters", "at least three of"],
    ["lowercase123", "at least three of"],
    ["Passwo_rd-", "at least three of"],
    ["Password ~;'", "at least three of"],
    ["정찬성정찬성정찬성", "at least three of"]
  ])("is refused in words: %s", (text, words) => {
    assert.include(refusal(text) ?? "taken", words)
  })

  it.each([null, 12345678, ["Pass123!"]])("is a text, and %o is none", (value) => {
    assert.isNotNull(refusal(value))
  })

  it("is in no message and no JSON", () => {
    const password = Result.getOrThrow(decode("Pass123!"))
    assert.notInclude(`${password} ${JSON.stringify({ password })}`, "Pass123")
    for (const text of ["Pass1!", "onlylowercase", `P${"a".repeat(100)}1!`]) assert.notInclude(refusal(text), text)
  })
})
