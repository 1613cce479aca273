import { type ChildProcess, spawn } from "node:child_process"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { inject } from "vitest"
import { emptyDirectory } from "../../adapters/test/postgres/EmptyDatabase.ts"

const launcher = fileURLToPath(new URL("../../../launch.mjs", import.meta.url))

/** What the machine says of itself; no setting of the program's. */
const machine = ["PATH", "HOME", "TMPDIR", "SystemRoot", "TEMP", "TMP"]

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** A real process of the program, on a free port unless the settings name one. */
export class Running {
  out = ""
  err = ""
  readonly ended: Promise<Ended>
  private readonly child: ChildProcess

  constructor(args: ReadonlyArray<string>, settings: Record<string, string>, input = "") {
    const inherited = Object.fromEntries(
      machine.flatMap((name) => (name in process.env ? [[name, process.env[name]]] : []))
    )
    this.child = spawn(process.execPath, [launcher, "packages/http/src/main.ts", ...args], {
      env: { ...inherited, NODE_COMPILE_CACHE: join(inject("runDirectory"), "compiled"), PORT: "0", ...settings },
      stdio: "pipe"
    })
    this.child.stdin?.end(input)
    this.child.stdout?.on("data", (chunk) => {
      this.out += chunk
    })
    this.child.stderr?.on("data", (chunk) => {
      this.err += chunk
    })
    this.ended = new Promise((resolve) => {
      this.child.on("close", (code) => resolve({ code, out: this.out, err: this.err }))
    })
  }

  /** Reads no more of what it prints. */
  stopReading(): void {
    this.child.stdout?.destroy()
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal)
  }

  /** Waits until the process has said something that matches. */
  async said(pattern: RegExp): Promise<RegExpExecArray> {
    for (let waited = 0; waited < 30_000; waited += 50) {
      const match = pattern.exec(this.out)
      if (match !== null) return match
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error(`nothing like ${pattern} in: ${this.out}\n${this.err}`)
  }
}

export const run = (args: ReadonlyArray<string>, settings: Record<string, string>, input = "") =>
  Effect.promise(() => new Running(args, settings, input).ended)

/** One sentence for people, and nothing of where it came from. */
export const isPlain = ({ code, err, out }: Ended) => {
  assert.deepStrictEqual([code, out], [1, ""], err)
  assert.match(err, /^[A-Z0-9][^\n]*\.\n$/)
  assert.notMatch(err, /\.ts/)
}

/** An empty directory that is gone with the scope. */
export const dataDirectory = Effect.acquireRelease(
  Effect.promise(() => mkdtemp(join(tmpdir(), "mma-savant-"))),
  (directory) => Effect.promise(() => rm(directory, { recursive: true, force: true }))
)

/** A data directory whose database has the schema and no rows, as after a first start without the sample. */
export const preparedDirectory = Effect.tap(dataDirectory, (directory) =>
  Effect.promise(() => emptyDirectory(directory))
)

/** A server that listens, and is killed at the end of the scope. */
export const serving = (settings: Record<string, string>) =>
  Effect.acquireRelease(
    Effect.promise(async () => {
      const server = new Running(["serve"], settings)
      const [, url = ""] = await server.said(/listens on (\S+)/)
      // What it says at its start is said at once.
      await server.said(/^Sign-in: .*$/m)
      return { server, url }
    }),
    ({ server }) =>
      Effect.promise(() => {
        server.kill("SIGKILL")
        return server.ended
      })
  )
