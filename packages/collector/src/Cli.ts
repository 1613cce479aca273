import { UfcstatsId } from "@mma-savant/core/Identity"
import { Console, Effect, Option, Schema } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import type { Adapters } from "./Adapters.ts"
import { Halted } from "./Halted.ts"
import * as Program from "./Program.ts"

const json = Flag.Boolean("json").pipe(
  Flag.withDefault(false),
  Flag.withDescription("Print the report as JSON, with every finding")
)

const reporting = {
  json,
  findings: Flag.String("findings").pipe(
    Flag.optional,
    Flag.withDescription("Write every finding to this file, one JSON object a line")
  )
}

const upTo = (maximum: number) => Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 1, maximum })))

/** `collect` and its commands, over the adapters that `main` chooses. */
const command = (adapters: Adapters) => {
  const program = Program.make(adapters)
  return Command.make("collect").pipe(
    Command.withDescription("Fight facts into the database, and out of it"),
    Command.withSubcommands([
      Command.make("import", { directory: Argument.String("directory"), ...reporting }, ({ directory, ...report }) =>
        program.load(directory, adapters.dataset, report)
      ).pipe(Command.withDescription("Store what the community CSV data set in a directory says")),
      Command.make("load", { file: Argument.String("file"), ...reporting }, ({ file, ...report }) =>
        program.load(file, adapters.snapshot, report)
      ).pipe(Command.withDescription("Store what a snapshot file says")),
      Command.make(
        "export",
        {
          file: Argument.String("file"),
          latest: Flag.Int("latest").pipe(
            Flag.withSchema(upTo(100_000)),
            Flag.optional,
            Flag.withDescription("Only the newest so many completed events, besides those to come")
          ),
          events: Flag.String("event").pipe(
            Flag.withSchema(UfcstatsId),
            Flag.atLeast(0),
            Flag.withDescription("An event by its 16-digit ufcstats id; may be given several times")
          )
        },
        ({ events, file, latest }) => program.write(file, { events, latest: Option.getOrNull(latest) })
      ).pipe(Command.withDescription("Write the stored facts as a snapshot file")),
      Command.make(
        "runs",
        {
          json,
          limit: Flag.Int("limit").pipe(
            Flag.withSchema(upTo(100)),
            Flag.withDefault(10),
            Flag.withDescription("How many, 1 to 100")
          )
        },
        ({ json, limit }) => program.runs(limit, json)
      ).pipe(Command.withDescription("List the latest runs, newest first")),
      Command.make(
        "elo",
        {
          data: Flag.String("data").pipe(
            Flag.optional,
            Flag.withDescription("The directory of the community CSV data set; the database when left out")
          ),
          write: Flag.String("write").pipe(
            Flag.optional,
            Flag.withDescription("Write the report to this file as well, such as docs/elo.md")
          )
        },
        ({ data, write }) => program.elo(data, write)
      ).pipe(Command.withDescription("Rate every fighter, and measure how good the forecasts of the last years were"))
    ])
  )
}

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
