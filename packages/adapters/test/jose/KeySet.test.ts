import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { afterEach, beforeEach, vi } from "vitest"
import * as Forge from "./Forge.ts"
import { claims, judging, keyServer, now, pair, sign } from "./Forge.ts"

const parties = { issuer: "i", audience: "a" }
const theirs = { ...claims, iss: "i", aud: "a" }

const fresh = (kid: string) => Effect.promise(() => pair("ES256", kid))

/** At sign-in, where no token is remembered. */
const verdict = (token: string) => Forge.verdict(token, "verifyLogin")

/** By the clock of the machine, which the cache of keys goes by. */
const elapse = (seconds: number) => Effect.sync(() => vi.setSystemTime(Date.now() + seconds * 1000))

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: now * 1000 }))
afterEach(() => void vi.useRealTimers())

describe("the keys of an issuer", () => {
  it.effect("are fetched when a token of it first comes, once for all of them, and kept", () =>
    Effect.gen(function* () {
      const server = yield* keyServer
      const { jwk, privateKey } = yield* fresh("k")
      server.publish(jwk)
      const token = yield* sign(theirs, "ES256", privateKey, "k")
      yield* Effect.gen(function* () {
        assert.strictEqual(server.hits(), 0)
        const first = yield* Effect.all(
          Array.from({ length: 20 }, () => verdict(token)),
          { concurrency: "unbounded" }
        )
        assert.deepStrictEqual(new Set(first), new Set(["good"]))
        yield* elapse(599)
        assert.strictEqual(yield* verdict(token), "good")
        assert.strictEqual(server.hits(), 1)
        yield* elapse(2)
        assert.strictEqual(yield* verdict(token), "good")
        assert.strictEqual(server.hits(), 2)
      }).pipe(judging({ keySetUrl: server.url, ...parties }))
    })
  )

  it.effect("are looked for again when one is unknown, though not more often than every 30 seconds", () =>
    Effect.gen(function* () {
      const server = yield* keyServer
      const [old, next] = [yield* fresh("old"), yield* fresh("next")]
      server.publish(old.jwk)
      const [byOld, byNext] = [
        yield* sign(theirs, "ES256", old.privateKey, "old"),
        yield* sign(theirs, "ES256", next.privateKey, "next")
      ]
      yield* Effect.gen(function* () {
        assert.strictEqual(yield* verdict(byOld), "good")
        server.publish(next.jwk)
        for (let tries = 0; tries < 5; tries++) assert.strictEqual(yield* verdict(byNext), "TokenRejected")
        assert.strictEqual(server.hits(), 1)
        yield* elapse(31)
        assert.strictEqual(yield* verdict(byNext), "good")
        assert.strictEqual(yield* verdict(byOld), "TokenRejected")
        assert.strictEqual(server.hits(), 2)
      }).pipe(judging({ keySetUrl: server.url, ...parties }))
    })
  )

  it.effect("are not asked for by tokens of another issuer, another algorithm, or none", () =>
    Effect.gen(function* () {
      const server = yield* keyServer
      const { privateKey } = yield* fresh("k")
      const tokens = yield* Effect.all([
        sign({ ...theirs, iss: "x" }, "ES256", privateKey, "k"),
        sign({ ...theirs, iss: undefined }, "ES256", privateKey, "k"),
        sign(theirs, "HS256", new Uint8Array(32), "k")
      ])
      yield* Effect.gen(function* () {
        for (const token of tokens) assert.strictEqual(yield* verdict(token), "TokenRejected")
        assert.strictEqual(server.hits(), 0)
      }).pipe(judging({ keySetUrl: server.url, ...parties }))
    })
  )

  it.effect("without which nothing can be judged make the token neither good nor bad", () =>
    Effect.gen(function* () {
      const server = yield* keyServer
      const { jwk, privateKey } = yield* fresh("k")
      const token = yield* sign(theirs, "ES256", privateKey, "k")
      const failures: ReadonlyArray<readonly [status: number, body: string]> = [
        [500, ""],
        [404, "{}"],
        [302, ""],
        [200, "<html>"],
        [200, '{"keys":7}'],
        [200, JSON.stringify({ keys: [{ ...jwk, x: "AA" }] })]
      ]
      for (const [status, body] of failures) {
        server.fail(status, body)
        assert.strictEqual(
          yield* verdict(token).pipe(judging({ keySetUrl: server.url, ...parties })),
          "StoreUnavailable",
          `${status} ${body}`
        )
      }
      yield* Effect.promise(server.close)
      assert.strictEqual(yield* verdict(token).pipe(judging({ keySetUrl: server.url, ...parties })), "StoreUnavailable")
    })
  )

  it.effect("are asked for again 5 seconds after they were out of reach, not with every token", () =>
    Effect.gen(function* () {
      const server = yield* keyServer
      const { jwk, privateKey } = yield* fresh("k")
      server.fail(503, "")
      const token = yield* sign(theirs, "ES256", privateKey, "k")
      yield* Effect.gen(function* () {
        for (let tries = 0; tries < 5; tries++) assert.strictEqual(yield* verdict(token), "StoreUnavailable")
        assert.strictEqual(server.hits(), 1)
        server.publish(jwk)
        yield* elapse(5)
        assert.strictEqual(yield* verdict(token), "good")
      }).pipe(judging({ keySetUrl: server.url, ...parties }))
    })
  )

  it.effect("that are known serve on while the issuer is out of reach, whatever unknown ones are named", () =>
    Effect.gen(function* () {
      const server = yield* keyServer
      const [known, unknown] = [yield* fresh("known"), yield* fresh("unknown")]
      server.publish(known.jwk)
      const [good, odd] = [
        yield* sign(theirs, "ES256", known.privateKey, "known"),
        yield* sign(theirs, "ES256", unknown.privateKey, "unknown")
      ]
      yield* Effect.gen(function* () {
        assert.strictEqual(yield* verdict(good), "good")
        yield* Effect.promise(server.close)
        yield* elapse(31)
        assert.strictEqual(yield* verdict(odd), "StoreUnavailable")
        assert.strictEqual(yield* verdict(good), "good")
      }).pipe(judging({ keySetUrl: server.url, ...parties }))
    })
  )
})
