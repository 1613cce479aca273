import * as fs from "node:fs"
import { join } from "node:path"
import { Effect, type Scope } from "effect"
import { DatabaseUnusable } from "./DatabaseUnusable.ts"

/** Locks of this process: the number in the file tells processes apart, but not two users within one. */
const held = new Set<string>()

/** Between making the file and writing the number into it. */
const birthMillis = 2000

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : String(error)

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === "EPERM"
  }
}

const ownerOf = (file: string): number => Number.parseInt(fs.readFileSync(file, "utf8"), 10)

/** Our own number in a lock that is not in {@link held}: a container gave a new process the number of a dead one. */
const isStale = (file: string, pid: number): boolean =>
  Number.isNaN(pid) ? Date.now() - fs.statSync(file).mtimeMs > birthMillis : pid === process.pid || !isAlive(pid)

/** Of several processes that find the same stale lock one removes it; another that moved a new lock puts it back. */
const removeStale = (file: string, pid: number): void => {
  const aside = `${file}.${process.pid}`
  fs.renameSync(file, aside)
  if (!Object.is(ownerOf(aside), pid)) fs.linkSync(aside, file)
  fs.rmSync(aside)
}

/** The number of the process that has the lock; null once it is ours. */
const acquire = (file: string): number | null => {
  if (held.has(file)) return process.pid
  for (;;) {
    try {
      fs.writeFileSync(file, `${process.pid}\n`, { flag: "wx" })
      held.add(file)
      return null
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error
    }
    try {
      const pid = ownerOf(file)
      if (!isStale(file, pid)) return pid
      removeStale(file, pid)
    } catch (error) {
      // Somebody else released it, or was first to remove it.
      if (codeOf(error) !== "ENOENT" && codeOf(error) !== "EEXIST") throw error
    }
  }
}

const unusable = (problem: string) =>
  new DatabaseUnusable({ message: `The data directory ${problem}, or set DATA_DIR to another directory.` })

/**
 * Makes the directory with its parents and keeps every other process out of it until the scope closes: by a file `lock`
 * in it with the number of the process. The lock of a process that died is taken over.
 */
export const lockDirectory = (directory: string): Effect.Effect<void, DatabaseUnusable, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.try({
      try: () => {
        fs.mkdirSync(directory, { recursive: true })
        const file = join(fs.realpathSync(directory), "lock")
        return { file, owner: acquire(file) }
      },
      catch: (error) => unusable(`${directory} cannot be written (${codeOf(error)}). Make it writable`)
    }).pipe(
      Effect.filterOrFail(
        ({ owner }) => owner === null,
        ({ owner }) => unusable(`${directory} is in use by process ${owner}. Stop that process`)
      )
    ),
    ({ file }) =>
      Effect.sync(() => {
        held.delete(file)
        fs.rmSync(file, { force: true })
      })
  )
