import type { KeyAllowance } from "@mma-savant/core/llm/Speaker"

const units: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 }

const piece = /(\d+(?:\.\d+)?)(ms|[dhms])/g

const whole = new RegExp(`^(?:${piece.source})+$`)

/** Milliseconds of a length of time such as `6m0s`, `1.5s` or `120ms`; null where the text is none. */
export const millisecondsOf = (text: string): number | null => {
  if (!whole.test(text)) return null
  const pieces = text.matchAll(piece).map(([, amount, unit]) => Number(amount) * (units[unit ?? ""] ?? 0))
  return Math.ceil(pieces.reduce((sum, milliseconds) => sum + milliseconds, 0))
}

const countOf = (text: string | null): number | null => (text !== null && /^\d+$/.test(text) ? Number(text) : null)

/** What a head says of the key's allowance, in `x-ratelimit-*`. Whole again is what is whole last. */
export const allowanceOf = (headers: Headers): KeyAllowance | null => {
  const requestsLeft = countOf(headers.get("x-ratelimit-remaining-requests"))
  const tokensLeft = countOf(headers.get("x-ratelimit-remaining-tokens"))
  const resets = ["requests", "tokens"].flatMap(
    (what) => millisecondsOf(headers.get(`x-ratelimit-reset-${what}`) ?? "") ?? []
  )
  if (requestsLeft === null && tokensLeft === null && resets.length === 0) return null
  return { requestsLeft, tokensLeft, resetMs: resets.length === 0 ? null : Math.max(...resets) }
}
