import {
  Driver,
  DriverUnusable,
  NoAnswer,
  type PageRequest,
  type PageResponse,
  type RequestLeave,
  type WebDriver
} from "@mma-savant/core/collection/Driver"
import { Duration, Effect, Exit, Layer, Scope } from "effect"
import { chromium } from "playwright-core"
import { ask } from "./Ask.ts"
import { render } from "./Render.ts"

export interface ChromiumDriverOptions {
  /** The browser that is installed; none is ever downloaded. */
  readonly executablePath: string
  /** Who asks, as sites are told. */
  readonly userAgent: string
  /** How long a page may take in all, without what it waits for its turns. */
  readonly timeout: Duration.Duration
}

/** The browser's own traffic is of no use here. */
const flags = [
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run"
]

/** A browser that does not end by itself is made to. */
const patience = Duration.seconds(5)

/**
 * Chromium's sandbox needs a user who is not root: root, who can do without in no way, runs without it. Signals are the
 * program's to handle, not the library's.
 */
const launch = (executablePath: string) =>
  Effect.acquireRelease(
    Effect.tryPromise({
      try: () =>
        chromium.launchServer({
          executablePath,
          args: flags,
          chromiumSandbox: process.getuid?.() !== 0,
          handleSIGINT: false,
          handleSIGTERM: false,
          handleSIGHUP: false
        }),
      catch: () => new DriverUnusable({ message: `The browser ${executablePath} cannot be started.` })
    }),
    (server) =>
      Effect.promise(() => server.close()).pipe(
        Effect.timeoutOrElse({ duration: patience, orElse: () => Effect.promise(() => server.kill()) })
      )
  )

const open = Effect.fnUntraced(function* ({ executablePath, timeout, userAgent }: ChromiumDriverOptions) {
  const server = yield* launch(executablePath)
  const browser = yield* Effect.promise(() => chromium.connect(server.wsEndpoint()))
  const get = Effect.fnUntraced(function* <E>(request: PageRequest, admit: RequestLeave<E>) {
    // A context for each page: nothing that one leaves behind is known to the next.
    const context = yield* Effect.acquireRelease(
      Effect.tryPromise({
        try: () => browser.newContext({ userAgent, serviceWorkers: "block", acceptDownloads: false }),
        catch: () => new NoAnswer({ url: request.url, message: "the browser is gone" })
      }),
      (opened) =>
        Effect.ignore(
          Effect.timeout(
            Effect.promise(() => opened.close()),
            patience
          )
        )
    )
    const answer = yield* ask(context.request, request, timeout)
    const { contentType, ...response } = answer
    if (response.status !== 200 || !contentType.includes("html")) return response
    return { ...response, body: yield* render(context, response, admit, timeout) } satisfies PageResponse
  }, Effect.scoped)
  return { get } satisfies WebDriver
})

/**
 * Pages as a browser shows them, for a site that makes them by script. It says who it is like every other driver, and what a
 * site shows to programs instead of a page, it is shown too.
 */
export const layer = (options: ChromiumDriverOptions) =>
  Layer.sync(Driver, () => {
    const scopes = new Map<WebDriver, Scope.Closeable>()
    const close = (driver: WebDriver) =>
      Effect.suspend(() => {
        const scope = scopes.get(driver)
        scopes.delete(driver)
        return scope === undefined ? Effect.void : Scope.close(scope, Exit.void)
      })
    return Driver.of({
      createWebDriver: Effect.acquireRelease(
        Effect.gen(function* () {
          const scope = yield* Scope.make()
          const driver = yield* Scope.provide(open(options), scope).pipe(
            Effect.onError(() => Scope.close(scope, Exit.void))
          )
          scopes.set(driver, scope)
          return driver
        }),
        close
      ),
      closeWebDriver: close,
      configureStealth: () =>
        Effect.succeed({ applied: ["user-agent", "page-only", "no-third-parties"], evasion: false as const })
    })
  })
