import { UfcstatsId } from "@mma-savant/core/Identity"
import { Option } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import type { Adapters } from "../Adapters.ts"
import { json, reporting, upTo } from "../Flags.ts"
import * as Facts from "./Facts.ts"
import * as Verify from "./Verify.ts"

/** The commands that move facts in bulk, and those that read them. */
export const factCommands = (adapters: Adapters) => {
  const facts = Facts.make(adapters)
  const verify = Verify.make(adapters)
  return [
    Command.make("import", { directory: Argument.String("directory"), ...reporting }, ({ directory, ...report }) =>
      facts.load(directory, adapters.dataset, report)
    ).pipe(Command.withDescription("Store what the community CSV data set in a directory says")),
    Command.make("load", { file: Argument.String("file"), ...reporting }, ({ file, ...report }) =>
      facts.load(file, adapters.snapshot, report)
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
      ({ events, file, latest }) => facts.write(file, { events, latest: Option.getOrNull(latest) })
    ).pipe(Command.withDescription("Write the stored facts as a snapshot file")),
    Command.make("verify", { against: Flag.String("against"), json }, ({ against, json }) =>
      verify(against, json)
    ).pipe(Command.withDescription("Hold the database against the community CSV data set in a directory")),
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
      ({ data, write }) => facts.elo(data, write)
    ).pipe(Command.withDescription("Rate every fighter, and measure how good the forecasts of the last years were"))
  ] as const
}
