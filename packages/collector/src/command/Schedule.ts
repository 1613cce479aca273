import { Console, Cron, DateTime, Effect, Result, Schedule } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { crawling, requestOf } from "../Flags.ts"
import { Halted } from "../Halted.ts"
import type * as Crawls from "./Crawls.ts"

/** The command that runs a flow again and again. A run that fails is reported, and the next one comes at its time. */
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
        const next = Cron.next(parsed.success, new Date())
        yield* Console.error(`${flow}: next at ${DateTime.formatIso(DateTime.makeUnsafe(next))}. Ctrl-C ends it.`)
        const once = crawls.start(flow, null, requestOf(given)).pipe(
          Effect.catchTag("Halted", ({ message }) => Console.error(message)),
          Effect.andThen(
            Effect.suspend(() => Console.error(`Next at ${Cron.next(parsed.success, new Date()).toISOString()}.`))
          )
        )
        yield* Effect.schedule(once, Schedule.cron(parsed.success))
      })
  ).pipe(Command.withDescription("Run a flow by a schedule, until Ctrl-C"))
