import { request as httpRequest } from "node:http"
import { assert, describe, it } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import * as MemoryRateLimits from "@mma-savant/adapters/memory/MemoryRateLimits"
import * as RedisRateLimits from "@mma-savant/adapters/redis/RedisRateLimits"
import type { Rate } from "@mma-savant/core/limit/Rate"
import { RateLimits } from "@mma-savant/core/limit/RateLimits"
import { StoreUnavailable } from "@mma-savant/core/StoreUnavailable"
import { Array as Arr, Context, Duration, Effect, Layer } from "effect"
import { describeWithRedis, freshKeys } from "../../adapters/test/redis/TestRedis.ts"
import { TrustedProxies } from "../src/limit/ClientAddress.ts"
import { CurrentRates, type Rates } from "../src/limit/RateClass.ts"
import { Origins } from "../src/request/Origins.ts"
import * as Test from "./TestServer.ts"
import { open, session } from "./TestSocket.ts"
import { enter, login, send } from "./Visit.ts"

/** So few, and none regained while a test lasts. */
const hourly = (limit: number): Rate => ({ limit, window: Duration.hours(10) })

const limited = (rates: Partial<Rates>) => Layer.succeed(CurrentRates, { ...Test.plenty, ...rates })

const together = <A, E, R>(effects: ReadonlyArray<Effect.Effect<A, E, R>>) =>
  Effect.all(effects, { concurrency: "unbounded" })

const attempt = (username: string) => login({ username, password: "wrong" })

const statusesOf = (answers: ReadonlyArray<Test.Answer>) =>
  Object.fromEntries(
    Object.entries(Arr.groupBy(answers, ({ status }) => String(status))).map(([k, v]) => [k, v.length])
  )

const refusalsAreTold = (answers: ReadonlyArray<Test.Answer>, limit: number) => {
  for (const { body, headers, status } of answers) {
    assert.isAbove(Number(headers.get("ratelimit-limit")), 0)
    assert.isAbove(Number(headers.get("ratelimit-reset")), 0)
    const wait = headers.get("retry-after")
    if (status !== 429) {
      assert.isNull(wait)
      continue
    }
    assert.deepInclude(body, { type: "about:blank", title: "Too Many Requests", status: 429, code: "RATE_LIMITED" })
    assert.strictEqual(headers.get("content-type"), "application/problem+json")
    assert.strictEqual(headers.get("ratelimit-limit"), String(limit))
    assert.strictEqual(headers.get("ratelimit-remaining"), "0")
    assert.match(wait ?? "", /^[1-9]\d*$/)
    assert.isAtMost(Number(wait), 36_000 / limit)
  }
}

/** A server of its own with these rates, over a store of counts and memory. */
const over = <A, E>(rates: Partial<Rates>, more: Layer.Layer<A, E>) =>
  Test.over(more.pipe(Layer.provideMerge(Memory.layer), Layer.provideMerge(limited(rates))))

const laws = <E>(name: string, store: () => Layer.Layer<RateLimits, E>) => {
  const [first, second] = [store(), store()]

  it.live(
    `${name}: of 200 sign-ins at once as many get through as the rate says, and the rest are told when to come`,
    () =>
      Effect.gen(function* () {
        const answers = yield* together(Arr.makeBy(200, (i) => attempt(`name_${i}`)))
        assert.deepStrictEqual(statusesOf(answers), { 401: 20, 429: 180 })
        refusalsAreTold(answers, 20)
      }).pipe(Effect.provide(over({ "sign-in": hourly(20) }, first)))
  )

  it.live(`${name}: of 200 passwords for one name at once ten are tried, in whatever case the name is`, () =>
    Effect.gen(function* () {
      const answers = yield* together(Arr.makeBy(200, (i) => attempt(i % 2 === 0 ? "ana" : "ANA")))
      assert.deepStrictEqual(statusesOf(answers), { 401: 10, 429: 190 })
      assert.strictEqual((yield* attempt("bea")).status, 401)
    }).pipe(Effect.provide(over({}, second)))
  )
}

describe("how often clients may ask", () => {
  laws("in memory", () => MemoryRateLimits.layer)

  it.live("however the address of sign-in is written, it is the same", () =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      const json = { username: "ana", password: "wrong" }
      const paths = [
        "/api/auth/login",
        "/api/auth/login/",
        "/api/auth/login?x=1",
        "/api/auth/%6Cogin",
        "/api/auth/login#x"
      ]
      const answers = yield* Effect.forEach(paths, (path) => request(path, { method: "POST", json }))
      assert.deepStrictEqual(
        answers.map(({ status }) => status),
        [401, 401, 429, 429, 429]
      )
    }).pipe(Effect.provide(over({ "sign-in": hourly(2) }, Layer.empty)))
  )

  it.live("a password tried in changing it is one tried for the name", () =>
    Effect.gen(function* () {
      const { tokenOf } = yield* Test.TestServer
      yield* enter("ana")
      const token = yield* tokenOf("ana")
      const change = (current: string) => send("PUT", "/api/auth/password", { current, next: "Password123" }, token)
      const answers = [
        ...(yield* Effect.forEach(Arr.range(1, 9), (i) => change(`wrong${i}`))),
        ...(yield* Effect.all([attempt("Ana"), change("wrong"), attempt("ana")]))
      ]
      assert.deepStrictEqual(statusesOf(answers.slice(0, 10)), { 401: 10 })
      assert.deepStrictEqual(statusesOf(answers.slice(10)), { 429: 2 })
    }).pipe(Effect.provide(over({}, Layer.empty)))
  )

  it.live("signing in, signing up and refreshing are of one kind, and reading is of another", () =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      const first = [
        yield* attempt("ana"),
        yield* send("POST", "/api/auth/signup", {}),
        yield* send("POST", "/api/auth/refresh", {})
      ]
      assert.deepStrictEqual(
        first.map(({ headers, status }) => [status, headers.get("ratelimit-remaining")]),
        [
          [401, "1"],
          [400, "0"],
          [429, "0"]
        ]
      )
      const read = yield* request("/api/fighters")
      assert.deepStrictEqual([read.status, read.headers.get("ratelimit-remaining")], [200, "2"])
    }).pipe(Effect.provide(over({ "sign-in": hourly(2), read: hourly(3) }, Layer.empty)))
  )

  it.live("users who have signed in are counted each, not by their address", () =>
    Effect.gen(function* () {
      const { request, tokenOf } = yield* Test.TestServer
      const ask = (token: string) => Effect.map(request("/api/auth/me", { token }), ({ status }) => status)
      const [ana, bea] = [yield* tokenOf("ana"), yield* tokenOf("bea")]
      const again = yield* tokenOf("ana")
      assert.deepStrictEqual(yield* Effect.forEach([ana, ana, again, ana, bea], ask), [200, 200, 429, 429, 200])
      const { body, headers } = yield* request("/api/auth/me", { token: ana })
      assert.deepStrictEqual([body["code"], headers.get("ratelimit-limit")], ["RATE_LIMITED", "2"])
      assert.isAbove(Number(headers.get("retry-after")), 0)
      const written = yield* request("/api/chat/session", { method: "POST", token: ana })
      assert.strictEqual(written.status, 201)
    }).pipe(Effect.provide(over({ read: hourly(2) }, Layer.empty)))
  )

  it.live("whoever is not known is counted by address, before anything is done for them", () =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      const asked = [{ token: "bad" }, {}, { token: "worse" }, {}].map((options) => request("/api/auth/me", options))
      const nowhere = request("/nowhere")
      assert.deepStrictEqual(
        (yield* Effect.all([...asked, nowhere])).map(({ status }) => status),
        [401, 401, 401, 429, 429]
      )
    }).pipe(Effect.provide(over({ address: hourly(3) }, Layer.empty)))
  )

  it.live("what watches the server is never counted", () =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      assert.deepStrictEqual(
        (yield* Effect.all([request("/api/fighters"), request("/api/fighters"), request("/nowhere")])).map(
          ({ status }) => status
        ),
        [200, 429, 404]
      )
      for (const path of ["/livez", "/readyz", "/health", "/"]) {
        const { headers, status } = yield* request(path)
        assert.deepStrictEqual([status, headers.get("ratelimit-limit")], [200, null], path)
      }
    }).pipe(Effect.provide(over({ read: hourly(1), address: hourly(1) }, Layer.empty)))
  )

  const reads = (addresses: ReadonlyArray<string>) =>
    Effect.forEach(addresses, (address) =>
      Test.TestServer.use(({ request }) =>
        Effect.map(request("/api/fighters", { headers: { "x-forwarded-for": address } }), ({ status }) => status)
      )
    )

  it.live("a client gets no more by naming other addresses", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* reads(["192.0.2.1", "192.0.2.2"]), [200, 429])
    }).pipe(Effect.provide(over({ read: hourly(1) }, Layer.empty)))
  )

  it.live("behind a proxy the client is the address that the proxy adds, whatever stood there before", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(
        yield* reads([
          "192.0.2.1",
          "192.0.2.1",
          "192.0.2.9, 192.0.2.1",
          "192.0.2.1, 192.0.2.2",
          "2001:db8::1",
          "2001:db8::2"
        ]),
        [200, 429, 429, 200, 200, 429]
      )
    }).pipe(Effect.provide(over({ read: hourly(1) }, Layer.succeed(TrustedProxies, 1))))
  )

  it.live("pages of an allowed origin read how long they have to wait", () =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      const origin = "https://friend.example"
      yield* request("/api/fighters")
      const { headers, status } = yield* request("/api/fighters", { headers: { origin } })
      assert.deepStrictEqual([status, headers.get("access-control-allow-origin")], [429, origin])
      const exposed = headers.get("access-control-expose-headers") ?? ""
      for (const name of ["retry-after", "ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"]) {
        assert.include(exposed, name)
        assert.isNotNull(headers.get(name))
      }
    }).pipe(Effect.provide(over({ read: hourly(1) }, Layer.succeed(Origins, ["https://friend.example"]))))
  )

  it.live("sockets are counted too, and one too many is no socket", () =>
    Effect.gen(function* () {
      const { url } = yield* Test.TestServer
      const { sessionId, token } = yield* session("ana")
      const first = yield* open(sessionId, { token })
      first.hello()
      yield* first.awaitFrame("welcome")
      const answer = yield* Effect.callback<readonly [number | undefined, string | undefined]>((resume) => {
        const asked = httpRequest(`${url}/ws/chat/${sessionId}`, {
          headers: {
            authorization: `Bearer ${token}`,
            connection: "Upgrade",
            upgrade: "websocket",
            "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==",
            "sec-websocket-version": "13"
          }
        })
        asked.on("upgrade", (_, socket) => {
          socket.destroy()
          resume(Effect.succeed([101, undefined]))
        })
        asked.on("response", ({ headers, statusCode }) => resume(Effect.succeed([statusCode, headers["retry-after"]])))
        asked.end()
      })
      assert.deepStrictEqual([answer[0], Number(answer[1]) > 0], [429, true])
    }).pipe(Effect.provide(over({ read: hourly(1) }, Layer.empty)))
  )

  it.live("what is asked over a socket is counted as what is written otherwise", () =>
    Effect.gen(function* () {
      const { enter } = yield* session("ana")
      const socket = yield* enter
      socket.hello()
      yield* socket.awaitFrame("snapshot")
      socket.ask("c1", "Who is the champion?")
      yield* socket.awaitFrame("run.end")
      socket.ask("c2", "Who else?")
      const { d } = yield* socket.awaitFrame("nack")
      assert.deepStrictEqual([d.re, d.code, d.retryable], ["ask-c2", "RATE_LIMITED", true])
    }).pipe(Effect.provide(over({ write: hourly(2) }, Layer.empty)))
  )

  it.live("a name that is written like an address and a name takes nothing from who has them", () =>
    Effect.gen(function* () {
      yield* Effect.forEach(Arr.range(1, 10), () => attempt("127.0.0.1:ana"))
      const { headers } = yield* attempt("ana")
      assert.strictEqual(headers.get("ratelimit-remaining"), "9")
    }).pipe(Effect.provide(over({}, Layer.empty)))
  )

  const gone = Layer.succeed(
    RateLimits,
    RateLimits.of({ take: () => Effect.fail(new StoreUnavailable({ store: "limits", cause: new Error("geheim") })) })
  )

  it.live("where nothing can be counted all goes on but signing in, which waits", () =>
    Effect.gen(function* () {
      const { logged, request } = yield* Test.TestServer
      const { enter, token } = yield* session("ana")
      const socket = yield* enter
      socket.hello()
      yield* socket.awaitFrame("welcome")
      for (const path of ["/api/fighters", "/api/auth/me", "/livez"]) {
        const { headers, status } = yield* request(path, { token })
        assert.deepStrictEqual([status, headers.get("ratelimit-limit")], [200, null], path)
      }
      for (const path of ["/api/auth/login", "/api/auth/refresh", "/api/auth/signup"]) {
        const { body, headers, status, text } = yield* send("POST", path, { username: "ana", password: "wrong" })
        assert.deepStrictEqual([status, body["code"], headers.get("retry-after")], [503, "DATA_UNAVAILABLE", "2"], path)
        assert.notInclude(text, "geheim")
        const lines = logged.filter((line) => line.includes(String(body["errorId"])))
        assert.isTrue(
          lines.some((line) => line.includes('"WARN"') && line.includes("geheim")),
          "the log tells why"
        )
      }
      assert.isTrue(logged.some((line) => line.includes('"WARN"') && line.includes("a request could not be counted")))
    }).pipe(Effect.provide(over({}, gone)))
  )
})

describeWithRedis("how often clients may ask", () => {
  const inRedis = () => RedisRateLimits.layer.pipe(Layer.provide(freshKeys().client))

  laws("in Redis", inRedis)

  const both = over({ "sign-in": hourly(30) }, inRedis())

  it.live("of two servers over one store the count is one", () =>
    Effect.gen(function* () {
      const servers = yield* Effect.forEach([both, both], (one) => Layer.build(Layer.fresh(one)))
      assert.lengthOf(new Set(servers.map((server) => Context.get(server, Test.TestServer).url)), 2)
      const answers = yield* together(
        Arr.makeBy(200, (i) => Effect.provideContext(attempt(`twin_${i}`), servers[i % 2]!))
      )
      assert.deepStrictEqual(statusesOf(answers), { 401: 30, 429: 170 })
      refusalsAreTold(answers, 30)
    })
  )
})
