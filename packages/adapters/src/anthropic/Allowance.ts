import type { KeyAllowance } from "@mma-savant/core/llm/Speaker"

const tokens = ["tokens", "input-tokens", "output-tokens"]

const numbers = (
  headers: Headers,
  names: ReadonlyArray<string>,
  suffix: string,
  read: (text: string) => number
): ReadonlyArray<number> =>
  names.flatMap((name) => {
    const number = read(headers.get(`anthropic-ratelimit-${name}-${suffix}`) ?? "")
    return Number.isNaN(number) ? [] : [number]
  })

/** What the head says of the key's allowance: of its limits on tokens, the one that is nearest. */
export const allowanceOf = (headers: Headers, now: number): KeyAllowance | null => {
  const [requestsLeft] = numbers(headers, ["requests"], "remaining", Number.parseInt)
  const tokensLeft = numbers(headers, tokens, "remaining", Number.parseInt)
  const resets = numbers(headers, ["requests", ...tokens], "reset", Date.parse)
  if (requestsLeft === undefined && tokensLeft.length === 0 && resets.length === 0) return null
  return {
    requestsLeft: requestsLeft ?? null,
    tokensLeft: tokensLeft.length === 0 ? null : Math.min(...tokensLeft),
    resetMs: resets.length === 0 ? null : Math.max(0, Math.max(...resets) - now)
  }
}
