import { Layer } from "effect"
import * as PgChangeLog from "./PgChangeLog.ts"
import * as PgDeadLetters from "./PgDeadLetters.ts"
import * as PgFrontier from "./PgFrontier.ts"
import * as PgHostGate from "./PgHostGate.ts"
import * as PgPageArchive from "./PgPageArchive.ts"
import * as PgTransaction from "./PgTransaction.ts"

/** The ports of a crawl alone, over the client that `Pglite` or `PgServer` gives; those of the facts are in `Postgres`. */
export const layer = Layer.mergeAll(
  PgFrontier.layer,
  PgDeadLetters.layer,
  PgPageArchive.layer,
  PgHostGate.layer,
  PgChangeLog.layer,
  PgTransaction.layer
)
