import { Argument, Command, Flag } from "effect/cli"
import type { Adapters } from "../Adapters.ts"
import { json, run, scope, scopeOf, upTo } from "../Flags.ts"
import * as Records from "./Records.ts"

/** The commands that look at what crawls left, and tidy it. */
export const recordCommands = (adapters: Adapters) => {
  const records = Records.make(adapters)
  return [
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
      ({ json, limit }) => records.runs(limit, json)
    ).pipe(Command.withDescription("List the latest runs, newest first")),
    Command.make(
      "show",
      {
        run,
        json,
        markdown: Flag.Boolean("markdown").pipe(Flag.withDefault(false), Flag.withDescription("Print Markdown"))
      },
      ({ json, markdown, run }) => records.show(run, json ? "json" : markdown ? "markdown" : "text")
    ).pipe(Command.withDescription("Tell what a run did, with everything it noted")),
    Command.make("dead").pipe(
      Command.withDescription("The pages that runs gave up"),
      Command.withSubcommands([
        Command.make("list", { ...scope, json }, ({ json, ...given }) => records.listDead(scopeOf(given), json)).pipe(
          Command.withDescription("List them, the latest first, 100 at most")
        ),
        Command.make("replay", scope, (given) => records.replayDead(scopeOf(given))).pipe(
          Command.withDescription("Let them wait again in their runs")
        ),
        Command.make("purge", scope, (given) => records.purgeDead(scopeOf(given))).pipe(
          Command.withDescription("Forget them")
        )
      ])
    ),
    Command.make("breaker").pipe(
      Command.withDescription("The sites that keep us out"),
      Command.withSubcommands([
        Command.make("status", {}, () => records.breaker).pipe(Command.withDescription("List them")),
        Command.make("reset", { host: Argument.String("host").pipe(Argument.optional) }, ({ host }) =>
          records.resetBreaker(host)
        ).pipe(Command.withDescription("Ask a site again, or all of them"))
      ])
    ),
    Command.make("sources", {}, () => records.sources).pipe(
      Command.withDescription("Tell where facts come from, and how fast the sites are asked")
    ),
    Command.make(
      "prune",
      {
        days: Flag.Int("days").pipe(
          Flag.withSchema(upTo(36_500)),
          Flag.withDefault(90),
          Flag.withDescription("Texts that a page has not had for so many days")
        )
      },
      ({ days }) => records.prune(days)
    ).pipe(Command.withDescription("Drop raw pages' earlier texts; the latest of each stays"))
  ] as const
}
