import { hash } from "node:crypto"
import { Cookies, HttpServerResponse } from "effect/http"
import { openHeaders } from "../request/SecurityHeaders.ts"

/**
 * For so many seconds nobody asks again; after that, whoever has the answer asks whether it still holds. It is the same
 * for everybody.
 */
const cacheControl = "public, max-age=5, must-revalidate"

const contentType = "application/json"

const utf8 = new TextEncoder()

/** An answer as it is sent, and what is sent to whoever has it already. */
export interface KeptAnswer {
  readonly etag: string
  readonly bytes: Uint8Array
  readonly whole: HttpServerResponse.HttpServerResponse
  readonly unchanged: HttpServerResponse.HttpServerResponse
}

/** Two answers of the same bytes have the same tag. */
const tagOf = (bytes: Uint8Array): string => `"${hash("sha256", bytes, "base64url").slice(0, 22)}"`

const answerOf = (bytes: Uint8Array, etag = tagOf(bytes)): KeptAnswer => {
  const headers = { etag, "cache-control": cacheControl, ...openHeaders }
  return {
    etag,
    bytes,
    whole: HttpServerResponse.uint8Array(bytes, { headers, contentType }),
    unchanged: HttpServerResponse.empty({ status: 304, headers })
  }
}

/** The answer that a response gives; null where it is none that can be kept. */
export const keptAnswer = ({ body, cookies, status }: HttpServerResponse.HttpServerResponse): KeptAnswer | null =>
  status === 200 && body._tag === "Uint8Array" && body.contentType === contentType && Cookies.isEmpty(cookies)
    ? answerOf(body.body)
    : null

/** As a text that shows whether it is whole. */
export const written = ({ bytes, etag }: KeptAnswer): string => `${etag}\n${Buffer.from(bytes).toString()}`

/** The answer of a text that was {@link written}; null for any other. */
export const readBack = (text: string): KeptAnswer | null => {
  const end = text.indexOf("\n")
  const bytes = utf8.encode(text.slice(end + 1))
  const etag = tagOf(bytes)
  return text.slice(0, Math.max(end, 0)) === etag ? answerOf(bytes, etag) : null
}

/** What is sent to a client that has the answers with the tags that it names. */
export const sentTo = ({ etag, unchanged, whole }: KeptAnswer, ifNoneMatch: string | undefined) => {
  if (ifNoneMatch === undefined) return whole
  const isKnown =
    ifNoneMatch === etag ||
    ifNoneMatch.trim() === "*" ||
    ifNoneMatch.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag)
  return isKnown ? unchanged : whole
}
