import { Effect, Layer } from "effect"
import { CircuitBreaker, Redis } from "effect/persistence"
import { RedisClient } from "./RedisClient.ts"

const unserved = new Redis.RedisError({ cause: new Error("the connection is shared, and takes commands alone") })

/** Effect's view of the client: commands and scripts, which is all that circuits need. */
const commands = Layer.effect(
  Redis.Redis,
  Effect.gen(function* () {
    const { run } = yield* RedisClient
    return yield* Redis.make({
      send: <A>(command: string, ...args: ReadonlyArray<string>) =>
        Effect.mapError(
          // Whoever asks says what the command answers.
          run((client) => client.call(command, [...args]) as Promise<A>),
          ({ cause }) => new Redis.RedisError({ cause })
        ),
      connect: Effect.fail(unserved),
      subscribe: () => Effect.fail(unserved)
    })
  })
)

/** The circuits of all programs that share the server, by its clock. A key that nobody uses is gone after an hour. */
export const layer = CircuitBreaker.layerStoreRedis({ prefix: "circuit:" }).pipe(Layer.provide(commands))
