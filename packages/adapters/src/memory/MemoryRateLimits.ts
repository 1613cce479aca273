import { allowance } from "@mma-savant/core/limit/Rate"
import { RateLimits } from "@mma-savant/core/limit/RateLimits"
import { Clock, Effect, Layer } from "effect"
import { ExpiringMap } from "./ExpiringMap.ts"

export const layer = Layer.sync(RateLimits, () => {
  // In microseconds. When an arrival has passed, all of the limit is there again.
  const arrivals = new ExpiringMap<string, number>()

  return RateLimits.of({
    take: (key, rate) =>
      Effect.map(Clock.currentTimeMillis, (millis) => {
        const now = millis * 1000
        const next = allowance(rate, arrivals.get(key, now) ?? now, now)
        arrivals.set(key, next.arrival, next.arrival, now)
        return next.allowance
      })
  })
})
