import type { Response } from "effect/ai"
import type { CallTokens } from "./ModelCall.ts"

type Usage = Response.FinishPartEncoded["usage"]

/** More than any call can have, and as many as the ledger can hold. */
const most = 2_147_483_647

/** A vendor's number, if it is one that a call can have. */
export const countIn = (value: unknown): number | null =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= most ? value : null

/** The tokens of a call as its finish tells them. */
export const finishUsage = ({ cacheRead, cacheWrite, input, output, reasoning }: CallTokens): Usage => ({
  inputTokens: {
    uncached: input === null ? undefined : Math.max(0, input - (cacheRead ?? 0) - (cacheWrite ?? 0)),
    total: input ?? undefined,
    cacheRead: cacheRead ?? undefined,
    cacheWrite: cacheWrite ?? undefined
  },
  outputTokens: { total: output ?? undefined, text: undefined, reasoning: reasoning ?? undefined }
})

/** The tokens that a finish tells. */
export const finishTokens = ({ inputTokens, outputTokens }: Usage): CallTokens => ({
  input: countIn(inputTokens.total),
  cacheRead: countIn(inputTokens.cacheRead),
  cacheWrite: countIn(inputTokens.cacheWrite),
  output: countIn(outputTokens.total),
  reasoning: countIn(outputTokens.reasoning)
})
