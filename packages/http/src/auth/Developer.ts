import { TokenIssuer } from "@mma-savant/core/auth/TokenIssuer"
import { Email, type NewUser, Username } from "@mma-savant/core/user/User"
import { UserRepository } from "@mma-savant/core/user/UserRepository"
import { newcomer } from "@mma-savant/core/user/UserService"
import { Duration, Effect } from "effect"

const lifetime = Duration.hours(24)

const entry: NewUser = {
  username: Username.make("developer"),
  email: Email.make("developer@users.invalid"),
  emailVerified: true,
  ...newcomer,
  isAdmin: true,
  provider: "development",
  providerAccountId: "developer"
}

/** Whoever sits at this machine, who is its administrator; known by the account, for others may have come by the name. */
export const developer = UserRepository.use(({ create, update }) => {
  const mark = crypto.randomUUID().slice(0, 8)
  const marked = { username: Username.make(`developer_${mark}`), email: Email.make(`${mark}@users.invalid`) }
  return Effect.catchTag(create(entry), ["UsernameTaken", "EmailTaken"], () => create({ ...entry, ...marked })).pipe(
    Effect.flatMap((user) => (user.isAdmin ? Effect.succeed(user) : update(user.id, { isAdmin: true })))
  )
})

/** A token of the developer, good for 24 hours. */
export const developmentToken = TokenIssuer.use(({ issue }) =>
  issue({ account: { provider: entry.provider, id: entry.providerAccountId }, email: entry.email }, lifetime)
)
