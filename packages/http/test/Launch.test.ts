import { spawn } from "node:child_process"
import { readdir } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { preparedDirectory } from "./Running.ts"

const root = fileURLToPath(new URL("../../..", import.meta.url))

/** `npm start`, as npm does it: a shell that waits for the program. */
const started = Effect.fnUntraced(function* (directory: string) {
  const script = `"${process.execPath}" launch.mjs packages/http/src/main.ts serve & wait`
  const env = { ...process.env, DATA_DIR: directory, DATABASE_URL: "", PORT: "0", npm_lifecycle_event: "start" }
  return yield* Effect.acquireRelease(
    Effect.sync(() =>
      spawn("sh", ["-c", script], { cwd: root, env, stdio: ["ignore", "pipe", "ignore"], detached: true })
    ),
    (shell) =>
      Effect.sync(() => {
        try {
          process.kill(-shell.pid!, "SIGKILL")
        } catch {
          // Nobody of the group is left.
        }
      })
  )
})

it.live.skipIf(process.platform === "win32")("a server whose npm was ended stops, and leaves its directory free", () =>
  Effect.gen(function* () {
    const directory = yield* preparedDirectory
    const shell = yield* started(directory)
    const ended = new Promise<void>((resolve) => shell.stdout!.on("end", resolve))
    yield* Effect.promise(() => new Promise((resolve) => shell.stdout!.once("data", resolve)))
    shell.kill("SIGTERM")
    yield* Effect.promise(() => ended).pipe(Effect.timeout("10 seconds"))
    assert.notInclude(yield* Effect.promise(() => readdir(directory)), "lock")
  })
)
