import * as Memory from "@mma-savant/adapters/memory/Memory"
import { UserId } from "@mma-savant/core/Identity"
import type { UserChanges } from "@mma-savant/core/user/User"
import { UserRepository } from "@mma-savant/core/user/UserRepository"
import { Effect, Layer } from "effect"
import { SignUpOpen } from "../src/auth/SignUpOpen.ts"
import * as Test from "./TestServer.ts"
import * as Visit from "./Visit.ts"

/** A server where anybody signs up. */
export const openToAll = Test.over(Memory.layer.pipe(Layer.provideMerge(Layer.succeed(SignUpOpen, true))))

/** What everybody here signs in with. */
export const password = "Correct horse 7"

/** Somebody who signed up. */
export interface Person {
  readonly id: UserId
  readonly username: string
  readonly email: string
  readonly token: string
  readonly refreshToken: string
}

/** Somebody new, on an {@link openToAll} server; then what only the store can change about them. */
export const signUp = Effect.fnUntraced(function* (username: string, changes: UserChanges = {}) {
  const email = `${username}@example.org`
  const answer = yield* Visit.send("POST", "/api/auth/signup", { username, email, password })
  const { accessToken: token, refreshToken, user } = Visit.grantOf(answer)
  const id = UserId.make(user.id)
  yield* UserRepository.use((users) => users.update(id, changes))
  return { id, username, email, token, refreshToken } satisfies Person
})

let last = 0

/** An administrator and somebody else, both new. */
export const two = Effect.suspend(() => {
  const number = ++last
  return Effect.all({ admin: signUp(`admin_${number}`, { isAdmin: true }), user: signUp(`user_${number}`) })
})

export const ask = (method: string, path: string, { token }: Pick<Person, "token">, json?: unknown) =>
  Effect.flatMap(Test.TestServer, ({ request }) => request(path, { method, token, json }))

export const login = (username: string) => Visit.login({ username, password })
