import { Console, Cron, DateTime, Effect, Result } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { crawling, requestOf } from "../Flags.ts"
import { Halted } from "../Halted.ts"
import type * as Crawls from "./Crawls.ts"

/** The command that runs a flow again and again. */
export const command = (crawls: ReturnType<typeof Crawls.make>) =>
  Command.make(
    "schedule",
    {
      flow: Argument.Literals("flow", ["full", "events", "fighters", "rankings"]).pipe(Argument.withDefault("events")),
      cron: Flag.String("cron").pipe(
        Flag.withDefault("0 6 * * *"),
        Flag.withDescription("When, in the five fields of cron, in UTC; every day at 06:00 when left out")
      ),
      ...crawling
    },
    ({ cron, flow, ...given }) =>
      Effect.gen(function* () {
        const parsed = Cron.parse(cron, "UTC")
        if (Result.isFailure(parsed)) {
          return yield* new Halted({
            message: `"${cron}" is no schedule of cron: ${parsed.failure.message}.`,
            exitCode: 2
          })
        }
        const next = Effect.map(DateTime.now, (now) => Cron.next(parsed.success, now).toISOString())
        yield* Console.error(`${flow}: next at ${yield* next}. Ctrl-C ends it.`)
        const afterwards = Effect.flatMap(next, (at) => Console.error(`Next at ${at}.`))
        yield* crawls.keep(flow, parsed.success, requestOf(given), afterwards)
      })
  ).pipe(Command.withDescription("Run a flow by a schedule, until Ctrl-C"))
