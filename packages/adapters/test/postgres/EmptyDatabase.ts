import { constants, cpSync, existsSync, mkdtempSync, renameSync, rmSync } from "node:fs"
import { readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { PGlite } from "@electric-sql/pglite"
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm"
import { Effect, Layer } from "effect"
import { inject } from "vitest"
import * as Pglite from "../../src/postgres/Pglite.ts"

const make = async (template: string) => {
  const made = mkdtempSync(`${template}-`)
  const data = join(made, "data")
  await Effect.runPromise(Effect.scoped(Effect.asVoid(Layer.build(Pglite.layer(data)))))
  const database = await PGlite.create({ dataDir: join(data, "postgres"), extensions: { pg_trgm } })
  const dump = await database.dumpDataDir("none")
  await writeFile(join(made, "dump.tar"), dump.stream())
  await database.close()
  try {
    renameSync(made, template)
  } catch {
    // Another process was sooner.
    rmSync(made, { recursive: true })
  }
}

/** A database with the schema and no rows. It is made once in a run of the tests: a copy takes a tenth of the time. */
const template = async () => {
  const directory = join(inject("runDirectory"), "template")
  if (!existsSync(directory)) await make(directory)
  return directory
}

/** Makes a data directory of the embedded Postgres with the schema and no rows. */
export const emptyDirectory = async (directory: string): Promise<void> => {
  const from = join(await template(), "data")
  cpSync(from, directory, { recursive: true, mode: constants.COPYFILE_FICLONE })
}

/** An embedded Postgres in memory with the schema and no rows. */
export const layerEmpty = Layer.unwrap(
  Effect.promise(async () => Pglite.layerCopy(new Blob([await readFile(join(await template(), "dump.tar"))])))
)
