/**
 * How long the community data set takes to import, how much memory, and how that compares with writing the same facts
 * as JSON into one table without rules. Then once more, which must write nothing.
 *
 *     npm run bench:import -- <directory>
 */

import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import * as CsvDataset from "@mma-savant/adapters/dataset/CsvDataset"
import * as Pglite from "@mma-savant/adapters/postgres/Pglite"
import { CollectionRun } from "@mma-savant/core/collection/CollectionRun"
import { FightSource } from "@mma-savant/core/collection/FightSource"
import { wroteNothing } from "@mma-savant/core/collection/StorageReport"
import { Array as Arr, Duration, Effect, Schema, Stream } from "effect"
import { SqlClient } from "effect/sql"
import { collect } from "./Metered.ts"

const [named] = process.argv.slice(2)
if (named === undefined) throw new Error("usage: npm run bench:import -- <directory of the data set>")
const directory = resolve(process.env["INIT_CWD"] ?? ".", named)

const decodeRun = Schema.decodeUnknownSync(Schema.fromJsonString(Schema.toCodecJson(CollectionRun)))

/** The whole program in a process of its own, as a person would run it. */
const importInto = async (data: string) => {
  const { stdout, ...took } = await collect(["import", directory, "--json"], { DATA_DIR: data })
  return { ...took, run: decodeRun(stdout) }
}

const timed = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.map(Effect.timed(effect), ([duration, value]) => ({ seconds: Duration.toSeconds(duration), value }))

/** What any importer has to do at least: read the files, and get as many facts into the same database. */
const baseline = Effect.gen(function* () {
  const source = FightSource.use(({ scraped }) => Stream.runCollect(scraped)).pipe(
    Effect.provide(CsvDataset.layer(directory))
  )
  const read = yield* timed(source)
  const facts = read.value.flatMap((batch): ReadonlyArray<object> => {
    if (batch._tag === "Fighters") return batch.fighters
    if (batch._tag === "Events") return batch.events
    return batch._tag === "Matches" ? batch.matches : []
  })
  const sql = yield* SqlClient.SqlClient
  yield* sql`create table plain (fact jsonb not null)`
  const written = yield* timed(
    Effect.forEach(
      Arr.chunksOf(facts, 500),
      (rows) => sql`insert into plain select json_array_elements(${JSON.stringify(rows)}::json)`
    )
  )
  return { read: read.seconds, written: written.seconds }
}).pipe(Effect.provide(Pglite.layerMemory))

const data = await mkdtemp(join(tmpdir(), "mma-savant-bench-"))
try {
  const least = await Effect.runPromise(baseline)
  const first = await importInto(join(data, "fresh"))
  const again = await importInto(join(data, "fresh"))
  const rows = Object.values(first.run.outcome.storage).reduce((all, { inserted }) => all + inserted, 0)
  const line = (name: string, seconds: number, rest = "") =>
    console.log(`${name.padEnd(34)}${seconds.toFixed(1).padStart(6)} s${rest}`)
  line("reading the files", least.read)
  line("the facts as JSON into one table", least.written)
  line("first import, program and all", first.seconds, `  ${Math.round(first.mebibytes)} MiB at most`)
  line("second import, program and all", again.seconds, `  ${Math.round(again.mebibytes)} MiB at most`)
  const ratio = first.seconds / (least.read + least.written)
  console.log(
    `${rows} rows, ${Math.round(rows / first.seconds)} a second, ${ratio.toFixed(1)} times the least possible`
  )
  if (!wroteNothing(again.run.outcome.storage)) throw new Error("the second import wrote something")
} finally {
  await rm(data, { recursive: true })
}
