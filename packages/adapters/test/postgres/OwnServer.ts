import { execFileSync } from "node:child_process"
import { chownSync, globSync, mkdtempSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Effect } from "effect"

/** Where Debian and others put a server's programs; null where there is none. */
export const serverPrograms = globSync(["/usr/lib/postgresql/*/bin/initdb", "/usr/local/pgsql/bin/initdb"])
  .sort()
  .at(-1)
  ?.replace(/\/initdb$/, "")

const freePort = Effect.callback<number>((resume) => {
  const probe = createServer()
  probe.listen(0, "127.0.0.1", () => {
    const address = probe.address()
    probe.close(() => resume(Effect.succeed(typeof address === "object" ? (address?.port ?? 0) : 0)))
  })
})

/** The ids of the user under whom a server runs: root may not be one. */
const runner = (): { readonly uid: number; readonly gid: number } | undefined => {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }))
  return { uid: id("-u"), gid: id("-g") }
}

/** A Postgres server of the test's own, which may be restarted. It ends with its scope. */
export const ownServer = Effect.fnUntraced(function* (programs: string) {
  const user = runner()
  const port = yield* freePort
  const home = yield* Effect.acquireRelease(
    Effect.sync(() => mkdtempSync(join(tmpdir(), "mma-savant-server-"))),
    (path) => Effect.sync(() => rmSync(path, { recursive: true }))
  )
  if (user !== undefined) chownSync(home, user.uid, user.gid)
  const data = join(home, "data")
  const run = (program: string, ...args: ReadonlyArray<string>) =>
    Effect.sync(
      () =>
        void execFileSync(join(programs, program), args, { ...user, cwd: home, stdio: ["ignore", "ignore", "pipe"] })
    )
  const control = (...args: ReadonlyArray<string>) =>
    run("pg_ctl", "-w", "-D", data, "-l", join(home, "log"), "-o", `-p ${port} -h 127.0.0.1 -k ${home}`, ...args)
  yield* run("initdb", "-A", "trust", "-U", "postgres", "-D", data)
  yield* Effect.acquireRelease(control("start"), () => control("-m", "immediate", "stop"))
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    /** As after a power cut: nobody's transaction is waited for. */
    restart: control("-m", "immediate", "restart")
  }
})
