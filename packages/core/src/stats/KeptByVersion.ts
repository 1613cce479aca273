import { Cache, Duration, Effect, Exit } from "effect"
import { CurrentData } from "./CurrentData.ts"

/**
 * Keeps what is made of the facts until they change, or the day that they are as of: it is made once for each version of
 * the data and such day, however many ask at once. What could not be made is made anew at once.
 */
export const keptByVersion = Effect.fnUntraced(function* <A, E>(make: Effect.Effect<A, E>) {
  const { status } = yield* CurrentData
  const versions = yield* Cache.makeWith((_state: string) => make, {
    capacity: 1,
    timeToLive: (exit) => (Exit.isSuccess(exit) ? Duration.infinity : Duration.zero)
  })
  return Effect.flatMap(status, ({ asOf, version }) => Cache.get(versions, `${version} ${asOf}`))
})
