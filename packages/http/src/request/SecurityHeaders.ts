import { type HttpServerRequest, HttpServerResponse } from "effect/http"
import { pictureType } from "../conversation/ChartApi.ts"

const everywhere = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'"
}

/** A picture styles itself, and does nothing else, wherever it is opened. */
const picture = {
  ...everywhere,
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
}

/** The page of the API's reference carries its script and styles in itself, and tries routes of this server only. */
const docs = {
  ...everywhere,
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'unsafe-inline' 'unsafe-eval'",
    "style-src 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src data: https://fonts.scalar.com",
    "connect-src 'self'",
    "worker-src blob:",
    "base-uri 'none'",
    "frame-ancestors 'none'"
  ].join("; ")
}

/** What an answer that everybody may read is always sent with. */
export const openHeaders = everywhere

const isDocs = (url: string): boolean => url.startsWith("/docs") && /^\/docs\/?(?:[?#]|$)/.test(url)

/**
 * Nobody keeps an answer that is one user's, unless it says itself who may: the request has credentials or, to get some, a
 * body. Its path, which can be written in many ways, does not tell.
 */
const added = (
  { headers: asked, method, url }: HttpServerRequest.HttpServerRequest,
  { headers, status }: HttpServerResponse.HttpServerResponse
) => {
  const looks = method === "GET" || method === "HEAD"
  const isOpen = looks && (asked.authorization === undefined || headers["cache-control"] !== undefined)
  return {
    ...(headers["content-type"] === pictureType ? picture : isDocs(url) ? docs : everywhere),
    ...(!isOpen || status >= 400 ? { "cache-control": "no-store" } : {}),
    ...(status === 401 ? { "www-authenticate": "Bearer" } : {}),
    ...(status === 503 ? { "retry-after": "2" } : {})
  }
}

/**
 * The response with more headers, and those that keep browsers from doing what it was not made for, unless it has been kept
 * with them.
 */
export const protect = (
  request: HttpServerRequest.HttpServerRequest,
  response: HttpServerResponse.HttpServerResponse,
  more: Readonly<Record<string, string>>
) =>
  HttpServerResponse.setHeaders(
    response,
    response.headers["content-security-policy"] === undefined ? { ...more, ...added(request, response) } : more
  )
