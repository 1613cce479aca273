import * as NodeServices from "@effect/platform-node/NodeServices"
import * as SnapshotSource from "@mma-savant/adapters/dataset/SnapshotSource"
import * as Tokens from "@mma-savant/adapters/jose/Tokens"
import type * as Memory from "@mma-savant/adapters/memory/Memory"
import * as VegaChartRenderer from "@mma-savant/adapters/vega/VegaChartRenderer"
import { ConfigProvider, Effect, Layer, Logger, Result, Stdio, Stream } from "effect"
import { TestConsole } from "effect/testing"
import type { Adapters } from "../src/Adapters.ts"
import * as Cli from "../src/program/Cli.ts"
import * as EchoModel from "./EchoModel.ts"
import type { Ended } from "./Running.ts"
import { plainPasswords } from "./TestServer.ts"

export interface Typed {
  readonly settings?: Record<string, string>
  /** What stands on standard input. */
  readonly input?: string
}

const text = (lines: ReadonlyArray<unknown>) => lines.map((line) => `${line}\n`).join("")

/** What has been printed so far. */
export const printed = Effect.gen(function* () {
  return { out: text(yield* TestConsole.logLines), err: text(yield* TestConsole.errorLines) }
})

/** A command of the program in this process, over the memory of the test. */
export const typed = Effect.fnUntraced(function* (
  args: ReadonlyArray<string>,
  { input = "", settings = {} }: Typed = {}
) {
  const memory = yield* Effect.context<Layer.Success<typeof Memory.layer>>()
  const adapters: Adapters = {
    store: () => Layer.succeedContext(memory),
    passwords: plainPasswords,
    charts: VegaChartRenderer.layer,
    tokens: (ownSecret, { googleClientIds: clientIds, googleKeySetUrl: keySetUrl, ...trusted }) =>
      Tokens.layer({ ...trusted, ownSecret, google: { clientIds, keySetUrl } }),
    sample: SnapshotSource.layerSample,
    models: EchoModel.models
  }
  const stdin = Stream.succeed(new TextEncoder().encode(input))
  return yield* Cli.run(adapters)(args).pipe(
    Effect.provide(
      Layer.mergeAll(
        NodeServices.layer,
        Stdio.layerTest({ stdin }),
        ConfigProvider.layer(ConfigProvider.fromEnv({ env: { PORT: "0", ...settings } })),
        Logger.layer([])
      )
    )
  )
})

/** How a command ends, and what it has said. */
export const run = (args: ReadonlyArray<string>, given: Typed = {}) =>
  Effect.gen(function* () {
    const result = yield* Effect.result(typed(args, given))
    const ended: Ended = { code: Result.isSuccess(result) ? 0 : result.failure.exitCode, ...(yield* printed) }
    return ended
  }).pipe(Effect.provide(TestConsole.layer, { local: true }))
