import { EventService } from "@mma-savant/core/event/EventService"
import { FighterService } from "@mma-savant/core/fighter/FighterService"
import * as SavantHandlers from "@mma-savant/core/llm/SavantHandlers"
import { Effect, Layer, Option, Result, Stdio, Stream } from "effect"
import { McpProtocol, McpServer } from "effect/ai"
import type { Adapters } from "../Adapters.ts"
import { tokenSecret } from "../auth/TokenSecret.ts"
import { type Settings, settings } from "../Config.ts"
import { loadSample } from "../program/Sample.ts"
import * as RunningServer from "../system/RunningServer.ts"
import { identity, registrations } from "./FactServer.ts"
import * as JsonRpcLine from "./JsonRpcLine.ts"
import { relay } from "./Relay.ts"

/** Lines that are no JSON are answered here: the library's server would end at the first. */
const readable = Layer.effect(
  Stdio.Stdio,
  Effect.map(Stdio.Stdio, (stdio) =>
    Stdio.make({
      ...stdio,
      stdin: stdio.stdin.pipe(
        Stream.decodeText(),
        Stream.splitLines,
        Stream.filter((line) => line.trim() !== ""),
        Stream.filterEffect((line) => {
          const read = JsonRpcLine.json(line)
          return Result.isSuccess(read)
            ? Effect.succeed(true)
            : Effect.as(Stream.run(Stream.make(`${read.failure}\n`), stdio.stdout({ endOnDone: false })), false)
        }),
        Stream.map((line) => `${line}\n`),
        Stream.encodeText
      )
    })
  )
)

const here = (adapters: Adapters, chosen: Settings) =>
  McpServer.layerStdio({
    ...identity,
    protocols: [
      McpProtocol.v2025_11_25,
      McpProtocol.v2026_07_28,
      McpProtocol.v2025_06_18,
      McpProtocol.v2025_03_26,
      McpProtocol.v2024_11_05
    ],
    registrations
  }).pipe(
    Layer.provide(readable),
    Layer.orDie,
    Layer.provide(SavantHandlers.layer),
    Layer.provide(Layer.mergeAll(FighterService.layer, EventService.layer)),
    Layer.provide(Layer.effectDiscard(loadSample).pipe(Layer.provide(adapters.sample))),
    Layer.provide(adapters.store(chosen))
  )

/**
 * Serves the tools over standard input and output until the input ends: through the server that runs on the data
 * directory, else from this process.
 */
export const mcp = Effect.fn("mcp")(function* (adapters: Adapters) {
  const chosen = yield* settings
  const running = yield* RunningServer.find(chosen.dataDirectory)
  if (Option.isNone(running)) return yield* Layer.launch(here(adapters, chosen))
  const { secret } = yield* tokenSecret(chosen)
  yield* Effect.provide(relay(running.value), adapters.tokens(secret, chosen.auth))
})
