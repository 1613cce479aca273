import { version } from "@mma-savant/core/Version"
import { Cause, Console, Effect, Exit, References, Runtime } from "effect"
import { Argument, Command } from "effect/cli"
import type { Adapters } from "../Adapters.ts"
import { ask } from "../ask/Ask.ts"
import { Halted } from "../Halted.ts"
import { mcp } from "../mcp/StdioServer.ts"
import { admin } from "./Admin.ts"
import { serve } from "./Serve.ts"
import { printToken } from "./Token.ts"

/** The server's program and its commands, over the adapters that `main` chooses. */
const command = (adapters: Adapters) =>
  Command.make("mma-savant", {}, () => serve(adapters)).pipe(
    Command.withDescription("The MMA Savant server; without a command it serves"),
    Command.withSubcommands([
      Command.make("serve", {}, () => serve(adapters)).pipe(
        Command.withDescription("Answer over HTTP and WebSocket until told to stop")
      ),
      Command.make("ask", { words: Argument.String("question").pipe(Argument.variadic()) }, ({ words }) =>
        ask(adapters, words.join(" ").trim()).pipe(Effect.provideService(References.MinimumLogLevel, "Warn"))
      ).pipe(Command.withDescription("Answer one question here, through the running server if there is one")),
      Command.make("mcp", {}, () => mcp(adapters).pipe(Effect.provideService(References.MinimumLogLevel, "Warn"))).pipe(
        Command.withDescription(
          "Serve the tools to other assistants on standard input and output (Model Context Protocol)"
        )
      ),
      Command.make("token", {}, () => printToken(adapters)).pipe(
        Command.withDescription("Print a development token for the server on the same data directory")
      ),
      admin(adapters)
    ])
  )

/** Runs the command line. It fails with {@link Halted} alone, after saying why in one sentence. */
export const run = (adapters: Adapters) => (args: ReadonlyArray<string>) =>
  Command.runWith(command(adapters), { version })(args).pipe(
    Effect.catchIf(
      (error) => error._tag === "ShowHelp" && error.errors.length === 0,
      () => Effect.void
    ),
    Effect.mapError((error) =>
      // The library has printed what is wrong, and how it is meant.
      error._tag === "ShowHelp" ? new Halted({ message: "", exitCode: 2 }) : Halted.of(error)
    ),
    Effect.tapError(({ message }) => (message === "" ? Effect.void : Console.error(message)))
  )

/** Those that go on until they are told to stop, or until nobody asks any more. */
const servers = ["serve", "mcp"]

/** Being told to stop is how a server ends well; it is not how an answer does. */
export const teardown =
  ([name = "serve"]: ReadonlyArray<string>): Runtime.Teardown =>
  (exit, onExit) =>
    servers.includes(name) && Exit.isFailure(exit) && Cause.hasInterruptsOnly(exit.cause)
      ? onExit(0)
      : Runtime.defaultTeardown(exit, onExit)
