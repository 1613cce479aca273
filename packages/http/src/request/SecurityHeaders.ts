import { HttpServerResponse } from "effect/http"

const everywhere = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'"
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

/** Paths whose answers belong to one user. */
const personal = /^\/api\/(auth|chat)(\/|$)/

/** The response with the headers that keep browsers from doing what it was not made for. */
export const protect = (path: string, response: HttpServerResponse.HttpServerResponse) => {
  const safe = HttpServerResponse.setHeaders(response, path === "/docs" ? docs : everywhere)
  const headers = {
    ...(personal.test(path) || response.status >= 400 ? { "cache-control": "no-store" } : {}),
    ...(response.status === 401 ? { "www-authenticate": "Bearer" } : {}),
    ...(response.status === 503 ? { "retry-after": "2" } : {})
  }
  return HttpServerResponse.setHeaders(safe, headers)
}
