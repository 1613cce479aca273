import { Email, type NewUser, Username } from "@mma-savant/core/user/User"
import { UserRepository } from "@mma-savant/core/user/UserRepository"
import { newcomer } from "@mma-savant/core/user/UserService"
import { Effect, Schema } from "effect"
import { type Answer, TestServer } from "./TestServer.ts"

/** Asks the server with a body. */
export const send = (method: "POST" | "PUT", path: string, json: object, token?: string) =>
  TestServer.use(({ request }) => request(path, { method, json, ...(token === undefined ? {} : { token }) }))

export const login = (credentials: object) => send("POST", "/api/auth/login", credentials)
export const refresh = (refreshToken: string) => send("POST", "/api/auth/refresh", { refreshToken })

const decodeGrant = Schema.decodeUnknownSync(
  Schema.Struct({
    accessToken: Schema.String,
    tokenType: Schema.Literal("Bearer"),
    expiresIn: Schema.Literal(900),
    refreshToken: Schema.String,
    user: Schema.Struct({
      id: Schema.Int,
      username: Schema.String,
      email: Schema.String,
      emailVerified: Schema.Boolean,
      isActive: Schema.Boolean,
      isAdmin: Schema.Boolean,
      dailyRequestLimit: Schema.Int
    })
  })
)

/** What a sign-in gave, which must be one. */
export const grantOf = ({ body }: Answer) => decodeGrant(body)

/** The user of a token; null for one that is not good. */
export const whoIs = (token: string) =>
  TestServer.use(({ request }) =>
    Effect.map(request("/api/auth/me", { token }), ({ body, status }) => (status === 200 ? Number(body["id"]) : null))
  )

/** A user in the store, with an address of theirs. */
export const enter = (name: string, facts: Partial<NewUser> = {}) =>
  UserRepository.use(({ create }) =>
    create({
      username: Username.make(name),
      email: Email.make(`${name}@example.org`),
      emailVerified: true,
      ...newcomer,
      provider: "test",
      providerAccountId: name,
      ...facts
    })
  )

/** A token of an administrator. */
export const admin = Effect.gen(function* () {
  yield* enter("admin", { isAdmin: true })
  return yield* (yield* TestServer).tokenOf("admin")
})
