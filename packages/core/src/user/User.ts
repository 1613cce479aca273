import { Schema } from "effect"
import { UserId } from "../Identity.ts"

/** 3 to 50 ASCII letters, digits and underscores; unique without regard to case. */
export const Username = Schema.String.pipe(
  Schema.check(Schema.isPattern(/^[A-Za-z0-9_]{3,50}$/, { message: "3 to 50 letters, digits or underscores" })),
  Schema.brand("Username")
)
export type Username = typeof Username.Type

/** In characters. */
export const longestUsername = 50

/** At most 254 characters (RFC 5321), none of them invisible; unique without regard to case. */
export const Email = Schema.String.pipe(
  Schema.check(
    Schema.isMaxLength(254, { message: "at most 254 characters" }),
    Schema.isPattern(/^[^\s@\p{Cc}\p{Cf}\p{Cs}]+@([^\s@.\p{Cc}\p{Cf}\p{Cs}]+\.)+[^\s@.\p{Cc}\p{Cf}\p{Cs}]+$/u, {
      message: "not an e-mail address"
    })
  ),
  Schema.brand("Email")
)
export type Email = typeof Email.Type

/** The name before the `@` in letters that usernames have, at least three; not always one that is free. */
export const usernameFrom = (email: Email): Username =>
  Username.make(
    email
      .slice(0, email.indexOf("@"))
      .toLowerCase()
      .replace(/[^a-z0-9_]/g, "_")
      .padEnd(3, "_")
      .slice(0, longestUsername)
  )

/** Requests a day, 0 to 10,000; 0 means none at all. */
export const DailyLimit = Schema.Int.pipe(
  Schema.check(Schema.isBetween({ minimum: 0, maximum: 10_000 }, { message: "a whole number from 0 to 10000" }))
)

/** The address of a picture on the web. */
export const PictureUrl = Schema.String.pipe(
  Schema.check(
    Schema.isMaxLength(2048, { message: "at most 2048 characters" }),
    Schema.makeFilter((text) => /^https?:\/\/[^\s\0]+$/.test(text) && URL.canParse(text), {
      message: "not a web address"
    })
  )
)

const facts = {
  username: Username,
  email: Email,
  /** Whether the address is known to be the user's own: only then does a sign-in with it find this user. */
  emailVerified: Schema.Boolean,
  profileImageUrl: Schema.NullOr(PictureUrl),
  isActive: Schema.Boolean,
  isAdmin: Schema.Boolean,
  dailyRequestLimit: DailyLimit
}

/** Who is to be entered: the account at the identity provider is the key, never the e-mail alone. */
export const NewUser = Schema.Struct({
  ...facts,
  provider: Schema.NonEmptyString,
  providerAccountId: Schema.NonEmptyString
})
export type NewUser = typeof NewUser.Type

/** What may change about a user; what is left out stays. */
export type UserChanges = Partial<typeof UserFacts.Type>
const UserFacts = Schema.Struct(facts)

export class User extends Schema.Class<User>("User")({
  id: UserId,
  ...facts,
  createdAt: Schema.DateTimeUtcFromDate,
  updatedAt: Schema.DateTimeUtcFromDate
}) {}

/** How many users there are; the admins counted are active ones. */
export const UserCounts = Schema.Struct({ total: Schema.Int, active: Schema.Int, admins: Schema.Int })
export type UserCounts = typeof UserCounts.Type

export class UserNotFound extends Schema.TaggedError<UserNotFound>()("UserNotFound", { id: UserId }) {}

/** Somebody else has the name, in whatever case. */
export class UsernameTaken extends Schema.TaggedError<UsernameTaken>()("UsernameTaken", { username: Schema.String }) {}

/** Somebody else has the address, in whatever case. */
export class EmailTaken extends Schema.TaggedError<EmailTaken>()("EmailTaken", { email: Schema.String }) {}

/** Administrators neither deactivate, demote nor delete themselves: another one does. */
export class SelfLockout extends Schema.TaggedError<SelfLockout>()("SelfLockout", {}) {}
