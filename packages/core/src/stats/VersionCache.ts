import { Effect } from "effect"

/**
 * Keeps the answers last asked for, at most `capacity` of them, for as long as the facts are at the same version. The
 * version is asked for before the facts: an answer is never kept under a later version than it is of.
 */
export const versionCache = <Q, A, E, R, E2, R2>(
  version: Effect.Effect<number, E, R>,
  capacity: number,
  find: (question: Q) => Effect.Effect<A, E2, R2>
) => {
  const kept = new Map<string, A>()
  let latest: number | null = null
  return Effect.fnUntraced(function* (question: Q) {
    const asked = yield* version
    if (asked !== latest) kept.clear()
    latest = asked
    const key = JSON.stringify(question)
    const known = kept.get(key)
    const answer = known ?? (yield* find(question))
    if (latest !== asked) return answer
    kept.delete(key)
    kept.set(key, answer)
    for (const oldest of kept.keys()) {
      if (kept.size <= capacity) break
      kept.delete(oldest)
    }
    return answer
  })
}
