import { Context, Effect, type Option } from "effect"
import type { UserId } from "../Identity.ts"
import type { Listing, Position } from "../Listing.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import {
  type EmailTaken,
  type NewUser,
  type User,
  type UserChanges,
  type UserCounts,
  UserNotFound,
  type UsernameTaken
} from "./User.ts"

/** What belongs to one user at most. */
export type UserKey =
  | { readonly username: string }
  | { readonly email: string }
  | { readonly provider: string; readonly providerAccountId: string }

export interface UserSearch {
  /** Part of a username or an address, in whatever case; empty for everybody. */
  readonly text: string
  /** 1 to 100. */
  readonly limit: number
  readonly after: Position | null
}

interface Primitives {
  /** Enters a user. An account already known is returned as it is, unchanged. */
  readonly create: (user: NewUser) => Effect.Effect<User, UsernameTaken | EmailTaken | StoreUnavailable>
  readonly find: (id: UserId) => Effect.Effect<Option.Option<User>, StoreUnavailable>
  /** Which of them are users who may use the product, in one look however many they are. */
  readonly active: (ids: ReadonlyArray<UserId>) => Effect.Effect<ReadonlySet<UserId>, StoreUnavailable>
  /** A username or an address is found in whatever case (of ASCII), an account as it is written. */
  readonly findBy: (key: UserKey) => Effect.Effect<Option.Option<User>, StoreUnavailable>
  /** Changes what is named and moves `updatedAt` on. A user refused keeps every fact. */
  readonly update: (
    id: UserId,
    changes: UserChanges
  ) => Effect.Effect<User, UserNotFound | UsernameTaken | EmailTaken | StoreUnavailable>
  /** Takes the user away, with all that is the user's. It says whether there was one. */
  readonly remove: (id: UserId) => Effect.Effect<boolean, StoreUnavailable>
  /** In the order of usernames without regard to case; a position is a folded username and an id. */
  readonly search: (search: UserSearch) => Effect.Effect<Listing<User>, StoreUnavailable>
  readonly counts: Effect.Effect<UserCounts, StoreUnavailable>
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
