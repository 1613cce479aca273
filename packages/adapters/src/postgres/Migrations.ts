import { Effect, Layer } from "effect"
import { Migrator } from "effect/sql"
import { DatabaseUnusable, rootMessage } from "./DatabaseUnusable.ts"
import fighters from "./migrations/0001_fighters.ts"
import matches from "./migrations/0002_matches.ts"
import rankings from "./migrations/0003_rankings.ts"
import collection from "./migrations/0004_collection.ts"
import version from "./migrations/0005_version.ts"
import views from "./migrations/0006_views.ts"
import users from "./migrations/0007_users.ts"
import conversations from "./migrations/0008_conversations.ts"
import identity from "./migrations/0009_identity.ts"
import modelCalls from "./migrations/0010_model_calls.ts"
import runs from "./migrations/0011_runs.ts"
import assistant from "./migrations/0012_assistant.ts"
import collector from "./migrations/0014_collector.ts"
import totals from "./migrations/0015_totals.ts"
import versionAtCommit from "./migrations/0016_version_at_commit.ts"
import orders from "./migrations/0017_orders.ts"
import textIndexes from "./migrations/0018_text_indexes.ts"

/**
 * Brings the schema up to date: all pending migrations in one transaction, under a lock, so that programs may start at
 * the same time. A migration that has been released is never edited; what changes comes as a new one.
 */
export const layer = Layer.effectDiscard(
  Migrator.make({})({
    table: "schema_migrations",
    loader: Migrator.fromRecord({
      "0001_fighters": fighters,
      "0002_matches": matches,
      "0003_rankings": rankings,
      "0004_collection": collection,
      "0005_version": version,
      "0006_views": views,
      "0007_users": users,
      "0008_conversations": conversations,
      "0009_identity": identity,
      "0010_model_calls": modelCalls,
      "0011_runs": runs,
      "0012_assistant": assistant,
      "0014_collector": collector,
      "0015_totals": totals,
      "0016_version_at_commit": versionAtCommit,
      "0017_orders": orders,
      "0018_text_indexes": textIndexes
    })
  }).pipe(
    Effect.mapError(
      (error) =>
        new DatabaseUnusable({ message: `The tables cannot be set up in the database: ${rootMessage(error)}.` })
    )
  )
)
