import { Console, Effect, Logger, References } from "effect"
import { Command } from "effect/cli"
import type { Adapters } from "./Adapters.ts"
import { siteSettings } from "./Config.ts"
import { crawlCommands } from "./command/CrawlCommands.ts"
import { factCommands } from "./command/FactCommands.ts"
import { recordCommands } from "./command/RecordCommands.ts"
import { Halted } from "./Halted.ts"

/** `collect` and its commands, over the adapters that `main` chooses. */
const command = (adapters: Adapters) =>
  Command.make("collect").pipe(
    Command.withDescription("Fight facts into the database, and out of it"),
    Command.withSubcommands([...crawlCommands(adapters), ...factCommands(adapters), ...recordCommands(adapters)])
  )

const isAddress = (text: string): boolean => /^https?:$/.test(URL.parse(text)?.protocol ?? "")

/** The environment is read before anything is done: what is wrong there is said, too, in one sentence. */
const checked = Effect.gen(function* () {
  const unusable = (what: string) => new Halted({ message: `${what}.`, exitCode: 2 })
  const { rankingsUrl, statsUrl } = yield* Effect.mapError(siteSettings, ({ message }) =>
    unusable(`The environment cannot be used: ${message.replace(/\s+/g, " ")}`)
  )
  for (const [name, address] of [
    ["UFCSTATS_BASE_URL", statsUrl],
    ["UFC_RANKINGS_URL", rankingsUrl]
  ] as const) {
    if (!isAddress(address)) return yield* unusable(`${name} is "${address}", which is no address of a site`)
  }
})

/** Standard output is for reports alone. A cluster warns of every process that comes or goes, which is no news to anybody. */
const quiet = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  effect.pipe(
    Effect.provideService(References.MinimumLogLevel, "Error"),
    Effect.provide(Logger.layer([Logger.withConsoleError(Logger.formatLogFmt)]))
  )

/** Runs the command line. It fails with {@link Halted} alone, after saying why in one sentence. */
export const run = (adapters: Adapters, version: string) => (args: ReadonlyArray<string>) =>
  Effect.andThen(checked, Command.runWith(command(adapters), { version })(args)).pipe(
    Effect.tapErrorTag("Halted", ({ message }) => Console.error(message)),
    Effect.catchIf(
      (error) => error._tag !== "Halted",
      (error) =>
        error._tag === "ShowHelp" && error.errors.length === 0
          ? Effect.void
          : Effect.fail(new Halted({ message: error.message, exitCode: 2 }))
    ),
    quiet
  )
