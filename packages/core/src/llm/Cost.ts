import type { CallTokens } from "./ModelCall.ts"
import type { Prices } from "./ModelCatalog.ts"

/**
 * US dollars of a call; null where the prices or the tokens are not known. Cached input is priced apart from the rest,
 * or like it where the vendor names no price for it; thought is output.
 */
export const costOf = (prices: Prices | null, tokens: CallTokens): number | null => {
  if (prices === null || tokens.input === null || tokens.output === null) return null
  const read = tokens.cacheRead ?? 0
  const written = tokens.cacheWrite ?? 0
  const fresh = Math.max(0, tokens.input - read - written)
  return (
    (fresh * prices.input +
      read * (prices.cacheRead ?? prices.input) +
      written * (prices.cacheWrite ?? prices.input) +
      tokens.output * prices.output) /
    1_000_000
  )
}
