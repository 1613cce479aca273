import { UserId } from "@mma-savant/core/Identity"
import { EmailTaken, type NewUser, User, UsernameTaken } from "@mma-savant/core/user/User"
import { UserRepository } from "@mma-savant/core/user/UserRepository"
import { DateTime, Effect, Layer, Option } from "effect"

interface Account extends Pick<NewUser, "provider" | "providerAccountId"> {
  readonly user: User
}

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

export const layer = Layer.sync(UserRepository, () => {
  const accounts: Array<Account> = []

  const of = (provider: string, providerAccountId: string) =>
    Option.fromUndefinedOr(
      accounts.find((account) => account.provider === provider && account.providerAccountId === providerAccountId)?.user
    )

  return UserRepository.make({
    create: Effect.fn("UserRepository.create")(function* ({ provider, providerAccountId, ...facts }) {
      const known = of(provider, providerAccountId)
      if (Option.isSome(known)) return known.value
      const { email, username } = facts
      if (accounts.some(({ user }) => sameName(user.username, username))) return yield* new UsernameTaken({ username })
      if (accounts.some(({ user }) => user.email === email)) return yield* new EmailTaken({ email })
      const now = yield* DateTime.now
      const user = new User({ id: UserId.make(accounts.length + 1), ...facts, createdAt: now, updatedAt: now })
      accounts.push({ provider, providerAccountId, user })
      return user
    }),

    find: (id) => Effect.sync(() => Option.fromUndefinedOr(accounts.find(({ user }) => user.id === id)?.user)),

    findByAccount: (provider, providerAccountId) => Effect.sync(() => of(provider, providerAccountId))
  })
})
