import { join } from "node:path"
import { Effect, FileSystem, Option, Schema } from "effect"

/** Where a server says that it runs, so that other programs on the same data directory ask it. */
const fileIn = (dataDirectory: string) => join(dataDirectory, "server.json")

const RunningServer = Schema.fromJsonString(
  Schema.Struct({ url: Schema.String, pid: Schema.Int.pipe(Schema.check(Schema.isGreaterThan(0))) })
)
const decode = Schema.decodeUnknownEffect(RunningServer)
const encode = Schema.encodeEffect(RunningServer)

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's process may not be signalled, but it is there.
    return error instanceof Error && "code" in error && error.code === "EPERM"
  }
}

/** Tells where this process serves, until the scope closes. */
export const publish = Effect.fnUntraced(function* (dataDirectory: string, url: string) {
  const files = yield* FileSystem.FileSystem
  const file = fileIn(dataDirectory)
  yield* Effect.acquireRelease(
    Effect.gen(function* () {
      yield* files.makeDirectory(dataDirectory, { recursive: true })
      yield* files.writeFileString(file, yield* encode({ url, pid: process.pid }))
    }),
    () => Effect.ignore(files.remove(file))
  )
}, Effect.orDie)

/** Whether anything answers there; another program may have been given the number of one that died. */
const answers = (url: string) =>
  Effect.tryPromise((signal) => fetch(`${url}/livez`, { signal })).pipe(
    Effect.timeout("2 seconds"),
    Effect.map(({ ok }) => ok),
    Effect.orElseSucceed(() => false)
  )

/** The address of the server that runs on the data directory. The note of a process that died counts for nothing. */
export const find = Effect.fnUntraced(function* (dataDirectory: string) {
  const files = yield* FileSystem.FileSystem
  const noted = yield* Effect.option(Effect.flatMap(files.readFileString(fileIn(dataDirectory)), decode))
  if (Option.isNone(noted) || !isAlive(noted.value.pid)) return Option.none<string>()
  const { url } = noted.value
  return (yield* answers(url)) ? Option.some(url) : Option.none<string>()
})
