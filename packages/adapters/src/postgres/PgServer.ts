import { PgClient } from "@effect/sql-pg"
import { Effect, Layer, Redacted } from "effect"
import type { SqlError } from "effect/sql"
import { DatabaseUnusable, rootMessage } from "./DatabaseUnusable.ts"
import * as Migrations from "./Migrations.ts"

export interface PgServerOptions {
  /** `postgres://user:password@host:port/database`, with the query parameters of libpq. */
  readonly url: Redacted.Redacted
  /** The most connections the program holds at once. Default 10. */
  readonly maxConnections?: number
  /** What the server's list of sessions shows. */
  readonly applicationName?: string
  /** Settings of the server for these sessions. */
  readonly settings?: Readonly<Record<string, string>>
}

/**
 * Rows are found by their keys from the first, however few there are: a server keeps plans while a crawl makes its tables
 * large, and takes a batch of unknown length for a hundred rows. Nor is a plan compiled for costing more by that.
 */
export const byKey = { enable_seqscan: "off", enable_hashjoin: "off", enable_mergejoin: "off", jit: "off" }

/** A whole batch goes as one parameter and comes as one row at most. */
const maxMessageSize = 64 * 1024 * 1024

/** A malformed escape stands for itself; the driver says what is wrong with it. */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const place = (url: Redacted.Redacted): string | null => {
  const address = URL.parse(Redacted.value(url))
  if (address === null || !/^postgres(ql)?:$/.test(address.protocol)) return null
  const host = address.searchParams.get("host") ?? (address.host === "" ? "localhost" : address.host)
  return `${address.searchParams.get("dbname") ?? decoded(address.pathname.slice(1))} at ${host}`
}

const unusable = (url: Redacted.Redacted) => (error: SqlError.SqlError) => {
  const where = place(url)
  const why =
    error.reason._tag === "AuthenticationError" ? "the server refuses the user or the password" : rootMessage(error)
  return new DatabaseUnusable({
    message:
      where === null
        ? "DATABASE_URL is not of the form postgres://user:password@host:port/database."
        : `The database ${where} cannot be used: ${why}.`
  })
}

/** A Postgres server, version 15 or later, with the schema brought up to date. */
export const layer = ({ applicationName = "mma-savant", maxConnections = 10, settings = {}, url }: PgServerOptions) =>
  Migrations.layer.pipe(
    Layer.provideMerge(
      PgClient.layerFrom(
        PgClient.make({
          url,
          maxConnections,
          applicationName,
          startupParameters: settings,
          maxMessageSize,
          connectTimeout: "5 seconds"
        }).pipe(
          // The pool connects on first use: asked now, a wrong address is said at the start.
          Effect.tap((sql) => sql`select 1`),
          Effect.mapError(unusable(url))
        )
      )
    )
  )
