import { assert, describe, it } from "@effect/vitest"
import * as MemoryAnswerCache from "@mma-savant/adapters/memory/MemoryAnswerCache"
import * as RedisAnswerCache from "@mma-savant/adapters/redis/RedisAnswerCache"
import { day } from "@mma-savant/core/contract/Facts"
import { AnswerCache } from "@mma-savant/core/llm/AnswerCache"
import { StoreUnavailable } from "@mma-savant/core/StoreUnavailable"
import { CurrentData } from "@mma-savant/core/stats/CurrentData"
import type { DataStatus } from "@mma-savant/core/stats/DataStatus"
import { Deferred, Duration, Effect, Exit, Fiber, Layer, Option } from "effect"
import { HttpServerRequest, HttpServerResponse } from "effect/http"
import { TestClock } from "effect/testing"
import { describeWithRedis, freshKeys } from "../../adapters/test/redis/TestRedis.ts"
import { KeptFacts } from "../src/keeping/KeptFacts.ts"

const away = Effect.fail(new StoreUnavailable({ store: "test", cause: "away" }))

/** Data whose state the test tells, and an answer that counts how often it was made. */
const scene = () => {
  let state: Effect.Effect<DataStatus, StoreUnavailable> = away
  let made = 0
  const turnTo = (version: number, asOf: string | null = "2024-05-04", sampleOnly = false) => {
    state = Effect.succeed({
      ...{ since: null, events: 0, fights: 0, measuredFights: 0, fighters: 0, upcomingEvents: 0 },
      version,
      sampleOnly,
      asOf: asOf === null ? null : day(asOf)
    })
  }
  turnTo(1)
  const make = Effect.sync(() => HttpServerResponse.jsonUnsafe({ made: ++made }))
  const status = Effect.suspend(() => state)
  return {
    make,
    turnTo,
    lose: () => {
      state = away
    },
    made: () => made,
    data: Layer.succeed(CurrentData, { status, provenance: status, renewed: status })
  }
}
type Scene = ReturnType<typeof scene>

/** A server of its own over the data and what is shared. */
const server = ({ data }: Scene, shared?: AnswerCache["Service"]) =>
  Effect.map(
    KeptFacts.pipe(
      Effect.provide(
        KeptFacts.layer.pipe(
          Layer.provide([data, shared === undefined ? MemoryAnswerCache.layer : Layer.succeed(AnswerCache, shared)])
        )
      )
    ),
    ({ answer }) =>
      <E>(
        make: Effect.Effect<HttpServerResponse.HttpServerResponse, E>,
        path = "/api/things/1",
        headers: Record<string, string> = {}
      ) =>
        answer(HttpServerRequest.fromWeb(new Request(`http://x${path}`, { headers })), make)
  )

const bodyOf = (response: HttpServerResponse.HttpServerResponse) =>
  Effect.promise(() => HttpServerResponse.toWeb(response).text())

const sharedStore = Effect.map(
  AnswerCache.pipe(Effect.provide(MemoryAnswerCache.layer)),
  (cache): AnswerCache["Service"] => ({ ...cache, isShared: true })
)

describe("answers from the facts", () => {
  it.effect("are made once for each address", () =>
    Effect.gen(function* () {
      const own = scene()
      const ask = yield* server(own)
      const first = yield* ask(own.make)
      const again = yield* ask(own.make)
      assert.strictEqual(again, first, "the very same response")
      assert.strictEqual(yield* bodyOf(first), '{"made":1}')
      yield* ask(own.make, "/api/things/1?limit=2")
      assert.strictEqual(own.made(), 2)
    })
  )

  it.effect("are made anew when a fact, what is said of the data, or the day changes", () =>
    Effect.gen(function* () {
      const own = scene()
      const ask = yield* server(own)
      const counts: Array<number> = []
      const look = Effect.andThen(ask(own.make), () => Effect.sync(() => counts.push(own.made())))
      yield* look
      own.turnTo(2)
      yield* look
      own.turnTo(2, null)
      yield* look
      own.turnTo(2, null, true)
      yield* look
      yield* TestClock.adjust(Duration.days(1))
      yield* look
      yield* look
      assert.deepStrictEqual(counts, [1, 2, 3, 4, 5, 5])
    })
  )

  it.effect("have a tag of their bytes, by which whoever has them is told so", () =>
    Effect.gen(function* () {
      const own = scene()
      const ask = yield* server(own)
      const same = Effect.succeed(HttpServerResponse.jsonUnsafe({ same: true }))
      const { headers } = yield* ask(same)
      const tag = headers["etag"]!
      assert.match(tag, /^"[\w-]{22}"$/)
      own.turnTo(2)
      for (const asked of [tag, "*", `"other", ${tag}`, `W/${tag}`, ` "a" ,W/${tag} `]) {
        const response = yield* ask(same, "/api/things/1", { "if-none-match": asked })
        assert.strictEqual(response.status, 304, asked)
        assert.strictEqual(response.headers["etag"], tag)
        assert.strictEqual(yield* bodyOf(response), "")
      }
      for (const asked of ["", '"other"', tag.slice(1, -1), `${tag.slice(0, -1)}x"`]) {
        const response = yield* ask(same, "/api/things/1", { "if-none-match": asked })
        assert.strictEqual(response.status, 200, asked)
      }
      const { headers: others } = yield* ask(own.make)
      assert.strictEqual(others["etag"], tag, "kept")
      assert.notStrictEqual((yield* ask(own.make, "/other")).headers["etag"], tag)
    })
  )

  it.effect("of 50 who ask at once are made once, also when the first hangs up", () =>
    Effect.gen(function* () {
      const own = scene()
      const ask = yield* server(own)
      const gate = yield* Deferred.make<void>()
      const slow = Effect.andThen(Deferred.await(gate), own.make)
      const [first, ...others] = yield* Effect.forEach(Array.from({ length: 50 }), () => Effect.forkChild(ask(slow)))
      for (let i = 0; i < 10; i++) yield* Effect.yieldNow
      yield* Fiber.interrupt(first!)
      yield* Deferred.succeed(gate, undefined)
      const answers = yield* Effect.forEach(others, Fiber.join)
      assert.strictEqual(own.made(), 1)
      assert.strictEqual(new Set(answers).size, 1)
    })
  )

  it.effect("that are none, or fail, are kept for nobody", () =>
    Effect.gen(function* () {
      const own = scene()
      const ask = yield* server(own)
      let asked = 0
      const missing = Effect.sync(() => HttpServerResponse.jsonUnsafe({ missing: ++asked }, { status: 404 }))
      const broken = Effect.suspend(() => Effect.fail(++asked))
      const failing = [missing, broken, Effect.map(own.make, HttpServerResponse.setCookieUnsafe("a", "b"))]
      const gate = yield* Deferred.make<void>()
      for (const make of failing) {
        asked = 0
        const slow = Effect.andThen(Deferred.await(gate), make)
        const fibers = yield* Effect.forEach([1, 2, 3], () => Effect.forkChild(Effect.exit(ask(slow))))
        for (let i = 0; i < 10; i++) yield* Effect.yieldNow
        yield* Deferred.succeed(gate, undefined)
        const exits = yield* Effect.forEach(fibers, Fiber.join)
        if (make === broken) assert.isTrue(exits.every(Exit.isFailure))
        if (make !== failing[2]) assert.strictEqual(asked, 3)
        for (const exit of exits) if (Exit.isSuccess(exit)) assert.isUndefined(exit.value.headers["etag"])
      }
    })
  )

  it.effect("are made, and not kept, while the state of the data is not to be had", () =>
    Effect.gen(function* () {
      const own = scene()
      const ask = yield* server(own)
      yield* ask(own.make)
      own.lose()
      assert.isUndefined((yield* ask(own.make)).headers["etag"])
      assert.strictEqual(own.made(), 2)
    })
  )

  it.effect("that took while a fact changed are not found afterwards", () =>
    Effect.gen(function* () {
      const own = scene()
      const ask = yield* server(own)
      yield* ask(
        Effect.andThen(
          Effect.sync(() => own.turnTo(2)),
          own.make
        )
      )
      yield* ask(own.make)
      assert.strictEqual(own.made(), 2)
    })
  )
})

describeWithRedis("answers that servers share in Redis", () => {
  const { client } = freshKeys()

  it.live("are made by one of them, and sent by all as they were made", () =>
    Effect.gen(function* () {
      const own = scene()
      const shared = yield* AnswerCache
      const [one, two] = [yield* server(own, shared), yield* server(own, shared)]
      const text = "Ä a\u0308 한국어 🥊".repeat(5000)
      const first = yield* one(Effect.andThen(own.make, Effect.succeed(HttpServerResponse.jsonUnsafe({ text }))))
      yield* Effect.sleep("50 millis")
      const second = yield* two(own.make)
      assert.strictEqual(own.made(), 1)
      assert.strictEqual(second.headers["etag"], first.headers["etag"])
      assert.strictEqual(yield* bodyOf(second), JSON.stringify({ text }))
    }).pipe(Effect.provide(RedisAnswerCache.layer.pipe(Layer.provide(client))))
  )
})

describe("answers that servers share", () => {
  it.effect("are made by one of them", () =>
    Effect.gen(function* () {
      const own = scene()
      const shared = yield* sharedStore
      const [one, two] = [yield* server(own, shared), yield* server(own, shared)]
      const first = yield* one(own.make)
      yield* Effect.yieldNow
      const second = yield* two(own.make)
      assert.strictEqual(own.made(), 1)
      assert.deepStrictEqual([second.headers, yield* bodyOf(second)], [first.headers, yield* bodyOf(first)])
      own.turnTo(2)
      yield* two(own.make)
      assert.strictEqual(own.made(), 2)
    })
  )

  it.effect("are so many at most: who asks for everything does not fill the store", () =>
    Effect.gen(function* () {
      const own = scene()
      let letters = 0
      const set: AnswerCache["Service"]["set"] = (_, text) =>
        Effect.sync(() => {
          letters += text.length
        })
      const ask = yield* server(own, { isShared: true, get: () => Effect.succeedNone, set })
      const large = HttpServerResponse.jsonUnsafe("x".repeat(1_000_000))
      const askForAll = Effect.gen(function* () {
        for (let i = 0; i < 40; i++) yield* ask(Effect.succeed(large), `/${crypto.randomUUID()}`)
        yield* Effect.yieldNow
        return letters
      })
      const most = yield* askForAll
      assert.isAbove(most, 30_000_000)
      assert.isAtMost(most, 32 * 1024 * 1024)
      yield* TestClock.adjust(Duration.minutes(9))
      assert.strictEqual(yield* askForAll, most)
      yield* TestClock.adjust(Duration.minutes(1))
      assert.strictEqual(yield* askForAll, 2 * most)
    })
  )

  it.effect("I-31: are made without an error where the store is down or does not answer", () =>
    Effect.gen(function* () {
      for (const access of [away, Effect.never]) {
        const own = scene()
        const ask = yield* server(own, { isShared: true, get: () => access, set: () => access })
        const asking = yield* Effect.forkChild(ask(own.make))
        yield* TestClock.adjust(Duration.seconds(1))
        assert.strictEqual((yield* Fiber.join(asking)).status, 200)
        yield* ask(own.make)
        assert.strictEqual(own.made(), 1, "kept in memory all the same")
      }
    })
  )

  it.effect("I-31: are made anew, and kept in its place, where a text is not what was kept", () =>
    Effect.gen(function* () {
      for (const spoilt of ["", "\n", "{}", '"AAAAAAAAAAAAAAAAAAAAAA"\n{"made":1}', '{"made":1}']) {
        const own = scene()
        const texts = new Map<string, string>()
        const shared: AnswerCache["Service"] = {
          isShared: true,
          get: (key) => Effect.sync(() => Option.fromUndefinedOr(texts.get(key) ?? spoilt)),
          set: (key, text) => Effect.sync(() => void texts.set(key, text))
        }
        const ask = yield* server(own, shared)
        assert.strictEqual(yield* bodyOf(yield* ask(own.make)), '{"made":1}', spoilt)
        yield* Effect.yieldNow
        assert.match([...texts.values()].join(), /^"[\w-]{22}"\n\{"made":1\}$/)
        const other = yield* server(own, shared)
        yield* other(own.make)
        assert.strictEqual(own.made(), 1)
      }
    })
  )
})
