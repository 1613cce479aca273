import { AnswerCache } from "@mma-savant/core/llm/AnswerCache"
import type { StoreUnavailable } from "@mma-savant/core/StoreUnavailable"
import { version as program } from "@mma-savant/core/Version"
import { Clock, Duration, Effect, Option } from "effect"
import { type KeptAnswer, readBack, written } from "./KeptAnswer.ts"

/** How long an answer is shared, which is long enough for all servers to find it. */
const lifetime = Duration.minutes(10)

/**
 * Letters that a server shares in one lifetime: the store holds what must not be lost as well, and whoever asks for
 * everything there is must not fill it.
 */
const mostLetters = 32 * 1024 * 1024

/** How long the store is waited for before an answer is made. */
const patience = Duration.millis(100)

/** The store serves where it can; without it answers are made. */
const forgiving = <A>(access: Effect.Effect<Option.Option<A>, StoreUnavailable>): Effect.Effect<Option.Option<A>> =>
  access.pipe(
    Effect.timeoutOrElse({ duration: patience, orElse: () => Effect.succeed(Option.none<A>()) }),
    Effect.catch((error) => Effect.as(Effect.logWarning("shared answers cannot be reached", error), Option.none()))
  )

const keyOf = (state: string, url: string): string => `read ${program} ${state} ${url}`

/** The answers of a state of the data that the servers share, where they share a store. */
export const sharedAnswers = Effect.map(AnswerCache, ({ get, isShared, set }) => {
  let since = 0
  let letters = 0

  const isWithin = (now: number, more: number): boolean => {
    if (now - since >= Duration.toMillis(lifetime)) {
      since = now
      letters = 0
    }
    letters += more
    return letters <= mostLetters
  }

  const find = (state: string, url: string): Effect.Effect<KeptAnswer | null> =>
    isShared
      ? Effect.map(forgiving(get(keyOf(state, url))), (text) => (Option.isSome(text) ? readBack(text.value) : null))
      : Effect.succeed(null)

  const store = Effect.fnUntraced(function* (state: string, url: string, answer: KeptAnswer) {
    const text = written(answer)
    if (!isWithin(yield* Clock.currentTimeMillis, text.length)) return
    yield* forgiving(Effect.asSome(set(keyOf(state, url), text, lifetime)))
  })

  /** Nobody waits until it is stored. */
  const share = (state: string, url: string, answer: KeptAnswer): Effect.Effect<unknown> =>
    isShared ? Effect.forkDetach(store(state, url, answer)) : Effect.void

  return { find, share }
})
