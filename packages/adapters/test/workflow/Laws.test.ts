import { PgClient } from "@effect/sql-pg"
import * as RunWorkflow from "@mma-savant/adapters/workflow/RunWorkflow"
import * as OuterRunLaws from "@mma-savant/core/contract/OuterRun"
import { Duration, Effect, Layer, Redacted } from "effect"
import { freshDatabase } from "../postgres/FreshDatabase.ts"

OuterRunLaws.suite("in this process", RunWorkflow.layerMemory)

const server = process.env["TEST_DATABASE_URL"]
if (server !== undefined) {
  const database = Layer.unwrap(
    Effect.map(freshDatabase(server), ({ href }) => PgClient.layer({ url: Redacted.make(href), maxConnections: 10 }))
  )
  OuterRunLaws.suite(
    "over a server",
    RunWorkflow.layerCluster({ takeover: Duration.seconds(3), schedules: null }).pipe(Layer.provide(database))
  )
}
