import { join } from "node:path"
import { PgClient } from "@effect/sql-pg"
import { PGlite, type PGliteOptions } from "@electric-sql/pglite"
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import { DatabaseUnusable, rootMessage } from "./DatabaseUnusable.ts"
import { lockDirectory } from "./DirectoryLock.ts"
import * as Migrations from "./Migrations.ts"
import { PgliteSocket } from "./PgliteSocket.ts"
import { SingleSession } from "./SingleSession.ts"

/**
 * The pages of the whole data set fit twice into the buffers; the default would take 100 MB more of every process. Plans
 * are made anew each time: nothing analyses tables as they grow, and a plan kept from the sample reads all of a table that
 * an import makes fifty times larger.
 */
const settings = ["-c", "shared_buffers=32MB", "-c", "plan_cache_mode=force_custom_plan"]

const start = (options: PGliteOptions, name: string) =>
  Effect.acquireRelease(
    Effect.tryPromise({
      try: () =>
        PGlite.create({
          ...options,
          extensions: { pg_trgm },
          startParams: [...PGlite.defaultStartParams, ...settings]
        }),
      // The server inside ends without a word on what it cannot read.
      catch: (error) =>
        new DatabaseUnusable({
          message: `${name} cannot be started: perhaps it is damaged or of another version (${rootMessage(error)}).`
        })
    }),
    (database) => Effect.promise(() => database.close())
  )

/** The same client as for a server, over an embedded one. It has a single session, hence a single connection. */
const connect = (database: PGlite) =>
  PgClient.make({
    stream: () => new PgliteSocket(database),
    username: "postgres",
    database: "postgres",
    ssl: false,
    minConnections: 1,
    maxConnections: 1,
    maxMessageSize: 64 * 1024 * 1024
  })

const client = (options: PGliteOptions, name: string) =>
  PgClient.layerFrom(
    Effect.flatMap(start(options, name), connect).pipe(
      Effect.catchTag("SqlError", (error) =>
        Effect.fail(new DatabaseUnusable({ message: `${name} cannot be used: ${rootMessage(error)}.` }))
      )
    )
  ).pipe(Layer.merge(Layer.succeed(SingleSession, true)))

/** Whoever gave answers from this directory before is no more: nobody need wait for the end of its leases. */
const endLeases = Layer.effectDiscard(
  Effect.flatMap(
    SqlClient.SqlClient,
    (sql) => sql`update runs set lease_until = now() where not told and state <> 'queued'`
  ).pipe(Effect.orDie)
)

/**
 * An embedded Postgres in `<directory>/postgres`, with the schema brought up to date. The directory belongs to this
 * process while the layer lives. A statement occupies the process until it ends.
 */
export const layer = (directory: string) =>
  endLeases.pipe(
    Layer.provideMerge(Migrations.layer),
    Layer.provideMerge(
      Layer.unwrap(
        Effect.as(
          lockDirectory(directory),
          client({ dataDir: join(directory, "postgres") }, `The database in the data directory ${directory}`)
        )
      )
    )
  )

const upToDate = (options: PGliteOptions) =>
  Migrations.layer.pipe(Layer.provideMerge(client(options, "The database in memory")))

/** An embedded Postgres that ends with the layer, with the schema brought up to date. */
export const layerMemory = upToDate({})

/** The same, which begins with what another one held: `dump` is what `PGlite.dumpDataDir` gave. */
export const layerCopy = (dump: Blob) => upToDate({ loadDataDir: dump })
