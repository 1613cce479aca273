import { execFileSync } from "node:child_process"
import { existsSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { Driver } from "@mma-savant/core/collection/Driver"
import { BudgetSpent } from "@mma-savant/core/collection/FetchFault"
import { FetchPolicy, standardPolicy } from "@mma-savant/core/collection/FetchPolicy"
import { HostGate } from "@mma-savant/core/collection/HostGate"
import { PageFetcher } from "@mma-savant/core/collection/PageFetcher"
import { Duration, Effect, Exit, Fiber, Layer, Scope } from "effect"
import * as ChromiumDriver from "../../src/browser/ChromiumDriver.ts"
import * as Memory from "../../src/memory/Memory.ts"
import * as RobotsFile from "../../src/robots/RobotsFile.ts"
import { type Answer, laws, served, userAgent } from "../web/DriverLaws.ts"

const executablePath = process.env["COLLECTOR_BROWSER"] ?? "/usr/bin/chromium"
const isInstalled = existsSync(executablePath)
const layerOf = (options: { readonly userAgent: string; readonly timeout: Duration.Duration }) =>
  ChromiumDriver.layer({ executablePath, ...options })
const patient = layerOf({ userAgent, timeout: Duration.seconds(10) })

/** The processes of browsers that this one has started. */
const browsers = (): number => {
  const rows = execFileSync("ps", ["-eo", "pid=,ppid=,stat=,args="], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((row) => row.trim().split(/\s+/))
  const parents = new Map(rows.map(([pid, parent]) => [Number(pid), Number(parent)]))
  const isOurs = (pid: number): boolean => pid === process.pid || (pid > 1 && isOurs(parents.get(pid) ?? 0))
  return rows.filter(([pid, , state, command]) => /chrom/.test(command ?? "") && state !== "Z" && isOurs(Number(pid)))
    .length
}

/** A gate at which nobody waits, and how many turns were taken there. */
let turns = 0
const counted = Layer.effect(
  HostGate,
  Effect.map(HostGate, (gate) => HostGate.of({ ...gate, takeTurn: () => Effect.sync(() => turns++ * 0) }))
).pipe(Layer.provide(Memory.layer))

const html = { "content-type": "text/html;charset=utf-8" }
const script = { "content-type": "text/javascript" }

/** A page that is nothing without its script, which asks for its data; and everything that a page may load besides. */
const scriptedPage = `<!doctype html><html><head>
<link rel="stylesheet" href="/style.css"><link rel="icon" href="/icon.png"><script src="/page.js"></script>
<script src="http://localhost:9/tracker.js"></script>
<style>@font-face { font-family: x; src: url(/font.woff2) } body { font-family: x; background: url(/back.png) }</style>
</head><body><p id="facts">loading</p><img src="/picture.png"><video src="/film.mp4" autoplay></video>
<iframe src="/frame"></iframe></body></html>`
const pageScript = `addEventListener("DOMContentLoaded", async () => {
  new WebSocket("ws://" + location.host + "/socket")
  const facts = await (await fetch("/facts.json")).json()
  document.getElementById("facts").textContent = facts.said + " to " + navigator.userAgent
})`

const agents: Array<string> = []
const site: Answer = (path, headers, response) => {
  agents.push(String(headers["user-agent"]))
  if (path === "/page") response.writeHead(200, { ...html, etag: '"a"' }).end(scriptedPage)
  else if (path === "/page.js") response.writeHead(200, script).end(pageScript)
  else if (path === "/facts.json")
    response.writeHead(200, { "content-type": "application/json" }).end('{"said":"ready"}')
  else if (path === "/robots.txt")
    response.writeHead(200, { "content-type": "text/plain" }).end("User-agent: *\nDisallow: /no")
  else if (path === "/moved") response.writeHead(302, { location: "/page" }).end()
  else if (path === "/astray") response.writeHead(302, { location: "/no/page" }).end()
  else if (path === "/endless") response.writeHead(200, html).end("<script>for (;;) {}</script>")
  else if (path === "/asks-no") response.writeHead(200, html).end('<p>here</p><script src="/no/page.js"></script>')
  else if (path === "/elsewhere") response.writeHead(200, html).end('<p>here</p><script src="/leads.js"></script>')
  else if (path === "/leads.js") response.writeHead(302, { location: "/no/page.js" }).end()
  else response.writeHead(404).end()
}

describe.skipIf(!isInstalled)("Chromium (skipped where none is at /usr/bin/chromium or COLLECTOR_BROWSER)", () => {
  laws("Chromium", layerOf)

  it.live(
    "a page is what its scripts make of it, and nothing but these and their data is asked for, by the same name",
    () =>
      Effect.gen(function* () {
        agents.length = 0
        const { asked, get } = yield* served(site)
        const { body, etag, status } = yield* get("/page")
        assert.deepStrictEqual([status, etag], [200, '"a"'])
        assert.include(body, `ready to ${userAgent}`)
        assert.deepStrictEqual(asked, ["/page", "/page.js", "/facts.json"])
        assert.deepStrictEqual([...new Set(agents)], [userAgent])
      }).pipe(Effect.scoped, Effect.provide(patient))
  )

  it.live("what is not let through is not sent; where nothing may be sent any more, there is no page", () =>
    Effect.gen(function* () {
      const { asked, get } = yield* served(site)
      const { body } = yield* get("/page", {}, (url) => Effect.succeed(url.endsWith(".js")))
      assert.include(body, "loading")
      assert.deepStrictEqual(asked, ["/page", "/page.js"])
      const fault = yield* Effect.flip(get("/page", {}, () => new BudgetSpent()))
      assert.strictEqual(fault._tag, "BudgetSpent")
      assert.include((yield* get("/elsewhere")).body, "here")
      assert.notInclude(asked, "/no/page.js")
    }).pipe(Effect.scoped, Effect.provide(patient))
  )

  it.live("a page that is never ready ends at its time", () =>
    Effect.gen(function* () {
      const { get } = yield* served(site)
      const fault = yield* Effect.flip(get("/endless"))
      assert.deepInclude(fault, { _tag: "NoAnswer", message: "it took too long" })
    }).pipe(Effect.scoped, Effect.provide(layerOf({ userAgent, timeout: Duration.millis(500) })))
  )

  it.live(
    "what a page waits for its turns is not of its time",
    () =>
      Effect.gen(function* () {
        const { get } = yield* served(site)
        const slowly = yield* get("/page", {}, () => Effect.as(Effect.sleep("3 seconds"), true))
        assert.include(slowly.body, "ready")
      }).pipe(Effect.scoped, Effect.provide(layerOf({ userAgent, timeout: Duration.seconds(5) }))),
    30_000
  )

  it.live("every request passes robots.txt, the budget, the turns and the breaker, redirects and scripts as well", () =>
    Effect.gen(function* () {
      const { asked, origin } = yield* served(site)
      yield* Effect.gen(function* () {
        const fetcher = yield* PageFetcher
        const gate = yield* HostGate
        let left = 100
        turns = 0
        const fetch = (path: string) =>
          fetcher.fetchPage(
            "ufcstats",
            { url: `${origin}${path}`, etag: null, lastModified: null },
            Effect.sync(() => left-- > 0)
          )
        const moved = yield* fetch("/moved")
        assert.include(moved.text?.body, "ready")
        assert.deepStrictEqual(asked, ["/robots.txt", "/moved", "/page", "/page.js", "/facts.json"])
        assert.deepStrictEqual([moved.requests, left], [5, 95])
        assert.strictEqual(turns, 5)
        assert.include((yield* fetch("/asks-no")).text?.body, "here")
        assert.deepInclude(yield* Effect.flip(fetch("/astray")), { _tag: "RobotsForbid", why: "disallowed" })
        assert.isFalse(asked.some((path) => path.startsWith("/no")))
        left = 2
        assert.strictEqual((yield* Effect.flip(fetch("/page")))._tag, "BudgetSpent")
        left = 100
        asked.length = 0
        yield* gate.block({ host: new URL(origin).host, url: origin, sign: "a person" })
        assert.strictEqual((yield* Effect.flip(fetch("/page")))._tag, "SourceBlocked")
        assert.deepStrictEqual(asked, [])
      }).pipe(
        Effect.provide(
          PageFetcher.layer.pipe(
            Layer.provideMerge(counted),
            Layer.provide([
              RobotsFile.layer("MMASavant"),
              Layer.succeed(FetchPolicy, { ...standardPolicy, attempts: 1, interval: Duration.seconds(1) })
            ])
          )
        )
      )
    }).pipe(Effect.scoped, Effect.provide(patient))
  )

  it.live(
    "no process of it is left: not after an interruption, nor of a page that hangs, nor when it is closed early",
    () =>
      Effect.gen(function* () {
        const before = browsers()
        const scope = yield* Scope.make()
        const { asked, close, get } = yield* Scope.provide(served(site), scope)
        assert.isAbove(browsers(), before)
        const hanging = yield* Effect.forkChild(get("/endless"))
        while (asked.length === 0) yield* Effect.sleep("10 millis")
        yield* Fiber.interrupt(hanging)
        yield* close
        yield* close
        assert.strictEqual(browsers(), before)
        yield* Scope.close(scope, Exit.void)
        const using = yield* Effect.forkChild(
          Effect.scoped(
            Effect.andThen(
              Driver.use(({ createWebDriver }) => createWebDriver),
              Effect.never
            )
          )
        )
        while (browsers() === before) yield* Effect.sleep("20 millis")
        yield* Fiber.interrupt(using)
        assert.strictEqual(browsers(), before)
      }).pipe(Effect.provide(patient))
  )
})

it.effect("a browser that is not there is said in one sentence", () =>
  Effect.gen(function* () {
    const fault = yield* Effect.flip(Effect.scoped(Driver.use(({ createWebDriver }) => createWebDriver)))
    assert.deepInclude(fault, { _tag: "DriverUnusable", message: "The browser /nowhere/chromium cannot be started." })
  }).pipe(
    Effect.provide(
      ChromiumDriver.layer({ executablePath: "/nowhere/chromium", userAgent, timeout: Duration.seconds(1) })
    )
  )
)
