import { appendFile, readFile } from "node:fs/promises"
import { CollectionLog, CollectionRun, StoreUnavailable } from "@mma-savant/core"
import { Effect, Layer, Schema } from "effect"

const Line = Schema.fromJsonString(Schema.toCodecJson(CollectionRun))
const encode = Schema.encodeEffect(Line)
const decode = Schema.decodeEffect(Line)

const unavailable = (cause: unknown) => new StoreUnavailable({ store: "file", cause })

/** The log in a file that exists or will be made; its directory must exist. */
export const layer = (file: string) =>
  Layer.succeed(
    CollectionLog,
    CollectionLog.of({
      record: (run) =>
        Effect.flatMap(Effect.orDie(encode(run)), (line) =>
          Effect.tryPromise({ try: () => appendFile(file, `${line}\n`), catch: unavailable })
        ),
      runs: Effect.fnUntraced(function* (limit) {
        const text = yield* Effect.tryPromise({
          try: () => readFile(file, { encoding: "utf8", flag: "a+" }),
          catch: unavailable
        })
        const runs = yield* Effect.forEach(text.split("\n").filter(Boolean), (line) => Effect.orDie(decode(line)))
        return runs
          .toReversed()
          .sort((a, b) => b.finishedAt.epochMilliseconds - a.finishedAt.epochMilliseconds)
          .slice(0, limit)
      })
    })
  )
