import { Context, Effect, type Option } from "effect"
import type { UserId } from "../Identity.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { type EmailTaken, type NewUser, type User, UserNotFound, type UsernameTaken } from "./User.ts"

interface Primitives {
  /** Enters a user. An account already known is returned as it is, unchanged. */
  readonly create: (user: NewUser) => Effect.Effect<User, UsernameTaken | EmailTaken | StoreUnavailable>
  readonly find: (id: UserId) => Effect.Effect<Option.Option<User>, StoreUnavailable>
  /** By the account at an identity provider. */
  readonly findByAccount: (
    provider: string,
    providerAccountId: string
  ) => Effect.Effect<Option.Option<User>, StoreUnavailable>
}

/** Where users are kept. Laws: `contract/UserRepository.ts`. */
export class UserRepository extends Context.Service<
  UserRepository,
  Primitives & { readonly get: (id: UserId) => Effect.Effect<User, UserNotFound | StoreUnavailable> }
>()("@mma-savant/core/user/UserRepository") {
  static make(primitives: Primitives) {
    return UserRepository.of({
      ...primitives,
      get: (id) =>
        Effect.flatMap(
          primitives.find(id),
          Effect.fromOption(() => new UserNotFound({ id }))
        )
    })
  }
}
