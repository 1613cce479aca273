import { fork } from "node:child_process"
import { once } from "node:events"
import { mkdtemp, rm } from "node:fs/promises"
import { cpus, tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { PgClient } from "@effect/sql-pg"
import * as Pglite from "@mma-savant/adapters/postgres/Pglite"
import * as PgServer from "@mma-savant/adapters/postgres/PgServer"
import * as Postgres from "@mma-savant/adapters/postgres/Postgres"
import { CollectionRun } from "@mma-savant/core/collection/CollectionRun"
import { ExportFlow } from "@mma-savant/core/collection/ExportFlow"
import { wroteNothing } from "@mma-savant/core/collection/StorageReport"
import { verify } from "@mma-savant/core/collection/Verification"
import { Effect, Fiber, Layer, Redacted, Schema, Stream } from "effect"
import { freshDatabase } from "../../adapters/test/postgres/FreshDatabase.ts"
import { collect, type Metered } from "./Metered.ts"
import { watchSessions } from "./Sessions.ts"
import type { SiteCost } from "./Site.ts"
import { siteFacts } from "./SiteFacts.ts"

export interface CrawlingOptions {
  /** The directory of the community data set. */
  readonly directory: string
  /** The latest so many of its events. */
  readonly events: number
  /** Milliseconds before each answer of the site. */
  readonly latency: number
  /** Pages that are visited at a time. */
  readonly workers: number
  /** A Postgres server; without one the database is embedded in the crawler. */
  readonly server: string | null
}

/** What is promised: the most times the ideal, and the most memory of the crawler in MiB. */
const promised = { ratio: 1.3, mebibytes: 400 } as const

const decodeRun = Schema.decodeUnknownSync(Schema.fromJsonString(Schema.toCodecJson(CollectionRun)))

const openSite = ({ directory, events, latency }: CrawlingOptions) =>
  Effect.acquireRelease(
    Effect.promise(async () => {
      const file = fileURLToPath(new URL("Site.ts", import.meta.url))
      const child = fork(file, [directory, String(events), String(latency)])
      const [url] = await once(child, "message")
      const cost = async (): Promise<SiteCost> => {
        child.send("cost")
        return (await once(child, "message"))[0]
      }
      return { child, cost, environment: { UFCSTATS_BASE_URL: String(url), UFC_RANKINGS_URL: `${url}/rankings` } }
    }),
    ({ child }) => Effect.sync(() => child.disconnect())
  )

/** A database of its own, which is gone afterwards. */
const openDatabase = Effect.fnUntraced(function* (server: string | null) {
  if (server !== null) {
    const { href } = yield* freshDatabase(server)
    const url = Redacted.make(href)
    const watcher = PgClient.layer({ url, maxConnections: 1 })
    return { environment: { DATABASE_URL: href }, layer: PgServer.layer({ url }), watcher }
  }
  const data = yield* Effect.acquireRelease(
    Effect.promise(() => mkdtemp(join(tmpdir(), "mma-savant-bench-"))),
    (path) => Effect.promise(() => rm(path, { recursive: true }))
  )
  return { environment: { DATA_DIR: data }, layer: Pglite.layer(data), watcher: null }
})

type Database = Effect.Success<ReturnType<typeof openDatabase>>

/** The crawl and the processor time of the database's sessions; null where they are none of their own. */
const crawl = Effect.fnUntraced(function* (
  args: ReadonlyArray<string>,
  environment: Record<string, string>,
  { watcher }: Database
) {
  const sessions = new Map<number, number>()
  const watching =
    watcher === null ? null : yield* Effect.forkChild(watchSessions(sessions).pipe(Effect.provide(watcher)))
  const metered = yield* Effect.promise(() => collect(args, environment))
  if (watching !== null) yield* Fiber.interrupt(watching)
  const spent = sessions.size === 0 ? null : sessions.values().reduce((all, one) => all + one, 0)
  return { metered, database: spent }
})

const line = (name: string, value: string) => console.log(`${name.padEnd(34)}${value}`)

const tellTimes = (
  pages: number,
  { cpu, mebibytes, seconds }: Metered,
  { site, database }: { readonly site: number; readonly database: number | null },
  { latency, workers }: CrawlingOptions
) => {
  const cores = cpus().length
  const ideal = (pages * latency) / workers / 1000
  const work = cpu + site + (database ?? 0)
  const millis = (spent: number) => `${((spent * 1000) / pages).toFixed(2)} ms a page`
  line("pages", String(pages))
  line("seconds, program and all", `${seconds.toFixed(1)}  (${((seconds * 1000) / pages).toFixed(2)} ms a page)`)
  if (ideal > 0) {
    const ratio = seconds / ideal
    line(`ideal by latency (${latency} ms / ${workers})`, `${ideal.toFixed(1)}`)
    line("ratio", `${ratio.toFixed(2)}${ratio > promised.ratio ? ` (above ${promised.ratio})` : ""}`)
  }
  line("CPU of the crawler", millis(cpu))
  line("CPU of the site", millis(site))
  line("CPU of the database", database === null ? "the crawler's own" : millis(database))
  line(`least by CPU (all three / ${cores} cores)`, `${(work / cores).toFixed(1)} s`)
  line(
    "most memory of the crawler",
    `${Math.round(mebibytes)} MiB${mebibytes > promised.mebibytes ? ` (above ${promised.mebibytes})` : ""}`
  )
}

/** Whether the database holds what the site was made of: every fighter, event and bout, with all their statistics. */
const tellFacts = Effect.fnUntraced(function* ({ directory, events }: CrawlingOptions, { layer }: Database) {
  const told = yield* Effect.promise(() => siteFacts(directory, events))
  const stored = yield* ExportFlow.use(({ scraped }) => Stream.runCollect(scraped({ events: [], latest: null }))).pipe(
    Effect.provide(ExportFlow.layer),
    Effect.provide(Postgres.layer.pipe(Layer.provide(layer)))
  )
  const { conflicts, tables } = verify(stored, told)
  for (const [kind, { beyond, equal, missing }] of Object.entries(tables)) {
    line(`${kind} in the database`, `${equal} equal, ${missing.length} missing, ${beyond.length} too many`)
  }
  for (const { field, key, kind } of conflicts) line("told differently", `${kind} ${key}, ${field}`)
  const isEqual =
    conflicts.length === 0 && Object.values(tables).every((table) => table.missing.length + table.beyond.length === 0)
  line("database equal to the data set", isEqual ? "yes" : "NO")
  return isEqual
})

/**
 * How long a crawl of a whole simulated site takes, beside the ideal: as if nothing but the latency of its answers took
 * time. Crawler, site and database share the processor, which has a bound of its own. Then whether the database equals the
 * data set, and whether a second crawl writes nothing: false unless both.
 */
export const measureCrawling = (options: CrawlingOptions): Promise<boolean> =>
  Effect.gen(function* () {
    const site = yield* openSite(options)
    const database = yield* openDatabase(options.server)
    const environment = { ...database.environment, ...site.environment }
    const args = ["full", "--workers", String(options.workers), "--json"]
    const first = yield* crawl(args, environment, database)
    const cost = yield* Effect.promise(site.cost)
    tellTimes(cost.served, first.metered, { site: cost.cpu, database: first.database }, options)
    const isEqual = yield* tellFacts(options, database)
    const again = yield* Effect.promise(() => collect(args, environment))
    const { served } = yield* Effect.promise(site.cost)
    const isQuiet = wroteNothing(decodeRun(again.stdout).outcome.storage)
    line(
      "second crawl",
      `${again.seconds.toFixed(1)} s, ${served - cost.served} requests, ${isQuiet ? "nothing" : "SOMETHING"} written`
    )
    return isEqual && isQuiet
  }).pipe(Effect.scoped, Effect.runPromise)
