import { today } from "@mma-savant/core/IsoDate"
import { StoreUnavailable } from "@mma-savant/core/StoreUnavailable"
import { StatsReader } from "@mma-savant/core/stats/StatsReader"
import { version } from "@mma-savant/core/Version"
import { Clock, Deferred, Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import * as PrometheusMetrics from "effect/observability/PrometheusMetrics"
import { Api } from "../Api.ts"
import { Shutdown } from "./Shutdown.ts"

const name = "MMA Savant API"

const links = {
  docs: "/docs",
  openapi: "/openapi.json",
  health: "/health",
  fighters: "/api/fighters",
  events: "/api/events",
  upcoming: "/api/events/upcoming",
  rankings: "/api/rankings",
  models: "/api/models"
}

export const layer = HttpApiBuilder.group(
  Api,
  "system",
  Effect.fnUntraced(function* (handlers) {
    const reader = yield* StatsReader
    const shutdown = yield* Shutdown
    const startedAt = yield* Clock.currentTimeMillis
    return handlers.handleAll({
      root: () => Effect.succeed({ name, version, links }),
      health: Effect.fnUntraced(function* () {
        const uptimeSeconds = Math.floor(((yield* Clock.currentTimeMillis) - startedAt) / 1000)
        return { status: "healthy" as const, name, version, uptimeSeconds }
      }),
      livez: () => Effect.succeed({ status: "ok" as const }),
      readyz: Effect.fnUntraced(function* () {
        if (yield* Deferred.isDone(shutdown.requested))
          return yield* new StoreUnavailable({ store: "server", cause: "stopping" })
        const { version: dataVersion } = yield* Effect.flatMap(today, reader.status).pipe(
          Effect.timeoutOrElse({
            duration: "2 seconds",
            orElse: () => Effect.fail(new StoreUnavailable({ store: "database", cause: "no answer in 2 seconds" }))
          })
        )
        return { status: "ready" as const, dataVersion }
      }),
      metrics: () => PrometheusMetrics.format()
    })
  })
)
