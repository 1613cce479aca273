import { Cache, Duration, Effect, Exit } from "effect"
import { CurrentData } from "./CurrentData.ts"

/**
 * Keeps what is made of the facts until they change: it is made once for each version of the data, however many ask at
 * once. What could not be made is made anew at once.
 */
export const keptByVersion = Effect.fnUntraced(function* <A, E>(make: Effect.Effect<A, E>) {
  const { status } = yield* CurrentData
  const versions = yield* Cache.makeWith((_version: number) => make, {
    capacity: 1,
    timeToLive: (exit) => (Exit.isSuccess(exit) ? Duration.infinity : Duration.zero)
  })
  return Effect.flatMap(status, ({ version }) => Cache.get(versions, version))
})
