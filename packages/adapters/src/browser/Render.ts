import { NoAnswer, type PageResponse, type RequestLeave } from "@mma-savant/core/collection/Driver"
import { Deferred, Duration, Effect, FiberSet } from "effect"
import type { BrowserContext, Route } from "playwright-core"
import { noAnswer } from "./Ask.ts"

/** What a page is made of; pictures, styles, fonts and media are not. */
const needed: ReadonlySet<string> = new Set(["script", "xhr", "fetch"])

/** How often it is looked whether a page has had its time. */
const beat = Duration.millis(100)

/** A route of a page that is closed meanwhile has nobody to tell. */
const settled = (tell: () => Promise<void>) => Effect.ignore(Effect.tryPromise(tell))

/**
 * A document as its scripts leave it, once nothing more is asked for. They get what they ask their own host for, as `admit`
 * says; of other hosts they get nothing.
 */
export const render = Effect.fnUntraced(function* <E>(
  context: BrowserContext,
  document: PageResponse,
  admit: RequestLeave<E>,
  timeout: Duration.Duration
) {
  const { host } = new URL(document.url)
  const refused = yield* Deferred.make<never, E>()
  let waiting = 0

  const answer = Effect.fnUntraced(function* (route: Route) {
    const asked = route.request()
    const url = asked.url()
    const isOurs = needed.has(asked.resourceType()) && new URL(url).host === host
    const turn = Effect.suspend(() => {
      waiting++
      return Effect.ensuring(
        admit(url),
        Effect.sync(() => void waiting--)
      )
    })
    const isAdmitted = isOurs && (yield* turn)
    if (!isAdmitted) return yield* settled(() => route.abort())
    // A redirect would be followed by the browser, and nobody would know where to.
    const response = yield* Effect.tryPromise(() =>
      route.fetch({ maxRedirects: 0, timeout: Duration.toMillis(timeout) })
    ).pipe(Effect.option)
    return yield* settled(() =>
      response._tag === "None" || (response.value.status() >= 300 && response.value.status() < 400)
        ? route.abort()
        : route.fulfill({ response: response.value })
    )
  })

  const run = yield* FiberSet.makeRuntime<never, void, never>()
  const handle = (route: Route) => {
    const isDocument = route.request().isNavigationRequest() && route.request().url() === document.url
    const given = settled(() =>
      route.fulfill({ status: 200, contentType: "text/html;charset=utf-8", body: document.body })
    )
    run(isDocument ? given : Effect.catch(answer(route), (fault) => Effect.asVoid(Deferred.fail(refused, fault))))
  }

  const shown = Effect.tryPromise({
    try: async () => {
      await context.route("**/*", handle)
      await context.routeWebSocket(/./, (socket) => socket.close())
      const page = await context.newPage()
      await page.goto(document.url, { waitUntil: "networkidle", timeout: 0 })
      return await page.content()
    },
    catch: noAnswer(document.url)
  })

  /** What a page waits for its turns is not its own time. */
  const late = Effect.gen(function* () {
    let left = Duration.toMillis(timeout)
    while (left > 0) {
      yield* Effect.sleep(beat)
      if (waiting === 0) left -= Duration.toMillis(beat)
    }
    return yield* new NoAnswer({ url: document.url, message: "it took too long" })
  })

  return yield* Effect.raceFirst(Effect.raceFirst(shown, late), Deferred.await(refused))
}, Effect.scoped)
