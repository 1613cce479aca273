import { Console, Effect } from "effect"
import { Command } from "effect/cli"
import type { Adapters } from "./Adapters.ts"
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

/** Runs the command line. It fails with {@link Halted} alone, after saying why in one sentence. */
export const run = (adapters: Adapters, version: string) => (args: ReadonlyArray<string>) =>
  Command.runWith(command(adapters), { version })(args).pipe(
    Effect.tapErrorTag("Halted", ({ message }) => Console.error(message)),
    Effect.catchIf(
      (error) => error._tag !== "Halted",
      (error) =>
        error._tag === "ShowHelp" && error.errors.length === 0
          ? Effect.void
          : Effect.fail(new Halted({ message: error.message, exitCode: 2 }))
    )
  )
