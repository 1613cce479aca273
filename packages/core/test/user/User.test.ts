import { assert, it } from "@effect/vitest"
import { Schema } from "effect"
import { DailyLimit, Email, PictureUrl, Username, usernameFrom } from "../../src/user/User.ts"

const whatIs = (schema: Schema.Codec<unknown, unknown>) => {
  const is = Schema.is(schema)
  return (texts: ReadonlyArray<unknown>) => texts.filter((text) => is(text))
}

/** How long `email` is read as an address of so many characters. */
const emailOf = (length: number) => `${"a".repeat(length - 12)}@example.org`

it("a username has 3 to 50 ASCII letters, digits and underscores", () => {
  const good = ["abc", "a".repeat(50), "valid_user_123", "ABC", "123", "___"]
  const bad = ["ab", "a".repeat(51), "user@name", "   ", "", "a b", "a-b", "abc\n", "abc\0", "ÁbcĐef", "ａｂｃ", "abс"]
  assert.deepStrictEqual(whatIs(Username)([...good, ...bad, null, 123]), good)
})

it("a username that is refused is refused with a sentence", () => {
  assert.throws(() => Schema.decodeUnknownSync(Username)("ab"), "3 to 50 letters, digits or underscores")
})

it("an address has one @ and a domain with a dot, no blanks or invisible characters, and at most 254 characters", () => {
  const good = [
    "a@b.c",
    "ana+mma@mail.example.org",
    "é@exämple.org",
    "'or'1'='1@x.y",
    "정찬성@example.kr",
    emailOf(254)
  ]
  const bad = [
    "",
    "a",
    "a@b",
    "@b.c",
    "a@.c",
    "a@b.",
    "a@@b.c",
    "a@b@c.d",
    "a b@c.d",
    " a@b.c",
    "a@b.c\n",
    "a\0@b.c",
    "a\u0007@b.c",
    "a\u200b@b.c",
    "a\u202e@b.c",
    "a\ud800@b.c",
    emailOf(255)
  ]
  assert.deepStrictEqual(whatIs(Email)([...good, ...bad]), good)
})

it("a daily limit is a whole number from 0 to 10000", () => {
  assert.deepStrictEqual(whatIs(DailyLimit)([0, 1, 10_000, -1, 10_001, 1.5, Number.NaN, "5", null]), [0, 1, 10_000])
})

it("a picture is on the web", () => {
  const good = ["https://example.org/a.png?b=c&d=%20", "http://x.y", `https://x.y/${"a".repeat(2036)}`]
  const bad = [
    "",
    "a.png",
    "//x.y/a.png",
    "javascript:alert(1)",
    "data:image/png;base64,AAAA",
    " https://x.y",
    "https://",
    "https://x.y/a b",
    "https://x.y/\nset-cookie: a=b",
    "https://x.y/\0",
    `https://x.y/${"a".repeat(2037)}`
  ]
  assert.deepStrictEqual(whatIs(PictureUrl)([...good, ...bad]), good)
})

it.each([
  ["ana@example.org", "ana"],
  ["Ana.Lima+mma@example.org", "ana_lima_mma"],
  ["a@b.c", "a__"],
  ["é@b.c", "___"],
  ["정찬성@b.c", "___"],
  ["🥊@b.c", "___"],
  ["';drop--@b.c", "__drop__"],
  [`${"x".repeat(100)}@b.c`, "x".repeat(50)]
])("of %s a username is made", (email, username) => {
  assert.strictEqual(usernameFrom(Email.make(email)), username)
})
