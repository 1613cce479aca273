import { Context, Effect, Layer, Option } from "effect"
import type { UserId } from "../Identity.ts"
import type { Listing } from "../Listing.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import {
  type EmailTaken,
  type NewUser,
  SelfLockout,
  type User,
  type UserChanges,
  type UserCounts,
  UserNotFound,
  type UsernameTaken
} from "./User.ts"
import { UserRepository, type UserSearch } from "./UserRepository.ts"

/** What a user may ask in a day until an administrator says otherwise. */
export const standardDailyLimit = 100

/** How users begin of whom nothing else is said. */
export const newcomer = {
  profileImageUrl: null,
  isActive: true,
  isAdmin: false,
  dailyRequestLimit: standardDailyLimit
} satisfies Partial<NewUser>

/** Who is to be entered by an administrator, who answers for the address. */
export type UserEntry = Omit<NewUser, "emailVerified" | "provider" | "providerAccountId">

/** What users say of themselves. */
export type Profile = Partial<Pick<User, "username" | "email" | "profileImageUrl">>

type Refused = UserNotFound | UsernameTaken | EmailTaken | StoreUnavailable

/** The use cases around users. `actor` is who asks for a change. */
export class UserService extends Context.Service<
  UserService,
  {
    readonly createUser: (entry: UserEntry) => Effect.Effect<User, UsernameTaken | EmailTaken | StoreUnavailable>
    readonly getUser: UserRepository["Service"]["get"]
    readonly getUserByEmail: (email: string) => ReturnType<UserRepository["Service"]["findBy"]>
    /**
     * A new address is verified when an administrator enters it, and is not when its user does; one that the user has
     * already, in whatever case, stays as it is.
     */
    readonly updateUser: (actor: User, id: UserId, profile: Profile) => Effect.Effect<User, Refused>
    readonly deleteUser: (actor: User, id: UserId) => Effect.Effect<void, UserNotFound | SelfLockout | StoreUnavailable>
    readonly getAllUsers: (search: UserSearch) => Effect.Effect<Listing<User>, StoreUnavailable>
    readonly setActivation: (
      actor: User,
      id: UserId,
      isActive: boolean
    ) => Effect.Effect<User, UserNotFound | SelfLockout | StoreUnavailable>
    readonly setRole: (
      actor: User,
      id: UserId,
      isAdmin: boolean
    ) => Effect.Effect<User, UserNotFound | SelfLockout | StoreUnavailable>
    /** 0 to 10,000 requests a day; 0 means none. */
    readonly setDailyLimit: (id: UserId, limit: number) => Effect.Effect<User, UserNotFound | StoreUnavailable>
    readonly counts: Effect.Effect<UserCounts, StoreUnavailable>
  }
>()("@mma-savant/core/user/UserService") {
  static readonly layer = Layer.effect(
    UserService,
    Effect.gen(function* () {
      const users = yield* UserRepository

      const notOneself = (actor: User, id: UserId) =>
        actor.isAdmin && actor.id === id ? Effect.fail(new SelfLockout()) : Effect.void

      /** A change that touches nothing unique. */
      const set = (id: UserId, changes: Omit<UserChanges, "username" | "email">) =>
        users.update(id, changes).pipe(Effect.catchTag(["UsernameTaken", "EmailTaken"], Effect.die))

      return UserService.of({
        createUser: Effect.fn("UserService.createUser")((entry) =>
          users.create({
            ...entry,
            emailVerified: true,
            provider: "entered",
            providerAccountId: crypto.randomUUID()
          })
        ),
        getUser: users.get,
        getUserByEmail: (email) => users.findBy({ email }),
        updateUser: Effect.fn("UserService.updateUser")(function* (actor, id, profile) {
          if (profile.email === undefined) return yield* users.update(id, profile)
          const known = Option.filter(yield* users.findBy({ email: profile.email }), (holder) => holder.id === id)
          const emailVerified = Option.isSome(known) ? known.value.emailVerified : actor.isAdmin
          return yield* users.update(id, { ...profile, emailVerified })
        }),
        deleteUser: Effect.fn("UserService.deleteUser")(function* (actor, id) {
          yield* notOneself(actor, id)
          if (!(yield* users.remove(id))) return yield* new UserNotFound({ id })
        }),
        getAllUsers: users.search,
        setActivation: Effect.fn("UserService.setActivation")(function* (actor, id, isActive) {
          if (!isActive) yield* notOneself(actor, id)
          return yield* set(id, { isActive })
        }),
        setRole: Effect.fn("UserService.setRole")(function* (actor, id, isAdmin) {
          if (!isAdmin) yield* notOneself(actor, id)
          return yield* set(id, { isAdmin })
        }),
        setDailyLimit: Effect.fn("UserService.setDailyLimit")((id, dailyRequestLimit) =>
          set(id, { dailyRequestLimit })
        ),
        counts: users.counts
      })
    })
  )
}
