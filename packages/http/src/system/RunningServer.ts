import { join } from "node:path"
import { Effect, FileSystem, Option, Schema } from "effect"

/** Where a server says that it runs, so that other programs on the same data directory ask it. */
const fileIn = (dataDirectory: string) => join(dataDirectory, "server.json")

const RunningServer = Schema.fromJsonString(Schema.Struct({ url: Schema.String, pid: Schema.Int }))
const decode = Schema.decodeUnknownEffect(RunningServer)
const encode = Schema.encodeEffect(RunningServer)

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
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

/** The address of the server that runs on the data directory. The note of a process that died counts for nothing. */
export const find = Effect.fnUntraced(function* (dataDirectory: string) {
  const files = yield* FileSystem.FileSystem
  const noted = yield* Effect.option(Effect.flatMap(files.readFileString(fileIn(dataDirectory)), decode))
  return noted.pipe(
    Option.filter(({ pid }) => isAlive(pid)),
    Option.map(({ url }) => url)
  )
})
