import { NoAnswer, type PageRequest, type PageResponse } from "@mma-savant/core/collection/Driver"
import { retryAfter } from "@mma-savant/core/collection/RetryAfter"
import { DateTime, Duration, Effect } from "effect"
import type { APIRequestContext } from "playwright-core"

/** Why there was no answer, in the library's first line and without its name. */
export const noAnswer = (url: string) => (error: unknown) => {
  const [first = ""] = error instanceof Error ? error.message.split("\n") : []
  const message = /timeout|timed out/i.test(first) ? "it took too long" : first.replace(/^\w+\.\w+: /, "")
  return new NoAnswer({ url, message })
}

const marksOf = ({ etag, lastModified }: PageRequest): Record<string, string> => ({
  accept: "text/html,text/plain;q=0.9",
  ...(etag === null ? {} : { "if-none-match": etag }),
  ...(lastModified === null ? {} : { "if-modified-since": lastModified })
})

/** A page's document as the site sends it, asked for with the identity of a browser's context. A redirect is not followed. */
export const ask = Effect.fnUntraced(function* (
  requests: APIRequestContext,
  request: PageRequest,
  timeout: Duration.Duration
) {
  const now = DateTime.toEpochMillis(yield* DateTime.now)
  return yield* Effect.tryPromise({
    try: async (): Promise<PageResponse & { readonly contentType: string }> => {
      const response = await requests.get(request.url, {
        headers: marksOf(request),
        maxRedirects: 0,
        timeout: Duration.toMillis(timeout)
      })
      const headers = response.headers()
      return {
        url: request.url,
        status: response.status(),
        body: await response.text(),
        etag: headers["etag"] ?? null,
        lastModified: headers["last-modified"] ?? null,
        location: headers["location"] ?? null,
        retryAfter: retryAfter(headers["retry-after"] ?? null, now),
        contentType: headers["content-type"] ?? ""
      }
    },
    catch: noAnswer(request.url)
  })
})
