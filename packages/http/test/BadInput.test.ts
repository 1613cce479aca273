import { connect } from "node:net"
import { assert, layer } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { FighterRepository } from "@mma-savant/core/fighter/FighterRepository"
import { StoreUnavailable } from "@mma-savant/core/StoreUnavailable"
import { StatsReader } from "@mma-savant/core/stats/StatsReader"
import { Effect, Layer } from "effect"
import * as Test from "./TestServer.ts"

const json = { "content-type": "application/json" }

/** What the server answers to bytes that no client of ours would send. */
const raw = (url: string, bytes: string) =>
  Effect.callback<string>((resume) => {
    const { hostname, port } = new URL(url)
    let answer = ""
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    socket.on("data", (chunk) => {
      answer += chunk.toString()
    })
    socket.on("error", () => resume(Effect.succeed(answer)))
    socket.on("close", () => resume(Effect.succeed(answer)))
  })

const limits = "a whole number from 1 to 100"
const ids = "a whole number from 1 to 2147483647"
const years = "a whole number from 1993 to 2100"
const months = "a whole number from 1 to 12"
const something = "at least one letter or digit, and at most 200 characters"
const sought = "at least one letter, digit or sign, or nothing, and at most 200 characters"
const notOurs = "not a cursor of this list"
const order = "not before from"

layer(Test.layer, { excludeTestServices: true })("bad input", (it) => {
  it.effect.each([
    // H-21. An empty text, which the case refuses, finds everybody here: the list and the search are one route.
    ["/api/fighters?limit=0", "limit", limits],
    ["/api/fighters?limit=101", "limit", limits],
    ["/api/fighters?limit=ten", "limit", limits],
    ["/api/fighters?limit=1.5", "limit", limits],
    ["/api/fighters?limit=1e1", "limit", limits],
    ["/api/fighters?limit=", "limit", limits],
    ["/api/fighters?limit=1&limit=2", "limit", limits],
    ["/api/fighters?q=%00", "q"],
    ["/api/fighters?stance=Sitting", "stance"],
    ["/api/fighters?undefeated=yes", "undefeated", "true or false"],
    ["/api/fighters?experience=old", "experience"],
    [`/api/fighters?q=${"x".repeat(201)}`, "q", sought],
    ["/api/fighters?q=.", "q", sought],
    ["/api/fighters?q=%20-%20", "q", sought],
    ["/api/fighters?cursor=zzz", "cursor", notOurs],
    [`/api/fighters?cursor=${Buffer.from('["\\u0000",1,1]').toString("base64url")}`, "cursor", notOurs],
    [`/api/fighters?cursor=${Buffer.from('["a",9999999999,1]').toString("base64url")}`, "cursor", notOurs],
    ["/api/fighters/abc", "id", ids],
    ["/api/fighters/0", "id", ids],
    ["/api/fighters/1.0", "id", ids],
    ["/api/fighters/-1/stats", "id", ids],
    ["/api/fighters/0/trend", "id", ids],
    ["/api/fighters/0/profile", "id", ids],
    ["/api/fighters/x/stances", "id", ids],
    ["/api/fighters/1/history?limit=0", "limit", limits],
    [`/api/fighters/1/history?cursor=${Buffer.from('["Ana",1,1]').toString("base64url")}`, "cursor", notOurs],
    ["/api/head-to-head?a=0&b=1", "a", ids],
    ["/api/head-to-head?a=3&b=3", "b", "another fighter than a"],
    ["/api/compare?a=1", "b"],
    ["/api/compare?a=1&b=x", "b", ids],
    ["/api/compare?a=3&b=3", "b", "another fighter than a"],
    ["/api/fighters/2147483648", "id", ids],
    ["/api/events?from=2024-02-30", "from"],
    ["/api/events?to=yesterday", "to"],
    ["/api/events?from=0000-01-01", "from"],
    [`/api/events?cursor=${Buffer.from('["not a day",1,1]').toString("base64url")}`, "cursor", notOurs],
    ["/api/events/upcoming?limit=-1", "limit", limits],
    // H-09, L-05
    ["/api/events/0", "id", ids],
    ["/api/events/-1/summary", "id", ids],
    ["/api/events/0/analysis", "id", ids],
    // H-03
    ["/api/events?year=1992", "year", years],
    ["/api/events?year=2024&month=13", "month", months],
    ["/api/events?year=2024&month=0", "month", months],
    ["/api/events?month=2", "month", "only with a year"],
    ["/api/events?year=2024&from=2024-01-01", "year", "not together with from or to"],
    ["/api/events?status=over", "status"],
    ["/api/events/past?limit=0", "limit", limits],
    ["/api/events/calendar", "year", "Missing key"],
    ["/api/events/calendar?year=1992", "year", years],
    ["/api/events/calendar?year=2024&month=00", "month", months],
    ["/api/events/trends?by=week", "by"],
    ["/api/events/timeline?by=day", "by"],
    // H-04
    ["/api/events/search", "q", "Missing key"],
    ["/api/events/search?q=", "q", something],
    ["/api/events/search?q=%20.%20", "q", something],
    ["/api/events/search?q=a&limit=0", "limit", limits],
    ["/api/events/search?q=a&type=fighter", "type"],
    [`/api/events/search?q=a&cursor=${Buffer.from('["2024-01-01",1,1]').toString("base64url")}`, "cursor", notOurs],
    ["/api/events/compare?a=1", "b", "Missing key"],
    ["/api/events/compare?a=1&b=x", "b", ids],
    ["/api/events/compare?a=3&b=3", "b", "another event than a"],
    // L-05
    ["/api/matches/0", "id", ids],
    ["/api/matches/x/results", "id", ids],
    ["/api/matches/-1/stats", "id", ids],
    // L-16
    ["/api/matches/exciting?days=0", "days", "a whole number from 1 to 365"],
    ["/api/matches/exciting?days=366", "days", "a whole number from 1 to 365"],
    ["/api/matches/exciting?limit=0", "limit", limits],
    ["/api/matches/comebacks?limit=101", "limit", limits],
    ["/api/events/x", "id", ids],
    ["/api/rankings?weightClass=superfly", "weightClass"],
    // L-25
    ["/api/leaderboards/beauty", "metric"],
    // I-33
    ["/api/leaderboards/wins?limit=-1", "limit"],
    ["/api/leaderboards/wins?limit=1000000000", "limit"],
    ["/api/leaderboards/wins?minFights=-5", "minFights"],
    ["/api/leaderboards/wins?weightClass=999", "weightClass"],
    ["/api/leaderboards/wins?order=best", "order"],
    ["/api/leaderboards/wins?from=2024-02-30", "from"],
    ["/api/series/wins", "fighterIds"],
    ["/api/series/wins?fighterIds=0", "fighterIds"],
    ["/api/series/wins?fighterIds=1,2,3,4,5,6,7,8,9,10,11", "fighterIds"],
    ["/api/series/wins?fighterIds=1&by=month", "by"],
    ["/api/groups/wins", "metric"],
    ["/api/dashboards/overview?weightClass=999", "weightClass"],
    ["/api/records/wins", "record"],
    ["/api/rankings/elite", "weightClass"],
    ["/api/rankings/elite?weightClass=superfly", "weightClass"],
    ["/api/rankings/history?fighterId=0", "fighterId", ids],
    ["/api/rankings/history?from=2024-13-01", "from"],
    ["/api/events?from=2024-01-02&to=2024-01-01", "to", order],
    ["/api/rankings/history?from=2024-01-02&to=2024-01-01", "to", order],
    ["/api/leaderboards/wins?from=2024-01-02&to=2024-01-01", "to", order],
    ["/api/leaderboards/wins?activeSince=2024-01-02&to=2024-01-01", "activeSince", "not after to"],
    ["/api/series/wins?fighterIds=1&from=2024-01-02&to=2024-01-01", "to", order],
    ["/api/groups/finish-rate?from=2024-01-02&to=2024-01-01", "to", order],
    ["/api/records/knockdowns?from=2024-01-02&to=2024-01-01", "to", order],
    ["/api/records/knockdowns?titleBoutsOnly=1", "titleBoutsOnly", "true or false"],
    [`/api/rankings/history?cursor=${Buffer.from('["2024-01-01",1,1]').toString("base64url")}`, "cursor", notOurs]
  ] as const)("GET %s is refused, and names the field", ([path, field, message]) =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      const { body, headers, status } = yield* request(path)
      assert.strictEqual(status, 400)
      assert.strictEqual(headers.get("content-type"), "application/problem+json")
      assert.strictEqual(body["code"], "VALIDATION")
      assert.deepInclude(Object(body["errors"])[0], { field, ...(message === undefined ? {} : { message }) })
      assert.strictEqual(body["errorId"], headers.get("x-request-id"))
    })
  )

  it.effect("every wrong field is named", () =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      const { body } = yield* request("/api/events?from=x&to=y&limit=0")
      assert.deepStrictEqual(Array.from(Object(body["errors"]), (error) => Object(error).field).sort(), [
        "from",
        "limit",
        "to"
      ])
    })
  )

  it.effect.each([
    ["/api/fighters/7", "FIGHTER_NOT_FOUND"],
    ["/api/fighters/7/stats", "FIGHTER_NOT_FOUND"],
    ["/api/fighters/7/timeline", "FIGHTER_NOT_FOUND"],
    ["/api/fighters/7/profile", "FIGHTER_NOT_FOUND"],
    ["/api/fighters/7/history", "FIGHTER_NOT_FOUND"],
    ["/api/fighters/7/stances", "FIGHTER_NOT_FOUND"],
    ["/api/fighters/7/rankings", "FIGHTER_NOT_FOUND"],
    ["/api/head-to-head?a=7&b=8", "FIGHTER_NOT_FOUND"],
    ["/api/rankings/history?fighterId=7", "FIGHTER_NOT_FOUND"],
    ["/api/records/knockdowns?fighterId=7", "FIGHTER_NOT_FOUND"],
    ["/api/series/wins?fighterIds=7", "FIGHTER_NOT_FOUND"],
    ["/api/compare?a=7&b=8", "FIGHTER_NOT_FOUND"],
    // H-09, L-05
    ["/api/events/7", "EVENT_NOT_FOUND"],
    ["/api/events/7/summary", "EVENT_NOT_FOUND"],
    ["/api/events/7/analysis", "EVENT_NOT_FOUND"],
    ["/api/events/compare?a=7&b=8", "EVENT_NOT_FOUND"],
    ["/api/matches/7", "MATCH_NOT_FOUND"],
    ["/api/matches/7/results", "MATCH_NOT_FOUND"],
    ["/api/matches/7/stats", "MATCH_NOT_FOUND"],
    ["/nowhere", "ROUTE_NOT_FOUND"],
    ["/api/fighters;x", "ROUTE_NOT_FOUND"],
    ["/api/fighters/7;x=1/stats?a=1", "ROUTE_NOT_FOUND"],
    ["/api/events/%E0%A4%A", "ROUTE_NOT_FOUND"],
    ["/API/fighters", "ROUTE_NOT_FOUND"],
    ["//api/fighters", "ROUTE_NOT_FOUND"],
    ["/api/fighters/7/stats/x", "ROUTE_NOT_FOUND"]
  ] as const)("GET %s is not found: %s", ([path, code]) =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      const { body, status } = yield* request(path)
      assert.deepStrictEqual([status, body["status"], body["code"], body["title"]], [404, 404, code, "Not Found"])
    })
  )

  it.effect.each([
    ["DELETE", "/api/fighters/7", "GET, HEAD"],
    ["PUT", "/api/chat/session", "POST"],
    ["POST", "/health", "GET, HEAD"],
    ["OPTIONS", "/api/events", "GET, HEAD"]
  ] as const)("%s %s is not allowed, and is told what is", ([method, path, allow]) =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      const { body, headers, status } = yield* request(path, { method })
      assert.deepStrictEqual([status, body["code"], headers.get("allow")], [405, "METHOD_NOT_ALLOWED", allow])
    })
  )

  it.effect("HEAD answers what GET would, without the body", () =>
    Effect.gen(function* () {
      const { request } = yield* Test.TestServer
      const { headers, status, text } = yield* request("/api/fighters", { method: "HEAD" })
      assert.deepStrictEqual([status, text], [200, ""])
      assert.strictEqual(headers.get("content-type"), "application/json")
    })
  )

  it.effect.each([
    ["no JSON", "{bad", "body"],
    ["an array", "[1,2]", "body"],
    ["a field of another type", '{"title":7}', "title"],
    ["an empty title", '{"title":""}', "title"],
    ["a title of blanks", '{"title":" \\t\\n "}', "title"],
    ["two lines of title", '{"title":"a\\nb"}', "title"],
    ["a NUL in the title", '{"title":"a\\u0000b"}', "title"]
  ] as const)("a body with %s is refused", ([_, body, field]) =>
    Effect.gen(function* () {
      const { request, tokenOf } = yield* Test.TestServer
      const token = yield* tokenOf("writer")
      const answer = yield* request("/api/chat/session", { method: "POST", headers: json, token, body })
      assert.deepStrictEqual([answer.status, answer.body["code"]], [400, "VALIDATION"])
      assert.deepInclude(Object(answer.body["errors"])[0], { field })
    })
  )

  it.effect("ids of a talk that are none are told so in words", () =>
    Effect.gen(function* () {
      const { request, tokenOf } = yield* Test.TestServer
      const token = yield* tokenOf("writer")
      for (const [sessionId, field, message] of [
        ["1", "sessionId", "must be a UUID"],
        [crypto.randomUUID(), "run", "must be r_ and a UUID"]
      ]) {
        const path = `/api/chat/session/${sessionId}/runs/2/cancel`
        const { body, status } = yield* request(path, { method: "POST", token })
        assert.deepStrictEqual([status, body["errors"]], [400, [{ field, message }]])
      }
    })
  )

  it.effect("a body of another type is refused", () =>
    Effect.gen(function* () {
      const { request, tokenOf } = yield* Test.TestServer
      const headers = { "content-type": "text/plain" }
      const token = yield* tokenOf("writer")
      const { body, status } = yield* request("/api/chat/session", { method: "POST", headers, token, body: "{}" })
      assert.deepStrictEqual([status, body["code"]], [415, "UNSUPPORTED_MEDIA_TYPE"])
    })
  )

  it.effect("10 MB are refused before they are sent", () =>
    Effect.gen(function* () {
      const { tokenOf, url } = yield* Test.TestServer
      const token = yield* tokenOf("writer")
      const head = `POST /api/chat/session HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\n`
      const announced = yield* raw(url, `${head}Content-Length: 10000000\r\n\r\n{"title":"`)
      assert.match(announced, /^HTTP\/1\.1 413 [\s\S]*"code":"BODY_TOO_LARGE"/)
      const chunk = `${(65_536).toString(16)}\r\n${"x".repeat(65_536)}\r\n`
      const unannounced = yield* raw(url, `${head}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(20)}`)
      assert.match(unannounced, /^HTTP\/1\.1 413 [\s\S]*"code":"BODY_TOO_LARGE"/)
    })
  )

  it.effect("a request that is no HTTP is refused, and the server goes on", () =>
    Effect.gen(function* () {
      const { request, url } = yield* Test.TestServer
      assert.match(yield* raw(url, "BOGUS\r\n\r\n"), /^HTTP\/1\.1 400 /)
      assert.strictEqual((yield* request("/livez")).status, 200)
    })
  )

  it.effect("the client's name for a request is kept when it is a sane one", () =>
    Effect.gen(function* () {
      const { logged, request } = yield* Test.TestServer
      const named = yield* request("/livez", { headers: { "x-request-id": "trace-1.a_B" } })
      assert.strictEqual(named.headers.get("x-request-id"), "trace-1.a_B")
      const insane = yield* request("/livez", { headers: { "x-request-id": "<script>" } })
      assert.match(insane.headers.get("x-request-id") ?? "", /^[0-9a-f-]{36}$/)
      const line = JSON.parse(logged.findLast((text) => text.includes("trace-1.a_B")) ?? "{}")
      assert.strictEqual(line.message, "GET /livez")
      assert.deepInclude(line.annotations, { request: "trace-1.a_B", status: 200 })
    })
  )

  it.effect("answers cannot be sniffed, framed or, for one user, cached", () =>
    Effect.gen(function* () {
      const { request, tokenOf } = yield* Test.TestServer
      const token = yield* tokenOf("someone")
      for (const path of ["/api/auth/me", "/api/auth/me/", "/api/%61uth/me"]) {
        const { headers, status } = yield* request(path, { token })
        assert.strictEqual(status, 200)
        assert.strictEqual(headers.get("x-content-type-options"), "nosniff")
        assert.strictEqual(headers.get("cache-control"), "no-store", path)
        assert.include(headers.get("content-security-policy"), "frame-ancestors 'none'")
      }
    })
  )
})

const gone = new StoreUnavailable({ store: "database", cause: new Error("password geheim rejected at /var/lib") })

/** A store whose readers of figures are out of reach and whose fighters are broken. */
const broken = Layer.effectContext(
  Effect.gen(function* () {
    const context = yield* Effect.context<FighterRepository | StatsReader>()
    return context
  })
).pipe(
  Layer.provide(
    Layer.mergeAll(
      Layer.effect(
        FighterRepository,
        Effect.map(FighterRepository, (fighters) =>
          FighterRepository.of({ ...fighters, search: () => Effect.die(new Error("select * from secret_table")) })
        )
      ),
      Layer.effect(
        StatsReader,
        Effect.map(StatsReader, (reader) => StatsReader.of({ ...reader, status: () => Effect.fail(gone) }))
      )
    )
  )
)

layer(Test.over(broken.pipe(Layer.provideMerge(Memory.layer))), { excludeTestServices: true })("failures", (it) => {
  it.effect("a store out of reach is told as such, and when to come back", () =>
    Effect.gen(function* () {
      const { logged, request } = yield* Test.TestServer
      for (const path of ["/api/events", "/api/rankings", "/readyz"]) {
        const { body, headers, status, text } = yield* request(path)
        assert.deepStrictEqual([status, body["code"], headers.get("retry-after")], [503, "DATA_UNAVAILABLE", "2"], path)
        assert.notMatch(text, /geheim|var|password|cause/)
        const lines = logged.filter((line) => line.includes(String(body["errorId"])))
        assert.isTrue(
          lines.some((line) => line.includes('"WARN"') && line.includes("/var/lib")),
          "the log tells why"
        )
      }
      assert.strictEqual((yield* request("/health")).status, 200)
    })
  )

  it.effect("a bug is told by its id alone, under which it stands in the log", () =>
    Effect.gen(function* () {
      const { logged, request } = yield* Test.TestServer
      const { body, status, text } = yield* request("/api/fighters")
      assert.deepStrictEqual([status, body["code"]], [500, "INTERNAL"])
      assert.notInclude(text, "secret_table")
      const lines = logged.filter((line) => line.includes(String(body["errorId"])))
      assert.isTrue(lines.some((line) => line.includes("secret_table") && line.includes("ERROR")))
    })
  )
})
