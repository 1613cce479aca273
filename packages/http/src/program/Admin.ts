import { LocalAccounts } from "@mma-savant/core/auth/LocalAccounts"
import { Password } from "@mma-savant/core/auth/Password"
import { endSignIns } from "@mma-savant/core/auth/SignIns"
import { Email, type User, Username, usernameFrom } from "@mma-savant/core/user/User"
import { UserRepository } from "@mma-savant/core/user/UserRepository"
import { UserService } from "@mma-savant/core/user/UserService"
import { Console, Effect, Layer, Option, Schema, SchemaIssue, Stdio, Stream } from "effect"
import { Command, Flag } from "effect/cli"
import type { Adapters } from "../Adapters.ts"
import { settings } from "../Config.ts"
import { Halted } from "../Halted.ts"

/** What an administrator may ask in a day. */
const dailyRequestLimit = 10_000

const issues = SchemaIssue.makeFormatterStandardSchemaV1()

/** The first line of standard input, which stands in no list of processes and in no history of a shell. */
const passwordFromInput = Effect.gen(function* () {
  const { stdin } = yield* Stdio.Stdio
  const line = yield* stdin.pipe(Stream.decodeText(), Stream.splitLines, Stream.runHead)
  return yield* Schema.decodeEffect(Password)(Option.getOrElse(line, () => ""))
}).pipe(
  Effect.catchTags({
    SchemaError: ({ issue }) =>
      Effect.fail(
        new Halted({ message: `The password cannot be used: ${issues(issue).issues[0]!.message}.`, exitCode: 2 })
      ),
    PlatformError: () => Effect.fail(Halted.because("The password cannot be read."))
  })
)

const found = (address: Email) =>
  UserService.use(({ getUserByEmail }) => getUserByEmail(address)).pipe(
    Effect.flatMap(Effect.fromOption(() => Halted.because(`Nobody has the address ${address}.`)))
  )

const setPassword = Effect.fnUntraced(function* (user: User, password: Password) {
  yield* LocalAccounts.use((locals) => locals.setPassword(user, password))
  yield* endSignIns(user.id)
})

const email = Flag.String("email").pipe(Flag.withSchema(Email), Flag.withDescription("The address of the user"))
const withPassword = Flag.Boolean("password-stdin").pipe(
  Flag.withDescription("Take a password from the first line of standard input"),
  Flag.withDefault(false)
)
const username = Flag.String("username").pipe(
  Flag.withSchema(Username),
  Flag.withDescription("The name; without it, the one before the @ of the address"),
  Flag.optional
)

const meant = Flag.String("username").pipe(
  Flag.withSchema(Username),
  Flag.withDescription("The name of the user, needed where the address was never proved"),
  Flag.optional
)

const create = Effect.fn("admin.create")(function* (address: Email, name: Username, password: Password | null) {
  const users = yield* UserService
  const addressTaken = Halted.because(`Somebody has the address ${address}: "admin grant" makes them an administrator.`)
  if (Option.isSome(yield* users.getUserByEmail(address))) return yield* addressTaken
  const user = yield* users
    .createUser({
      username: name,
      email: address,
      profileImageUrl: null,
      isActive: true,
      isAdmin: true,
      dailyRequestLimit
    })
    .pipe(
      Effect.catchTags({
        UsernameTaken: () => Effect.fail(Halted.because(`Somebody has the name ${name}: choose one with --username.`)),
        EmailTaken: () => Effect.fail(addressTaken)
      })
    )
  if (password !== null) yield* setPassword(user, password)
  yield* Console.log(
    `${name} is an administrator, and signs in ${password === null ? `by an identity provider with ${address}` : "with the password"}.`
  )
})

/** Anybody may claim an address that they never prove: the name says then who is meant. */
const grant = Effect.fn("admin.grant")(function* (address: Email, meant: Username | null) {
  const user = yield* found(address)
  const { emailVerified, username } = user
  if (meant === null ? !emailVerified : meant.toLowerCase() !== username.toLowerCase()) {
    return yield* Halted.because(
      `The address ${address} is that of ${username}${emailVerified ? "" : ", who never proved it"}. If they are meant, say --username ${username}.`
    )
  }
  yield* UserRepository.use((users) => users.update(user.id, { isAdmin: true, isActive: true, dailyRequestLimit }))
  yield* Console.log(`${user.username} is an administrator.`)
})

const changePassword = Effect.fn("admin.password")(function* (address: Email, password: Password) {
  const user = yield* found(address)
  yield* setPassword(user, password)
  yield* Console.log(`${user.username} has a new password; every sign-in has ended.`)
})

/** For whoever runs the server: it needs the database, which an embedded one gives to one program at a time. */
export const admin = (adapters: Adapters) => {
  const onStore = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
    Effect.flatMap(settings, (chosen) =>
      Effect.provide(
        effect,
        Layer.mergeAll(UserService.layer, LocalAccounts.layer).pipe(
          Layer.provideMerge(Layer.mergeAll(adapters.store(chosen), adapters.passwords))
        )
      )
    )
  return Command.make("admin").pipe(
    Command.withDescription("Make the first administrator, or mend an account"),
    Command.withSubcommands([
      Command.make("create", { email, username, withPassword }, ({ email, username, withPassword }) =>
        Effect.flatMap(withPassword ? passwordFromInput : Effect.succeed(null), (password) =>
          onStore(
            create(
              email,
              Option.getOrElse(username, () => usernameFrom(email)),
              password
            )
          )
        )
      ).pipe(Command.withDescription("Enter an administrator")),
      Command.make("grant", { email, meant }, ({ email, meant }) =>
        onStore(grant(email, Option.getOrNull(meant)))
      ).pipe(Command.withDescription("Make a user an active administrator")),
      Command.make("password", { email }, ({ email }) =>
        Effect.flatMap(passwordFromInput, (password) => onStore(changePassword(email, password)))
      ).pipe(Command.withDescription("Set a password from standard input; every sign-in of the user ends"))
    ])
  )
}
