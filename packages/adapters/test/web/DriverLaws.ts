import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http"
import { assert, describe, it } from "@effect/vitest"
import { Driver, type PageRequest, type RequestLeave } from "@mma-savant/core/collection/Driver"
import { Duration, Effect, Fiber, type Layer } from "effect"

export type Answer = (path: string, headers: IncomingHttpHeaders, response: ServerResponse) => void

/** A server of this machine, an open driver that asks it, and the paths that it was asked for. It ends with its scope. */
export const served = Effect.fnUntraced(function* (answer: Answer) {
  const asked: Array<string> = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? "")
    answer(request.url ?? "", request.headers, response)
  })
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
  const drivers = yield* Driver
  const driver = yield* drivers.createWebDriver
  const { evasion } = yield* drivers.configureStealth(driver)
  assert.isFalse(evasion)
  const get = <E = never>(
    path: string,
    known: Partial<PageRequest> = {},
    admit: RequestLeave<E> = () => Effect.succeed(true)
  ) => driver.get({ url: `${origin}${path}`, etag: null, lastModified: null, ...known }, admit)
  return { origin, asked, get, close: drivers.closeWebDriver(driver) }
})

export const userAgent = "MMASavant/1.0.0 (+me@example.org)"

interface Options {
  readonly userAgent: string
  readonly timeout: Duration.Duration
}

/** What every driver does that asks sites. */
export const laws = <E>(name: string, layerOf: (options: Options) => Layer.Layer<Driver, E>) => {
  const layer = layerOf({ userAgent, timeout: Duration.millis(700) })

  describe(`the laws of a driver / ${name}`, () => {
    it.live("the site is told who asks, and which text is at hand", () =>
      Effect.gen(function* () {
        let seen: IncomingHttpHeaders = {}
        const { get } = yield* served((_, headers, response) => {
          seen = headers
          response.writeHead(304, { etag: '"b"' }).end()
        })
        const answer = yield* get("/a", { etag: '"a"', lastModified: "Thu, 01 Jan 2026 00:00:00 GMT" })
        assert.strictEqual(seen["user-agent"], userAgent)
        assert.strictEqual(seen["if-none-match"], '"a"')
        assert.strictEqual(seen["if-modified-since"], "Thu, 01 Jan 2026 00:00:00 GMT")
        assert.deepInclude(answer, { status: 304, body: "", etag: '"b"' })
      }).pipe(Effect.scoped, Effect.provide(layer))
    )

    it.live("a redirect is told and not followed", () =>
      Effect.gen(function* () {
        const { asked, get } = yield* served((_, __, response) =>
          response.writeHead(302, { location: "/there" }).end("moved")
        )
        assert.deepInclude(yield* get("/once"), { status: 302, location: "/there" })
        assert.deepStrictEqual(asked, ["/once"])
      }).pipe(Effect.scoped, Effect.provide(layer))
    )

    it.live("a site that is silent or breaks off is no answer", () =>
      Effect.gen(function* () {
        const { get } = yield* served((path, _, response) => {
          if (path === "/broken") response.destroy()
        })
        const [silent, broken] = [yield* Effect.flip(get("/silent")), yield* Effect.flip(get("/broken"))]
        assert.deepStrictEqual([silent._tag, broken._tag], ["NoAnswer", "NoAnswer"])
        assert.strictEqual(silent.message, "it took too long")
      }).pipe(Effect.scoped, Effect.provide(layer))
    )

    it.live("an answer is told as it is, whatever its status", () =>
      Effect.gen(function* () {
        const { get } = yield* served((path, _, response) => {
          if (path === "/robots.txt") response.writeHead(200, { "content-type": "text/plain" }).end("Disallow: /<no>")
          else response.writeHead(503, { "retry-after": "7", "content-type": "text/html" }).end("busy")
        })
        assert.deepInclude(yield* get("/a"), { status: 503, body: "busy", retryAfter: 7000 })
        assert.deepInclude(yield* get("/robots.txt"), { status: 200, body: "Disallow: /<no>" })
      }).pipe(Effect.scoped, Effect.provide(layer))
    )

    it.live("it closes once, and once more does nothing; it closes when whoever waits for a page is interrupted", () =>
      Effect.gen(function* () {
        const { asked, get } = yield* served(() => {})
        const getting = yield* Effect.forkChild(get("/silent"))
        while (asked.length === 0) yield* Effect.sleep("10 millis")
        yield* Fiber.interrupt(getting)
        const { close } = yield* served(() => {})
        yield* close
        yield* close
      }).pipe(Effect.scoped, Effect.provide(layer))
    )
  })
}
