import { assert, layer } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { EventRepository } from "@mma-savant/core/event/EventRepository"
import { FighterRepository } from "@mma-savant/core/fighter/FighterRepository"
import { MatchRepository } from "@mma-savant/core/match/MatchRepository"
import { RankingRepository } from "@mma-savant/core/ranking/RankingRepository"
import { type Context, Effect, Layer } from "effect"
import { HttpApi } from "effect/http-api"
import { Api } from "../src/Api.ts"
import { Origins } from "../src/request/Origins.ts"
import { routeOf } from "../src/request/Routes.ts"
import { storeFacts } from "./Facts.ts"
import { talker } from "./Talker.ts"
import * as Test from "./TestServer.ts"

const friend = "https://friend.example"

let looks = 0

/** A port that counts how often something is asked of it. */
const watched = <I, S extends object>(port: Context.Service<I, S>) =>
  Layer.effect(
    port,
    Effect.map(
      port,
      (asked) =>
        new Proxy(asked, {
          get: (target, name) => {
            looks++
            return Reflect.get(target, name)
          }
        })
    )
  )

const store = Layer.mergeAll(
  watched(EventRepository),
  watched(FighterRepository),
  watched(MatchRepository),
  watched(RankingRepository)
).pipe(Layer.provideMerge(Memory.layer), Layer.provideMerge(Layer.succeed(Origins, [friend])))

layer(Test.over(store), { excludeTestServices: true })("answers from the facts", (it) => {
  const facts = Effect.runSync(Effect.cached(storeFacts))

  it.effect("are kept as they were sent: nobody asks the store again, whoever asks", () =>
    Effect.gen(function* () {
      const { past } = yield* facts
      const { request } = yield* Test.TestServer
      const { token } = yield* talker()
      const path = `/api/events/${past}`
      const first = yield* request(path)
      const before = looks
      const again = yield* request(path)
      const signedIn = yield* request(path, { token })
      const head = yield* request(path, { method: "HEAD" })
      assert.strictEqual(looks, before)
      assert.isAbove(before, 0)
      assert.lengthOf(Object(first.body["matches"]), 2)
      for (const { headers, status, text } of [again, signedIn]) {
        assert.deepStrictEqual([status, text], [200, first.text])
        for (const name of ["etag", "content-type", "content-length"]) {
          assert.strictEqual(headers.get(name), first.headers.get(name), name)
        }
        assert.strictEqual(headers.get("cache-control"), "public, max-age=5, must-revalidate")
        assert.notStrictEqual(headers.get("x-request-id"), first.headers.get("x-request-id"))
        assert.strictEqual(headers.get("x-content-type-options"), "nosniff")
      }
      assert.deepStrictEqual([head.status, head.text], [200, ""])
      for (const name of ["etag", "content-length", "cache-control"]) {
        assert.strictEqual(head.headers.get(name), again.headers.get(name), name)
      }
    })
  )

  it.effect("are not sent to who has them; pages of other sites may ask so too", () =>
    Effect.gen(function* () {
      const { past } = yield* facts
      const { request } = yield* Test.TestServer
      const path = `/api/events/${past}`
      const { headers } = yield* request(path, { headers: { origin: friend } })
      assert.include(headers.get("access-control-expose-headers"), "etag")
      const asked = { "if-none-match": headers.get("etag")!, origin: friend }
      for (const method of ["GET", "HEAD"]) {
        const answer = yield* request(path, { method, headers: asked })
        assert.deepStrictEqual([answer.status, answer.text], [304, ""])
        assert.strictEqual(answer.headers.get("etag"), asked["if-none-match"])
        assert.strictEqual(answer.headers.get("cache-control"), "public, max-age=5, must-revalidate")
        assert.strictEqual(answer.headers.get("access-control-allow-origin"), friend)
      }
      const beforehand = yield* request(path, {
        method: "OPTIONS",
        headers: { origin: friend, "access-control-request-method": "GET" }
      })
      assert.include(beforehand.headers.get("access-control-allow-headers"), "if-none-match")
    })
  )

  it.effect("that are none are kept nowhere", () =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      for (const [path, status] of [
        ["/api/events/999999", 404],
        ["/api/events/none", 400],
        ["/api/events?limit=0", 400]
      ] as const) {
        for (let i = 0; i < 2; i++) {
          const { headers, ...answer } = yield* request(path)
          assert.strictEqual(answer.status, status)
          assert.deepStrictEqual([headers.get("etag"), headers.get("cache-control")], [null, "no-store"])
        }
      }
    })
  )

  it.effect("are nothing of a user's, who is told anew what is theirs", () =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      const people = [yield* talker(), yield* talker()]
      const names: Array<unknown> = []
      for (const { token } of people) {
        const { body, headers } = yield* request("/api/auth/me", { token })
        names.push(body["id"])
        assert.deepStrictEqual([headers.get("etag"), headers.get("cache-control")], [null, "no-store"])
      }
      assert.notStrictEqual(names[0], names[1])
    })
  )
})

layer(Layer.empty)("routes", (it) => {
  it.effect("tell facts where their answers say so, and none of those asks who it is", () =>
    Effect.sync(() => {
      const telling: Array<string> = []
      HttpApi.reflect(Api, {
        onGroup: () => {},
        onEndpoint: ({ endpoint: { method, path } }) => {
          const route = routeOf(method, `/${path.slice(1)}`.replace(/:\w+/g, "1"))
          if (route?.tellsFacts !== true) return
          assert.deepStrictEqual([method, route.access, route.rate], ["GET", "anyone", "read"])
          telling.push(path)
        }
      })
      for (const path of ["/api/fighters/", "/api/fighters/:id/stats", "/api/events/:id", "/api/rankings/"]) {
        assert.isTrue(
          telling.some((told) => told === path || `${told}/` === path),
          `${path} in ${telling.join(" ")}`
        )
      }
      assert.isUndefined(telling.find((path) => /auth|chat|user|admin|model|health|readyz/.test(path)))
    })
  )
})
