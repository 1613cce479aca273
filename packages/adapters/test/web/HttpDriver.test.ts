import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http"
import { assert, describe, it } from "@effect/vitest"
import { Driver, type PageRequest } from "@mma-savant/core/collection/Driver"
import { Duration, Effect } from "effect"
import * as HttpDriver from "../../src/web/HttpDriver.ts"
import { retryAfter } from "../../src/web/RetryAfter.ts"
import { pageOf } from "../../src/web/SavedPages.ts"

type Answer = (path: string, headers: IncomingHttpHeaders, response: ServerResponse) => void

/** A server of this machine, and a driver that asks it. */
const asking = (answer: Answer, paths: ReadonlyArray<string>, known: Partial<PageRequest> = {}) =>
  Effect.gen(function* () {
    const server = createServer((request, response) => answer(request.url ?? "", request.headers, response))
    yield* Effect.acquireRelease(
      Effect.callback<void>((resume) => void server.listen(0, "127.0.0.1", () => resume(Effect.void))),
      () =>
        Effect.callback<void>((resume) => {
          server.close(() => resume(Effect.void))
          server.closeAllConnections()
        })
    )
    const address = server.address()
    const origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`
    const { closeWebDriver, configureStealth, createWebDriver } = yield* Driver
    const driver = yield* createWebDriver
    const { evasion } = yield* configureStealth(driver)
    assert.isFalse(evasion)
    const answers = yield* Effect.forEach(paths, (path) =>
      Effect.result(driver.get({ url: `${origin}${path}`, etag: null, lastModified: null, ...known }))
    )
    yield* closeWebDriver(driver)
    yield* closeWebDriver(driver)
    return answers.map((one) =>
      one._tag === "Success" ? { ...one.success, url: one.success.url.replace(origin, "") } : one.failure.message
    )
  }).pipe(
    Effect.scoped,
    Effect.provide(HttpDriver.layer({ userAgent: "MMASavant/1.0.0 (+me@example.org)", timeout: Duration.millis(300) }))
  )

describe("pages over HTTP", () => {
  it.live("the site is told who asks, and which text is at hand", () =>
    Effect.gen(function* () {
      let seen: IncomingHttpHeaders = {}
      const [answer] = yield* asking(
        (_, headers, response) => {
          seen = headers
          response.writeHead(304, { etag: '"b"' }).end()
        },
        ["/a"],
        { etag: '"a"', lastModified: "Thu, 01 Jan 2026 00:00:00 GMT" }
      )
      assert.strictEqual(seen["user-agent"], "MMASavant/1.0.0 (+me@example.org)")
      assert.strictEqual(seen["if-none-match"], '"a"')
      assert.strictEqual(seen["if-modified-since"], "Thu, 01 Jan 2026 00:00:00 GMT")
      assert.deepInclude(answer as object, { status: 304, body: "", etag: '"b"' })
    })
  )

  it.live("redirects are followed within the host and not beyond it, and never without end", () =>
    Effect.gen(function* () {
      const answers = yield* asking(
        (path, _, response) => {
          if (path === "/there") response.end("here")
          else
            response
              .writeHead(302, {
                location: path === "/away" ? "http://elsewhere.test/" : path === "/once" ? "/there" : "/round"
              })
              .end()
        },
        ["/once", "/away", "/round"]
      )
      assert.deepInclude(answers[0] as object, { status: 200, body: "here" })
      assert.strictEqual(answers[1], "it leads to http://elsewhere.test/")
      assert.strictEqual(answers[2], "it leads to /round")
    })
  )

  it.live("a site that is silent, breaks off or sends without end is no answer", () =>
    Effect.gen(function* () {
      const answers = yield* asking(
        (path, _, response) => {
          if (path === "/broken") response.destroy()
          if (path === "/long") for (let part = 0; part < 40; part++) response.write("x".repeat(1024 * 1024))
        },
        ["/silent", "/broken", "/long"]
      )
      for (const answer of answers) assert.isString(answer)
      assert.strictEqual(answers[0], "it took too long")
    })
  )

  it.live("an answer is told as it is, whatever its status", () =>
    Effect.gen(function* () {
      const [answer] = yield* asking(
        (_, __, response) => response.writeHead(503, { "retry-after": "7" }).end("busy"),
        ["/a"]
      )
      assert.deepInclude(answer as object, { status: 503, body: "busy", retryAfter: 7000 })
    })
  )
})

describe("Retry-After", () => {
  const now = Date.parse("2026-12-01T00:00:00Z")
  it.each([
    ["7", 7000],
    [" 0 ", 0],
    ["Tue, 01 Dec 2026 00:01:00 GMT", 60_000],
    ["Mon, 30 Nov 2026 00:00:00 GMT", 0],
    ["999999999", 86_400_000],
    ["-5", null],
    ["soon", null],
    ["", null],
    [null, null]
  ])("%s", (header, expected) => assert.strictEqual(retryAfter(header, now), expected))
})

describe("saved pages", () => {
  it.each([
    ["/event-details/80dbeb1dd5b53e64", "event/80dbeb1dd5b53e64"],
    ["/fight/0064bbc554d85421__copy.html", "fight/0064bbc554d85421"],
    ["/statistics/events/completed?page=all", "completed-events"],
    ["/statistics/fighters?char=b&page=all.html", "fighters/b"],
    ["/rankings.html", "rankings"],
    ["/README.md", null],
    ["/event/not-an-id.html", null]
  ])("%s is %s", (path, name) => {
    const found = pageOf(path)
    assert.strictEqual(found._tag === "Some" ? found.value : null, name)
  })
})
