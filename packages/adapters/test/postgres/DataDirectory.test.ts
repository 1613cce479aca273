import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import * as fs from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import * as Pglite from "../../src/postgres/Pglite.ts"
import { emptyDirectory } from "./EmptyDatabase.ts"

const temporary = Effect.acquireRelease(
  Effect.sync(() => fs.mkdtempSync(join(tmpdir(), "mma-savant-"))),
  (directory) => Effect.sync(() => fs.rmSync(directory, { recursive: true, force: true }))
)

const dataDirectory = Effect.gen(function* () {
  const directory = join(yield* temporary, "data")
  yield* Effect.promise(() => emptyDirectory(directory))
  return directory
})

const names = Effect.map(
  SqlClient.SqlClient.use((sql) => sql<{ name: string }>`select name from events order by id`),
  (rows) => rows.map(({ name }) => name)
)

const add = (name: string) =>
  SqlClient.SqlClient.use((sql) => sql`insert into events (name, folded_name, status) values (${name}, '', 'unknown')`)

const refusal = (directory: string) =>
  Effect.map(
    Effect.flip(Effect.scoped(Effect.provide(SqlClient.SqlClient, Pglite.layer(directory)))),
    ({ message }) => message
  )

/** Another process that opens the directory, writes an event, and stays. */
const otherProcess = (directory: string) =>
  Effect.acquireRelease(
    Effect.promise(async (): Promise<ChildProcess> => {
      const script = `
        import { Effect } from "effect"
        import { SqlClient } from "effect/sql"
        import * as Pglite from ${JSON.stringify(new URL("../../src/postgres/Pglite.ts", import.meta.url).href)}
        await Effect.runPromise(Effect.gen(function* () {
          const sql = yield* SqlClient.SqlClient
          yield* sql\`insert into events (name, folded_name, status) values ('Theirs', '', 'unknown')\`
          console.log("open")
          yield* Effect.never
        }).pipe(Effect.provide(Pglite.layer(${JSON.stringify(directory)}))))`
      const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
        cwd: fileURLToPath(new URL(".", import.meta.url)),
        stdio: ["ignore", "pipe", "inherit"]
      })
      await once(child.stdout!, "data")
      return child
    }),
    (child) => Effect.sync(() => child.kill("SIGKILL"))
  )

it.live("a new directory is made with its parents, and what was written is there at the next start", () =>
  Effect.gen(function* () {
    const directory = join(yield* temporary, "some", "where")
    yield* Effect.provide(add("Kept"), Pglite.layer(directory))
    assert.isFalse(fs.existsSync(join(directory, "lock")))
    assert.deepStrictEqual(yield* Effect.provide(names, Pglite.layer(directory)), ["Kept"])
  }).pipe(Effect.scoped)
)

it.live("a new directory, its parents and the database in it are for this user alone", () =>
  Effect.gen(function* () {
    const parent = yield* temporary
    fs.chmodSync(parent, 0o755)
    const directory = join(parent, "some", "where")
    yield* Effect.provide(names, Pglite.layer(directory))
    for (const made of [join(parent, "some"), directory]) assert.strictEqual(fs.statSync(made).mode & 0o777, 0o700)
  }).pipe(Effect.scoped)
)

it.live("a second process is told who has the directory; once that one is dead it gets in and loses nothing", () =>
  Effect.gen(function* () {
    const directory = yield* dataDirectory
    const child = yield* otherProcess(directory)
    assert.strictEqual(
      yield* refusal(directory),
      `The data directory ${directory} is in use by process ${child.pid}. ` +
        "Stop that process, or set DATA_DIR to another directory."
    )
    const gone = once(child, "exit")
    child.kill("SIGKILL")
    yield* Effect.promise(() => gone)
    assert.isTrue(fs.existsSync(join(directory, "lock")))
    assert.deepStrictEqual(yield* Effect.provide(names, Pglite.layer(directory)), ["Theirs"])
  }).pipe(Effect.scoped)
)

it.live("within one process a directory is open once, however it is spelled", () =>
  Effect.gen(function* () {
    const directory = yield* dataDirectory
    const link = `${directory}-link`
    yield* Effect.provide(
      Effect.gen(function* () {
        fs.symlinkSync(directory, link)
        assert.include(yield* refusal(link), `is in use by process ${process.pid}.`)
        assert.include(yield* refusal(`${directory}/../data/`), `is in use by process ${process.pid}.`)
        assert.deepStrictEqual(yield* names, [])
      }),
      Pglite.layer(directory)
    )
  }).pipe(Effect.scoped)
)

it.live("a lock left with our own number, or with half a number, is taken over", () =>
  Effect.gen(function* () {
    const directory = yield* dataDirectory
    const file = join(directory, "lock")
    for (const left of [`${process.pid}\n`, ""]) {
      fs.writeFileSync(file, left)
      fs.utimesSync(file, 0, 0)
      yield* Effect.provide(names, Pglite.layer(directory))
      assert.isFalse(fs.existsSync(file))
    }
  }).pipe(Effect.scoped)
)

it.live("a lock whose number has gone to another process since is taken over, where the system tells", (context) =>
  Effect.gen(function* () {
    const other = `/proc/${process.ppid}/stat`
    if (!fs.existsSync(other)) return context.skip("the system does not tell when a process began")
    const directory = yield* dataDirectory
    const file = join(directory, "lock")
    fs.writeFileSync(file, `${process.ppid} 1\n`)
    yield* Effect.provide(names, Pglite.layer(directory))
    assert.isFalse(fs.existsSync(file))
    const began = fs.readFileSync(other, "utf8").split(") ").at(-1)!.split(" ")[19]
    fs.writeFileSync(file, `${process.ppid} ${began}\n`)
    assert.include(yield* refusal(directory), `is in use by process ${process.ppid}.`)
  }).pipe(Effect.scoped)
)

it.live("a lock that is being written is somebody's, without a number", () =>
  Effect.gen(function* () {
    const directory = yield* dataDirectory
    fs.writeFileSync(join(directory, "lock"), "")
    assert.include(yield* refusal(directory), "is in use by another process.")
  }).pipe(Effect.scoped)
)

it.live("a directory that cannot be made or written is named in one sentence", () =>
  Effect.gen(function* () {
    const parent = yield* temporary
    fs.writeFileSync(join(parent, "file"), "")
    const below = join(parent, "file", "data")
    assert.strictEqual(
      yield* refusal(below),
      `The data directory ${below} cannot be written (ENOTDIR). Make it writable, or set DATA_DIR to another directory.`
    )
  }).pipe(Effect.scoped)
)

it.live.skipIf(process.getuid?.() === 0)("a directory without write permission is refused (not for root)", () =>
  Effect.gen(function* () {
    const directory = yield* temporary
    fs.chmodSync(directory, 0o500)
    assert.include(yield* refusal(directory), `The data directory ${directory} cannot be written (EACCES).`)
  }).pipe(Effect.scoped)
)

it.live("a directory that holds something else than a database is named, and stays as it is", () =>
  Effect.gen(function* () {
    const directory = yield* temporary
    fs.mkdirSync(join(directory, "postgres"))
    fs.writeFileSync(join(directory, "postgres", "PG_VERSION"), "9.6\n")
    assert.include(yield* refusal(directory), `The database in the data directory ${directory} cannot be started: `)
    assert.deepStrictEqual(fs.readdirSync(directory), ["postgres"])
    assert.strictEqual(fs.readFileSync(join(directory, "postgres", "PG_VERSION"), "utf8"), "9.6\n")
  }).pipe(Effect.scoped)
)
