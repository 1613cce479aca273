#!/usr/bin/env node
import "effect/schema/SchemaJITCompiler/enable"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import * as CsvDataset from "@mma-savant/adapters/dataset/CsvDataset"
import { exportSnapshot } from "@mma-savant/adapters/dataset/SnapshotExport"
import * as SnapshotSource from "@mma-savant/adapters/dataset/SnapshotSource"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import * as MemoryCrawlLog from "@mma-savant/adapters/memory/MemoryCrawlLog"
import * as Collection from "@mma-savant/adapters/postgres/Collection"
import * as Pglite from "@mma-savant/adapters/postgres/Pglite"
import * as PgServer from "@mma-savant/adapters/postgres/PgServer"
import * as Postgres from "@mma-savant/adapters/postgres/Postgres"
import * as RobotsFile from "@mma-savant/adapters/robots/RobotsFile"
import * as Simulator from "@mma-savant/adapters/simulator/Simulator"
import * as UfccomPages from "@mma-savant/adapters/ufccom/UfccomPages"
import * as UfcstatsPages from "@mma-savant/adapters/ufcstats/UfcstatsPages"
import * as HttpDriver from "@mma-savant/adapters/web/HttpDriver"
import { savedPages } from "@mma-savant/adapters/web/SavedPages"
import * as RunWorkflow from "@mma-savant/adapters/workflow/RunWorkflow"
import { PageReader } from "@mma-savant/core/collection/PageReader"
import { version } from "@mma-savant/core/Version"
import { Duration, Effect, Layer, Option } from "effect"
import type { Adapters } from "./Adapters.ts"
import * as Cli from "./Cli.ts"
import { type SiteSettings, settings } from "./Config.ts"

const database = Layer.unwrap(
  Effect.map(settings, ({ databaseUrl, dataDirectory }) =>
    Option.match(databaseUrl, {
      onNone: () => Pglite.layer(dataDirectory),
      onSome: (url) => PgServer.layer({ url, applicationName: "mma-savant collect", settings: PgServer.byKey })
    })
  )
)

/** By which name sites and their robots.txt know us. */
const agent = "MMASavant"
const timeout = Duration.seconds(30)

const driver = ({ browser, contact }: SiteSettings) => {
  const userAgent = `${agent}/${version} (+${Option.getOrElse(contact, () => "on this machine alone")})`
  return Option.match(browser, {
    onNone: () => HttpDriver.layer({ userAgent, timeout }),
    onSome: (executablePath) =>
      Layer.unwrap(
        Effect.map(
          Effect.promise(() => import("@mma-savant/adapters/browser/ChromiumDriver")),
          ({ layer }) => layer({ executablePath, userAgent, timeout })
        )
      )
  })
}

const adapters: Adapters = {
  dataset: CsvDataset.layer,
  snapshot: SnapshotSource.layer,
  exportSnapshot,
  store: Layer.merge(Postgres.layer, Collection.layer).pipe(Layer.provide(database)),
  scratch: Memory.layer,
  scratchLog: MemoryCrawlLog.layer,
  alone: RunWorkflow.layerMemory,
  together: (options) => RunWorkflow.layerCluster(options).pipe(Layer.provide(database)),
  savedPages,
  sites: (settings) =>
    Layer.mergeAll(
      driver(settings),
      RobotsFile.layer(agent),
      Layer.succeed(
        PageReader,
        PageReader.make({
          ufcstats: UfcstatsPages.reader(settings.statsUrl),
          ufccom: UfccomPages.reader(settings.rankingsUrl)
        })
      )
    ),
  simulate: Simulator.openScenario
}

Cli.run(adapters, version)(process.argv.slice(2)).pipe(Effect.provide(NodeServices.layer), NodeRuntime.runMain)
