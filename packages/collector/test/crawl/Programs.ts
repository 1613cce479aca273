import { spawn } from "node:child_process"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import * as Pglite from "@mma-savant/adapters/postgres/Pglite"
import * as PgServer from "@mma-savant/adapters/postgres/PgServer"
import { Effect, Redacted } from "effect"
import { inject } from "vitest"
import { emptyDirectory } from "../../../adapters/test/postgres/EmptyDatabase.ts"
import { freshDatabase } from "../../../adapters/test/postgres/FreshDatabase.ts"

const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url))

/** Where the tests may have databases of a server; undefined where there is none. */
export const server = process.env["TEST_DATABASE_URL"]

interface Ended {
  readonly code: number | null
  readonly output: string
}

/** `collect` in a process of its own. */
export interface Program {
  readonly kill: (signal: NodeJS.Signals) => void
  /** What it has said so far. */
  readonly output: () => string
  readonly ended: Effect.Effect<Ended>
}

const run = (args: ReadonlyArray<string>, environment: Readonly<Record<string, string>>): Program => {
  const child = spawn(process.execPath, [main, ...args], {
    env: {
      PATH: process.env["PATH"],
      NODE_COMPILE_CACHE: join(inject("runDirectory"), "compiled"),
      ...environment
    }
  })
  let output = ""
  child.stdout.on("data", (chunk) => {
    output += chunk
  })
  child.stderr.on("data", (chunk) => {
    output += chunk
  })
  const closed = new Promise<number | null>((resolve) => child.on("close", resolve))
  return {
    kill: (signal) => void child.kill(signal),
    output: () => output,
    ended: Effect.map(
      Effect.promise(() => closed),
      (code) => ({ code, output })
    )
  }
}

/** Begins `collect`, which is killed with the scope if it still runs then. */
export const begin = (args: ReadonlyArray<string>, environment: Readonly<Record<string, string>>) =>
  Effect.acquireRelease(
    Effect.sync(() => run(args, environment)),
    ({ ended, kill }) =>
      Effect.andThen(
        Effect.sync(() => kill("SIGKILL")),
        ended
      )
  )

/** Runs `collect` to its end; `end` may kill it. */
export const collect = (
  args: ReadonlyArray<string>,
  environment: Readonly<Record<string, string>>,
  end: (kill: (signal: NodeJS.Signals) => void) => void = () => {}
) =>
  Effect.suspend(() => {
    const program = run(args, environment)
    end(program.kill)
    return program.ended
  })

/** A database that several processes may use one after the other, or at the same time where it is a server. */
export const database = Effect.gen(function* () {
  if (server !== undefined) {
    const { href } = yield* freshDatabase(server)
    return { environment: { DATABASE_URL: href }, layer: PgServer.layer({ url: Redacted.make(href) }) }
  }
  const directory = yield* Effect.acquireRelease(
    Effect.promise(() => mkdtemp(join(tmpdir(), "mma-savant-crawl-"))),
    (path) => Effect.promise(() => rm(path, { recursive: true }))
  )
  yield* Effect.promise(() => emptyDirectory(directory))
  return { environment: { DATA_DIR: directory }, layer: Pglite.layer(directory) }
})

export const addressOf = ({ url }: { readonly url: string }) => ({
  UFCSTATS_BASE_URL: url,
  UFC_RANKINGS_URL: `${url}/rankings`
})
