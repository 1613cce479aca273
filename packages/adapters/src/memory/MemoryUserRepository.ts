import { UserId } from "@mma-savant/core/Identity"
import { EmailTaken, User, type UserChanges, UserNotFound, UsernameTaken } from "@mma-savant/core/user/User"
import { type UserKey, UserRepository } from "@mma-savant/core/user/UserRepository"
import { DateTime, Effect, Layer, Option } from "effect"
import { type Account, MemoryUsers } from "./MemoryUsers.ts"
import { ascending, pageOf } from "./Paging.ts"

/** Without regard to the case of ASCII: some letters beyond it have a small one within it. */
const folded = (text: string): string => text.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase())

const matcher = (key: UserKey): ((account: Account) => boolean) => {
  if ("username" in key) return ({ user }) => folded(user.username) === folded(key.username)
  if ("email" in key) return ({ user }) => folded(user.email) === folded(key.email)
  return ({ provider, providerAccountId }) => provider === key.provider && providerAccountId === key.providerAccountId
}

export const layer = Layer.effect(
  UserRepository,
  Effect.map(MemoryUsers, ({ accounts, passwords, refreshTokens, requests, talks, usage }) => {
    let last = 0

    // Whatever looks and then writes does so in one step, between which no other fiber runs.
    const by = (key: UserKey) => Option.fromUndefinedOr(accounts.values().find(matcher(key))?.user)

    /** What keeps a user from having the name and the address: somebody else who has them. */
    const taken = (id: UserId, { email, username }: UserChanges) => {
      const isTaken = (key: UserKey) => Option.exists(by(key), (holder) => holder.id !== id)
      if (username !== undefined && isTaken({ username })) return new UsernameTaken({ username })
      return email !== undefined && isTaken({ email }) ? new EmailTaken({ email }) : null
    }

    return UserRepository.make({
      create: ({ provider, providerAccountId, ...facts }) =>
        Effect.flatMap(DateTime.now, (now) => {
          const known = by({ provider, providerAccountId })
          if (Option.isSome(known)) return Effect.succeed(known.value)
          const id = UserId.make(last + 1)
          const refusal = taken(id, facts)
          if (refusal !== null) return Effect.fail(refusal)
          const user = new User({ id, ...facts, createdAt: now, updatedAt: now })
          accounts.set(id, { provider, providerAccountId, user })
          last = id
          return Effect.succeed(user)
        }),

      find: (id) => Effect.sync(() => Option.fromUndefinedOr(accounts.get(id)?.user)),

      active: (ids) => Effect.sync(() => new Set(ids.filter((id) => accounts.get(id)?.user.isActive))),

      findBy: (key) => Effect.sync(() => by(key)),

      update: (id, changes) =>
        Effect.flatMap(DateTime.now, (now): Effect.Effect<User, UserNotFound | UsernameTaken | EmailTaken> => {
          const account = accounts.get(id)
          if (account === undefined) return Effect.fail(new UserNotFound({ id }))
          const refusal = taken(id, changes)
          if (refusal !== null) return Effect.fail(refusal)
          const { createdAt, ...facts } = account.user
          const user = new User({ ...facts, ...changes, id, createdAt, updatedAt: now })
          accounts.set(id, { ...account, user })
          return Effect.succeed(user)
        }),

      remove: (id) =>
        Effect.sync(() => {
          passwords.delete(id)
          for (const [hash, { userId }] of refreshTokens) if (userId === id) refreshTokens.delete(hash)
          for (const { conversation } of talks.of(id)) talks.remove(conversation.sessionId)
          requests.remove(id)
          for (const [index, entry] of usage.entries())
            if (entry.userId === id) usage[index] = { ...entry, userId: null }
          return accounts.delete(id)
        }),

      search: ({ text, ...page }) =>
        Effect.sync(() => {
          const found = [...accounts.values()]
            .map(({ user }) => user)
            .filter(({ email, username }) => [username, email].some((part) => folded(part).includes(folded(text))))
          return pageOf(found, ({ id, username }) => ({ key: folded(username), id }), ascending, page)
        }),

      counts: Effect.sync(() => {
        const users = [...accounts.values()].map(({ user }) => user)
        const active = users.filter(({ isActive }) => isActive)
        return { total: users.length, active: active.length, admins: active.filter(({ isAdmin }) => isAdmin).length }
      })
    })
  })
)
