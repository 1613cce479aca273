import { Context, Effect, Layer } from "effect"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { UserRepository } from "../user/UserRepository.ts"
import { TokenRejected } from "./TokenData.ts"
import { type Borne, TokenRevocations } from "./TokenRevocations.ts"

/** Lets those who look go on without a store that does not answer, of which the log is told once until it does. */
const lenient = (store: string) => {
  let isAway = false
  return <A>(look: Effect.Effect<A, StoreUnavailable>, otherwise: A): Effect.Effect<A> =>
    look.pipe(
      Effect.tap(() => {
        if (!isAway) return Effect.void
        isAway = false
        return Effect.logInfo(`${store} can be looked at again`)
      }),
      Effect.catch((error) => {
        if (isAway) return Effect.succeed(otherwise)
        isAway = true
        const message = `${store} cannot be looked at: whoever was recognised before goes on`
        return Effect.as(Effect.logWarning(message, error), otherwise)
      })
    )
}

/** Whether those who were recognised when they came, and have stayed, may go on. */
export class Recognition extends Context.Service<
  Recognition,
  {
    /** The user is active, and the token was not revoked as far as can be told: what cannot, {@link strangers} tells later. */
    readonly confirm: (known: Borne) => Effect.Effect<void, TokenRejected | StoreUnavailable>
    /**
     * Those who would be recognised no more, as far as can be told: one look at the users and one at the revocations,
     * however many there are.
     */
    readonly strangers: <A extends Borne>(known: ReadonlyArray<A>) => Effect.Effect<ReadonlyArray<A>>
  }
>()("@mma-savant/core/auth/Recognition") {
  static readonly layer = Layer.effect(
    Recognition,
    Effect.gen(function* () {
      const users = yield* UserRepository
      const revocations = yield* TokenRevocations
      const withoutUsers = lenient("the users")
      const withoutRevocations = lenient("the revocations")

      const revokedAmong = Effect.fnUntraced(function* (known: ReadonlyArray<Borne>) {
        // Most who have several sockets opened them by the same token.
        const tokens = [...new Map(known.map((each) => [each.token.id, each])).values()]
        const verdicts = yield* revocations.areRevoked(tokens)
        return new Set(tokens.flatMap(({ token }, index) => (verdicts[index] ? [token.id] : [])))
      })

      return Recognition.of({
        confirm: Effect.fn("Recognition.confirm")(function* ({ token, userId }) {
          const active = yield* users.active([userId])
          if (!active.has(userId)) return yield* new TokenRejected()
          const isRevoked = yield* withoutRevocations(revocations.isRevoked(token, userId), false)
          if (isRevoked) return yield* new TokenRejected()
        }),

        strangers: Effect.fn("Recognition.strangers")(function* (known) {
          if (known.length === 0) return []
          const ids = new Set(known.map(({ userId }) => userId))
          const [active, revoked] = yield* Effect.all(
            [withoutUsers(users.active([...ids]), ids), withoutRevocations(revokedAmong(known), new Set<string>())],
            { concurrency: 2 }
          )
          return known.filter(({ token, userId }) => !active.has(userId) || revoked.has(token.id))
        })
      })
    })
  )
}
