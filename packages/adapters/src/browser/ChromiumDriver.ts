import {
  Driver,
  DriverUnusable,
  NoAnswer,
  type PageRequest,
  type PageResponse,
  type WebDriver
} from "@mma-savant/core/collection/Driver"
import { Duration, Effect, Layer } from "effect"
import { type Browser, type BrowserContext, chromium, type Route } from "playwright-core"

export interface ChromiumDriverOptions {
  /** The browser that is installed; none is ever downloaded. */
  readonly executablePath: string
  /** Who asks, as sites are told. */
  readonly userAgent: string
  /** How long a page may take in all. */
  readonly timeout: Duration.Duration
}

/** The browser's own traffic is of no use here. */
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run"
]

const open = ({ executablePath }: ChromiumDriverOptions) =>
  Effect.tryPromise({
    try: () => chromium.launch({ executablePath, args: flags, handleSIGINT: false, handleSIGTERM: false }),
    catch: () => new DriverUnusable({ message: `The browser ${executablePath} cannot be started.` })
  })

/** Only the page itself and its scripts, and nothing of other hosts. */
const pageOnly = (url: string) => {
  const { hostname } = new URL(url)
  return (route: Route) => {
    const request = route.request()
    const isNeeded = ["document", "script", "xhr", "fetch"].includes(request.resourceType())
    return isNeeded && new URL(request.url()).hostname === hostname ? route.continue() : route.abort()
  }
}

const load = async (context: BrowserContext, request: PageRequest, timeout: number): Promise<PageResponse> => {
  const page = await context.newPage()
  try {
    await page.route("**/*", pageOnly(request.url))
    const response = await page.goto(request.url, { waitUntil: "domcontentloaded", timeout })
    if (response === null) throw new Error("it is no page")
    const headers = response.headers()
    const isPage = headers["content-type"]?.includes("html") ?? false
    return {
      url: request.url,
      status: response.status(),
      body: isPage ? await page.content() : await response.text(),
      etag: headers["etag"] ?? null,
      lastModified: headers["last-modified"] ?? null,
      retryAfter: /^\d+$/.test(headers["retry-after"] ?? "") ? Number(headers["retry-after"]) * 1000 : null
    }
  } finally {
    await page.close()
  }
}

/**
 * Pages as a browser shows them, for a site that makes them by script. It says who it is like every other driver, and what a
 * site shows to programs instead of a page, it is shown too.
 */
export const layer = (options: ChromiumDriverOptions) =>
  Layer.sync(Driver, () => {
    const browsers = new Map<WebDriver, Browser>()
    const close = (driver: WebDriver) =>
      Effect.suspend(() => {
        const browser = browsers.get(driver)
        browsers.delete(driver)
        return browser === undefined ? Effect.void : Effect.promise(() => browser.close())
      })
    return Driver.of({
      createWebDriver: Effect.acquireRelease(
        Effect.gen(function* () {
          const browser = yield* open(options)
          const context = yield* Effect.promise(() =>
            browser.newContext({ userAgent: options.userAgent, serviceWorkers: "block" })
          )
          const driver: WebDriver = {
            get: (request) =>
              Effect.tryPromise({
                try: () => load(context, request, Duration.toMillis(options.timeout)),
                catch: (error) =>
                  new NoAnswer({
                    url: request.url,
                    message: error instanceof Error ? error.message.split("\n")[0]! : ""
                  })
              })
          }
          browsers.set(driver, browser)
          return driver
        }),
        close
      ),
      closeWebDriver: close,
      configureStealth: () =>
        Effect.succeed({ applied: ["user-agent", "page-only", "no-third-parties"], evasion: false as const })
    })
  })
