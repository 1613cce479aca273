import { PasswordBook } from "@mma-savant/core/auth/PasswordBook"
import { Effect, Layer, Option } from "effect"
import { MemoryUsers } from "./MemoryUsers.ts"

export const layer = Layer.effect(
  PasswordBook,
  Effect.map(MemoryUsers, ({ accounts, passwords }) =>
    PasswordBook.of({
      find: (userId) => Effect.sync(() => Option.fromUndefinedOr(passwords.get(userId))),
      set: (userId, hash) =>
        Effect.sync(() => {
          if (accounts.has(userId)) passwords.set(userId, hash)
        })
    })
  )
)
