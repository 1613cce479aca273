import {
  Driver,
  NoAnswer,
  type PageRequest,
  type PageResponse,
  type WebDriver
} from "@mma-savant/core/collection/Driver"
import { retryAfter } from "@mma-savant/core/collection/RetryAfter"
import { DateTime, Duration, Effect, Layer } from "effect"
import { boundedText } from "./BoundedText.ts"

export interface HttpDriverOptions {
  /** Who asks, as sites are told. */
  readonly userAgent: string
  /** How long an answer may take in all. */
  readonly timeout: Duration.Duration
}

/** What has no text of its own. */
const bodiless: ReadonlySet<number> = new Set([204, 301, 302, 303, 304, 307, 308])

const headersOf = ({ etag, lastModified }: PageRequest, userAgent: string): Record<string, string> => ({
  "user-agent": userAgent,
  accept: "text/html,text/plain;q=0.9",
  ...(etag === null ? {} : { "if-none-match": etag }),
  ...(lastModified === null ? {} : { "if-modified-since": lastModified })
})

const ask = async (
  request: PageRequest,
  userAgent: string,
  signal: AbortSignal,
  now: number
): Promise<PageResponse> => {
  const response = await fetch(request.url, { headers: headersOf(request, userAgent), redirect: "manual", signal })
  const { headers, status } = response
  if (bodiless.has(status)) await response.body?.cancel()
  return {
    url: request.url,
    status,
    body: bodiless.has(status) ? "" : await boundedText(response),
    etag: headers.get("etag"),
    lastModified: headers.get("last-modified"),
    location: headers.get("location"),
    retryAfter: retryAfter(headers.get("retry-after"), now)
  }
}

/** What went wrong, as the system calls it: "ECONNREFUSED". */
const reason = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  if (error.name === "TimeoutError") return "it took too long"
  return error.cause instanceof Error ? reason(error.cause) : "code" in error ? String(error.code) : error.message
}

const get = Effect.fnUntraced(function* (request: PageRequest, { timeout, userAgent }: HttpDriverOptions) {
  const now = DateTime.toEpochMillis(yield* DateTime.now)
  return yield* Effect.tryPromise({
    try: (signal) =>
      ask(request, userAgent, AbortSignal.any([signal, AbortSignal.timeout(Duration.toMillis(timeout))]), now),
    catch: (error) => new NoAnswer({ url: request.url, message: reason(error) })
  })
})

/** Pages over HTTP, as a program that says who it is. */
export const layer = (options: HttpDriverOptions) =>
  Layer.succeed(
    Driver,
    Driver.of({
      createWebDriver: Effect.sync((): WebDriver => ({ get: (request) => get(request, options) })),
      // Connections are the platform's, which closes those that nobody uses.
      closeWebDriver: () => Effect.void,
      configureStealth: () => Effect.succeed({ applied: ["user-agent", "page-only"], evasion: false as const })
    })
  )
