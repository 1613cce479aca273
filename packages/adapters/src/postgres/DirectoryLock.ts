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

/** When a process began, in the clock of the system; "" where the system does not tell. */
const birthOf = (pid: number): string => {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8")
    // The second field is the name in brackets, which may hold anything; the beginning is the twenty-second.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? ""
  } catch {
    return ""
  }
}

/** What a lock says: the number of its process, and when that process began. */
const mark = (pid: number): string => `${pid} ${birthOf(pid)}\n`

const pidIn = (content: string): number => Number.parseInt(content, 10)

const isStale = (file: string, content: string): boolean => {
  const pid = pidIn(content)
  if (Number.isNaN(pid)) return Date.now() - fs.statSync(file).mtimeMs > birthMillis
  // Our own number in a lock that is not in `held`: a container gave a new process the number of a dead one.
  if (pid === process.pid || !isAlive(pid)) return true
  const [, birth = ""] = content.trim().split(" ")
  return birth !== "" && birthOf(pid) !== "" && birth !== birthOf(pid)
}

/** Of several processes that find the same stale lock one removes it; another that moved a new lock puts it back. */
const removeStale = (file: string, content: string): void => {
  const aside = `${file}.${process.pid}`
  fs.renameSync(file, aside)
  if (fs.readFileSync(aside, "utf8") !== content) fs.linkSync(aside, file)
  fs.rmSync(aside)
}

const nameOf = (pid: number): string => (Number.isNaN(pid) ? "another process" : `process ${pid}`)

/** Who has the lock; null once it is ours. */
const acquire = (file: string): string | null => {
  if (held.has(file)) return nameOf(process.pid)
  for (;;) {
    try {
      fs.writeFileSync(file, mark(process.pid), { flag: "wx" })
      held.add(file)
      return null
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error
    }
    try {
      const content = fs.readFileSync(file, "utf8")
      if (!isStale(file, content)) return nameOf(pidIn(content))
      removeStale(file, content)
    } catch (error) {
      // Somebody else released it, or was first to remove it.
      if (codeOf(error) !== "ENOENT" && codeOf(error) !== "EEXIST") throw error
    }
  }
}

const unusable = (problem: string) =>
  new DatabaseUnusable({ message: `The data directory ${problem}, or set DATA_DIR to another directory.` })

/**
 * Makes the directory with its parents, for this user alone, and keeps every other process out of it until the scope closes: by a file `lock`
 * in it with the number and the beginning of the process. The lock of a process that died is taken over, also
 * when another process has got its number since, where the system tells when a process began.
 */
export const lockDirectory = (directory: string): Effect.Effect<void, DatabaseUnusable, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.try({
      try: () => {
        fs.mkdirSync(directory, { recursive: true, mode: 0o700 })
        const file = join(fs.realpathSync(directory), "lock")
        return { file, owner: acquire(file) }
      },
      catch: (error) => unusable(`${directory} cannot be written (${codeOf(error)}). Make it writable`)
    }).pipe(
      Effect.filterOrFail(
        ({ owner }) => owner === null,
        ({ owner }) => unusable(`${directory} is in use by ${owner}. Stop that process`)
      )
    ),
    ({ file }) =>
      Effect.sync(() => {
        held.delete(file)
        fs.rmSync(file, { force: true })
      })
  )
