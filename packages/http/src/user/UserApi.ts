import { Password } from "@mma-savant/core/auth/Password"
import { UserId } from "@mma-savant/core/Identity"
import { Cursor } from "@mma-savant/core/Listing"
import { EmailTaken, SelfLockout, User, UsernameTaken } from "@mma-savant/core/user/User"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import { Permitted, userNotFound } from "../auth/Permitted.ts"
import { SignedIn } from "../auth/SignedIn.ts"
import { bodyProblems } from "../problem/Anywhere.ts"
import { invalid, problem, unavailable } from "../problem/Problem.ts"
import { cursorWhere, limit } from "../request/Paging.ts"
import { route } from "../request/RoutePolicy.ts"
import { SoughtText } from "../request/SoughtText.ts"
import { idParameter } from "../request/WholeNumber.ts"

export const usernameTaken = problem(
  UsernameTaken,
  { status: 409, code: "USERNAME_TAKEN", title: "Conflict" },
  {
    tell: ({ username }) => ({ detail: `The name ${username} is taken.`, subject: username }),
    revive: ({ subject }) => ({ _tag: "UsernameTaken" as const, username: String(subject) })
  }
)

export const emailTaken = problem(
  EmailTaken,
  { status: 409, code: "EMAIL_TAKEN", title: "Conflict" },
  {
    tell: ({ email }) => ({ detail: `The address ${email} is taken.`, subject: email }),
    revive: ({ subject }) => ({ _tag: "EmailTaken" as const, email: String(subject) })
  }
)

export const selfLockout = problem(
  SelfLockout,
  { status: 400, code: "SELF_LOCKOUT", title: "Bad Request" },
  {
    tell: () => ({ detail: "Administrators do not lock themselves out: another one does." }),
    revive: () => ({ _tag: "SelfLockout" as const })
  }
)

export const userId = { id: idParameter(UserId) }

const { dailyRequestLimit, email, isActive, isAdmin, profileImageUrl, username } = User.fields

const NewUser = Schema.Struct({
  username,
  email,
  profileImageUrl: Schema.optionalKey(profileImageUrl),
  isActive: Schema.optionalKey(isActive),
  isAdmin: Schema.optionalKey(isAdmin),
  dailyRequestLimit: Schema.optionalKey(dailyRequestLimit),
  /** For signing in with the username; without one, the user comes by an identity provider with the address. */
  password: Schema.optionalKey(Password)
})

const Profile = Schema.Struct({
  username: Schema.optionalKey(username),
  email: Schema.optionalKey(email),
  profileImageUrl: Schema.optionalKey(profileImageUrl)
}).pipe(
  Schema.check(
    Schema.makeFilter((profile) => Object.keys(profile).length > 0, {
      message: "at least one of username, email and profileImageUrl"
    })
  )
)

/** Part of a username or an address; empty for everybody. */
const q = Schema.optionalKey(SoughtText)

export class UserApi extends HttpApiGroup.make("users")
  .add(
    HttpApiEndpoint.get("list", "/", {
      query: { q, limit, cursor: cursorWhere(() => true) },
      success: Schema.Struct({ items: Schema.Array(User), nextCursor: Schema.NullOr(Cursor) }),
      error: [invalid, unavailable]
    }).annotateMerge(
      route({
        summary: "Users by a part of a name or an address, in the order of their names",
        access: "admin",
        rate: "read"
      })
    ),
    HttpApiEndpoint.post("create", "/", {
      payload: NewUser,
      success: User.pipe(HttpApiSchema.status(201)),
      error: [...bodyProblems, usernameTaken, emailTaken, unavailable]
    }).annotateMerge(
      route({ summary: "Enter a user, whose address counts as verified", access: "admin", rate: "write" })
    ),
    HttpApiEndpoint.get("get", "/:id", {
      params: userId,
      success: User,
      error: [userNotFound, unavailable]
    }).annotateMerge(route({ summary: "A user", access: "self-or-admin", rate: "read" })),
    HttpApiEndpoint.put("update", "/:id", {
      params: userId,
      payload: Profile,
      success: User,
      error: [...bodyProblems, userNotFound, usernameTaken, emailTaken, unavailable]
    }).annotateMerge(
      route({
        summary: "Change name, address or picture; a new address is unverified unless an administrator enters it",
        access: "self-or-admin",
        rate: "write"
      })
    ),
    HttpApiEndpoint.delete("remove", "/:id", {
      params: userId,
      success: HttpApiSchema.NoContent,
      error: [userNotFound, selfLockout, unavailable]
    }).annotateMerge(route({ summary: "Delete a user with all their talks", access: "self-or-admin", rate: "write" }))
  )
  .middleware(Permitted)
  .middleware(SignedIn)
  .prefix("/api/users") {}
