import { PgClient } from "@effect/sql-pg"
import {
  FactQuery,
  mostQueryBytes,
  mostQueryRows,
  type QueryAnswer,
  QueryFailed,
  QueryTimedOut
} from "@mma-savant/core/llm/FactQuery"
import type { GuardedQuery } from "@mma-savant/core/llm/QueryGuard"
import { Cell } from "@mma-savant/core/llm/ToolTable"
import { StoreUnavailable } from "@mma-savant/core/StoreUnavailable"
import { Duration, Effect, Layer, Option, type Redacted, Schema } from "effect"
import { Reactivity } from "effect/reactivity"
import type { SqlClient, SqlConnection } from "effect/sql"
import { prepareRole } from "./AssistantRole.ts"
import { queryFault } from "./QueryFault.ts"

export interface FactQueryLimits {
  /** The longest that a query may take, and each of its statements. */
  readonly time: Duration.Duration
  /** The most that the planner may expect it to cost. */
  readonly cost: number
}

/** Over the whole data set, honest questions are expected to cost up to 35,000; 150,000 are more than a second. */
const standard: FactQueryLimits = { time: Duration.seconds(3), cost: 150_000 }

/** How long a query waits for a connection. */
const longestWait = Duration.seconds(2)

/** Rows fetched at once. */
const batch = 25

const isCell = Schema.is(Cell)

/** As a list of cells; what has no place in a cell is written as JSON. */
const cellsOf = (row: ReadonlyArray<unknown>): ReadonlyArray<Cell> =>
  row.map((value) => (isCell(value) ? value : JSON.stringify(value)))

/**
 * The query with each row as one JSON object, cut where it would be too long to be sent. The line breaks end what a
 * comment would hide.
 */
const asRows = ({ columns, text }: GuardedQuery): string => {
  const names = columns.map((_, at) => `c${at + 1}`).join(", ")
  return `select left(row_to_json(q)::text, ${mostQueryBytes + 1}) from (\n${text}\n) q(${names})`
}

const tooLong = new QueryFailed({ message: "A row is too long. Ask for fewer or shorter columns.", retriable: true })

interface Runner {
  /** The role to run as; null where the database has none. */
  readonly role: string | null
  readonly limits: FactQueryLimits
}

/** Settings of one transaction, in one statement. The role comes last: it could not set all the others. */
const settings = ({ limits, role }: Runner): Readonly<Record<string, string>> => ({
  statement_timeout: String(Math.ceil(Duration.toMillis(limits.time))),
  search_path: "mma_ro, pg_temp",
  standard_conforming_strings: "on",
  timezone: "UTC",
  datestyle: "ISO",
  // The plan whose cost is asked is the one that runs.
  cursor_tuple_fraction: "1",
  max_parallel_workers_per_gather: "0",
  ...(role === null ? {} : { role })
})

const Plans = Schema.fromJsonString(
  Schema.Tuple([Schema.Struct({ Plan: Schema.Struct({ "Total Cost": Schema.Finite }) })])
)
const planIn = Schema.decodeUnknownEffect(Plans)
const rowIn = Schema.decodeUnknownEffect(Schema.fromJsonString(Schema.Record(Schema.String, Schema.Unknown)))

/** Runs queries on connections that `sql` lends: in a transaction that may only read, and of which nothing is kept. */
const make = (sql: SqlClient.SqlClient, runner: Runner) => {
  const { limits } = runner

  const begin = Effect.fnUntraced(function* (connection: SqlConnection.Connection) {
    yield* Effect.acquireRelease(connection.executeUnprepared("begin read only", [], undefined), () =>
      Effect.ignore(connection.executeUnprepared("rollback", [], undefined))
    )
    const values = Object.entries(settings(runner))
    yield* connection.executeUnprepared(
      `select ${values.map((_, at) => `set_config($${2 * at + 1}, $${2 * at + 2}, true)`).join(", ")}`,
      values.flat(),
      undefined
    )
  })

  const priced = Effect.fnUntraced(function* (connection: SqlConnection.Connection, statement: string) {
    const lines = yield* connection.executeValuesUnprepared(`explain (format json) ${statement}`, [])
    const [plan] = lines[0] ?? []
    const [{ Plan }] = yield* Effect.orDie(planIn(typeof plan === "string" ? plan : JSON.stringify(plan)))
    if (Plan["Total Cost"] > limits.cost) {
      return yield* new QueryFailed({
        message: "The query would read too much. Join by ids, filter and aggregate.",
        retriable: true
      })
    }
  })

  const fetched = Effect.fnUntraced(function* (connection: SqlConnection.Connection, columns: ReadonlyArray<string>) {
    const rows: Array<ReadonlyArray<Cell>> = []
    let bytes = 0
    while (true) {
      const next = yield* connection.executeValuesUnprepared(`fetch forward ${batch} from facts`, [])
      for (const [row] of next) {
        const text = String(row)
        if (text.length > mostQueryBytes) return yield* tooLong
        bytes += Buffer.byteLength(text)
        if (rows.length === mostQueryRows || bytes > mostQueryBytes) {
          return rows.length === 0 ? yield* tooLong : { columns, rows, truncated: true }
        }
        rows.push(cellsOf(Object.values(yield* Effect.orDie(rowIn(text)))))
      }
      if (next.length < batch) return { columns, rows, truncated: false } satisfies QueryAnswer
    }
  })

  return FactQuery.of({
    run: Effect.fn("PgFactQuery.run")(
      function* (query: GuardedQuery) {
        const connection = yield* Effect.timeoutOrElse(sql.reserve, {
          duration: longestWait,
          orElse: () => Effect.fail(new StoreUnavailable({ store: "postgres", cause: "no connection is free" }))
        })
        const statement = asRows(query)
        return yield* Effect.gen(function* () {
          yield* begin(connection)
          yield* priced(connection, statement)
          yield* connection.executeUnprepared(`declare facts no scroll cursor for ${statement}`, [], undefined)
          return yield* fetched(connection, query.columns)
        }).pipe(
          Effect.scoped,
          Effect.timeoutOrElse({ duration: limits.time, orElse: () => Effect.fail(new QueryTimedOut()) })
        )
      },
      Effect.scoped,
      Effect.catchTag("SqlError", queryFault)
    )
  })
}

const unprepared = FactQuery.of({
  run: () =>
    Effect.fail(new QueryFailed({ message: "SQL cannot be run here: its role is not set up.", retriable: false }))
})

/** On two connections of its own, as the role of questions. Without the role nothing runs, and the log says why. */
const overServer = Effect.fnUntraced(function* (url: Redacted.Redacted, limits: FactQueryLimits) {
  const role = yield* prepareRole.pipe(
    Effect.tapError((error) =>
      Effect.logWarning("the assistant runs no SQL: the role that would run it cannot be set up", error)
    ),
    Effect.option
  )
  if (Option.isNone(role)) return unprepared
  if (role.value.remaining.length > 0) {
    yield* Effect.logWarning(
      "the role of the assistant's SQL may call functions that only a superuser can take from it",
      role.value.remaining
    )
  }
  const pool = PgClient.make({
    url,
    maxConnections: 2,
    applicationName: "mma-savant assistant",
    connectTimeout: "5 seconds"
  })
  return make(yield* Effect.orDie(pool), { role: role.value.name, limits })
})

/**
 * Over whichever database the client has. A server runs queries as a role that may read the views alone. The embedded
 * one has a single session and no roles: what the guard lets pass is held by a transaction that only reads, and by what
 * the planner expects, which is half as much there, because a statement runs to its end.
 */
export const layerWith = (limits: Partial<FactQueryLimits>) =>
  Layer.effect(
    FactQuery,
    Effect.gen(function* () {
      const client = yield* PgClient.PgClient
      const { url } = client.config
      if (url !== undefined) return yield* overServer(url, { ...standard, ...limits })
      return make(client, { role: null, limits: { ...standard, cost: standard.cost / 2, ...limits } })
    })
  ).pipe(Layer.provide(Reactivity.layer))

export const layer = layerWith({})
