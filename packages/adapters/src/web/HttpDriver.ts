import {
  Driver,
  NoAnswer,
  type PageRequest,
  type PageResponse,
  type WebDriver
} from "@mma-savant/core/collection/Driver"
import { DateTime, Duration, Effect, Layer } from "effect"
import { boundedText } from "./BoundedText.ts"
import { retryAfter } from "./RetryAfter.ts"

export interface HttpDriverOptions {
  /** Who asks, as sites are told. */
  readonly userAgent: string
  /** How long an answer may take in all. */
  readonly timeout: Duration.Duration
}

const mostRedirects = 3

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/** Where a redirect leads; null for another host, where nobody said that we may ask. */
const within = (from: string, location: string | null): string | null => {
  const to = location === null ? null : URL.parse(location, from)
  return to !== null && to.hostname === new URL(from).hostname ? to.href : null
}

const headersOf = ({ etag, lastModified }: PageRequest, userAgent: string): Record<string, string> => ({
  "user-agent": userAgent,
  accept: "text/html,text/plain;q=0.9",
  ...(etag === null ? {} : { "if-none-match": etag }),
  ...(lastModified === null ? {} : { "if-modified-since": lastModified })
})

const askOnce = async (request: PageRequest, userAgent: string, signal: AbortSignal, now: number) => {
  const response = await fetch(request.url, { headers: headersOf(request, userAgent), redirect: "manual", signal })
  const answer: PageResponse = {
    url: request.url,
    status: response.status,
    body: redirects.has(response.status) || response.status === 304 ? "" : await boundedText(response),
    etag: response.headers.get("etag"),
    lastModified: response.headers.get("last-modified"),
    retryAfter: retryAfter(response.headers.get("retry-after"), now)
  }
  return { answer, location: response.headers.get("location") }
}

/** What went wrong, as the system calls it: "ECONNREFUSED". */
const reason = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  if (error.name === "TimeoutError") return "it took too long"
  return error.cause instanceof Error ? reason(error.cause) : "code" in error ? String(error.code) : error.message
}

const ask = Effect.fnUntraced(function* (request: PageRequest, { timeout, userAgent }: HttpDriverOptions) {
  const now = DateTime.toEpochMillis(yield* DateTime.now)
  let url = request.url
  for (let hops = 0; ; hops++) {
    const asked = { ...request, url }
    const { answer, location } = yield* Effect.tryPromise({
      try: (signal) =>
        askOnce(asked, userAgent, AbortSignal.any([signal, AbortSignal.timeout(Duration.toMillis(timeout))]), now),
      catch: (error) => new NoAnswer({ url, message: reason(error) })
    })
    if (!redirects.has(answer.status)) return answer
    const next = within(url, location)
    if (next === null || hops === mostRedirects) {
      return yield* new NoAnswer({ url, message: `it leads to ${location ?? "nowhere"}` })
    }
    url = next
  }
})

/** Pages over HTTP, as a program that says who it is. */
export const layer = (options: HttpDriverOptions) =>
  Layer.succeed(
    Driver,
    Driver.of({
      createWebDriver: Effect.sync((): WebDriver => ({ get: (request) => ask(request, options) })),
      // Connections are the platform's, which closes those that nobody uses.
      closeWebDriver: () => Effect.void,
      configureStealth: () => Effect.succeed({ applied: ["user-agent", "page-only"], evasion: false as const })
    })
  )
