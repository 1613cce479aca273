import { UfcstatsId } from "@mma-savant/core/Identity"
import { Argument, Command, Flag } from "effect/cli"
import type { Adapters } from "../Adapters.ts"
import { crawling, requestOf, resuming, run, upTo } from "../Flags.ts"
import * as Crawls from "./Crawls.ts"
import * as Replay from "./Replay.ts"
import * as Schedule from "./Schedule.ts"
import * as Simulation from "./Simulation.ts"

const key = Argument.String("id").pipe(Argument.withSchema(UfcstatsId))

/** The commands that crawl, or serve what is to be crawled. */
export const crawlCommands = (adapters: Adapters) => {
  const crawls = Crawls.make(adapters)
  const replay = Replay.make(adapters, crawls)
  const simulate = Simulation.make(adapters)
  const flow = (name: "full" | "events" | "fighters" | "rankings", description: string) =>
    Command.make(name, crawling, (given) => crawls.start(name, null, requestOf(given))).pipe(
      Command.withDescription(description)
    )
  const page = (name: "event" | "fighter", description: string) =>
    Command.make(name, { id: key, ...crawling }, ({ id, ...given }) => crawls.start(name, id, requestOf(given))).pipe(
      Command.withDescription(description)
    )
  return [
    flow("full", "Collect every event, bout and fighter, and the rankings"),
    flow("events", "Bring events and their bouts up to date"),
    flow("fighters", "Bring fighters up to date"),
    flow("rankings", "Bring the rankings up to date: all of them, or nothing"),
    page("event", "Collect an event and its bouts, by its 16-digit ufcstats id"),
    page("fighter", "Collect a fighter, by the 16-digit ufcstats id"),
    Command.make("resume", { run, ...resuming }, ({ run, ...given }) => crawls.resume(run, given)).pipe(
      Command.withDescription("Go on with a run that was cut off, stopped or blocked")
    ),
    Command.make(
      "replay",
      { directory: Argument.String("directory").pipe(Argument.optional), ...crawling },
      ({ directory, ...given }) => replay(directory, requestOf(given))
    ).pipe(Command.withDescription("Read kept pages again, or those that are saved in a directory, and send nothing")),
    Schedule.command(crawls),
    Command.make(
      "simulate",
      {
        data: Flag.String("data").pipe(
          Flag.optional,
          Flag.withDescription("The directory of the community CSV data set; the database when left out")
        ),
        scenario: Flag.String("scenario").pipe(
          Flag.optional,
          Flag.withDescription("A JSON file that says what goes wrong, and when")
        ),
        port: Flag.Int("port").pipe(
          Flag.withSchema(upTo(65_535)),
          Flag.withDefault(8700),
          Flag.withDescription("A port of this machine")
        )
      },
      simulate
    ).pipe(Command.withDescription("Serve a whole site in the real markup on this machine, until Ctrl-C"))
  ] as const
}
