import { assert, it } from "@effect/vitest"
import { TokenData, TokenRejected } from "@mma-savant/core/auth/TokenData"
import { remembering } from "../../src/jose/Remembered.ts"

/** An issuer whose tokens say in which second they expire, and how often it was asked. */
const counting = () => {
  let looks = 0
  const verify = remembering(async (compact, now) => {
    looks++
    const exp = Number(compact.split(".")[0])
    if (!(exp * 1000 > now.getTime())) throw new TokenRejected()
    const account = { provider: "test", id: compact }
    const unknown = { userId: null, email: null, emailVerified: false, name: null, picture: null }
    return new TokenData({ sub: compact, id: compact, account, iat: 0, exp, ...unknown })
  })
  const ask = (token: string, millis: number) =>
    verify(token, new Date(millis)).then(
      ({ sub }) => sub,
      () => "rejected"
    )
  return { ask, looks: () => looks }
}

it("a good token is looked at once in a minute", async () => {
  const { ask, looks } = counting()
  for (const millis of [0, 1, 59_999]) assert.strictEqual(await ask("3600", millis), "3600")
  assert.strictEqual(looks(), 1)
  for (const millis of [60_000, 119_999]) assert.strictEqual(await ask("3600", millis), "3600")
  assert.strictEqual(looks(), 2)
})

it("a token is not remembered beyond its expiry", async () => {
  const { ask } = counting()
  assert.strictEqual(await ask("30", 29_999), "30")
  assert.strictEqual(await ask("30", 30_000), "rejected")
})

it("a token is looked at again when the clock has gone back", async () => {
  const { ask, looks } = counting()
  for (const millis of [1000, 999, 1000]) await ask("3600", millis)
  assert.strictEqual(looks(), 2)
})

it("a token that is not good is looked at each time", async () => {
  const { ask, looks } = counting()
  for (const millis of [0, 1]) assert.strictEqual(await ask("0", millis), "rejected")
  assert.strictEqual(looks(), 2)
})

it("each token says what is its own, however many come at once", async () => {
  const { ask } = counting()
  const tokens = Array.from({ length: 100 }, (_, number) => `3600.${number}`)
  for (const millis of [0, 1]) {
    assert.deepStrictEqual(await Promise.all(tokens.map((token) => ask(token, millis))), tokens)
  }
})

it("5000 tokens are remembered, and the oldest forgotten for one more", async () => {
  const { ask, looks } = counting()
  for (let number = 0; number <= 5000; number++) await ask(`3600.${number}`, number)
  for (let number = 5000; number > 0; number--) await ask(`3600.${number}`, 5000)
  assert.strictEqual(looks(), 5001)
  await ask("3600.0", 5000)
  assert.strictEqual(looks(), 5002)
})
