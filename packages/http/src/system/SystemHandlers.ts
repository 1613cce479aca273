import { TokenRevocations } from "@mma-savant/core/auth/TokenRevocations"
import { UserId } from "@mma-savant/core/Identity"
import { today } from "@mma-savant/core/IsoDate"
import { StoreUnavailable } from "@mma-savant/core/StoreUnavailable"
import { StatsReader } from "@mma-savant/core/stats/StatsReader"
import { version } from "@mma-savant/core/Version"
import { Clock, Deferred, Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import * as PrometheusMetrics from "effect/observability/PrometheusMetrics"
import { Api } from "../Api.ts"
import { Shutdown } from "./Shutdown.ts"
import { Stopping } from "./SystemApi.ts"

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

/** A token of nobody's. */
const noToken = { token: { id: "", iat: 0 }, userId: UserId.make(1) }

const inTime = <A>(store: string, look: Effect.Effect<A, StoreUnavailable>) =>
  Effect.timeoutOrElse(look, {
    duration: "2 seconds",
    orElse: () => Effect.fail(new StoreUnavailable({ store, cause: "no answer in 2 seconds" }))
  })

export const layer = HttpApiBuilder.group(
  Api,
  "system",
  Effect.fnUntraced(function* (handlers) {
    const reader = yield* StatsReader
    const revocations = yield* TokenRevocations
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
        if (yield* Deferred.isDone(shutdown.requested)) return yield* new Stopping()
        // Revocations are where whatever the servers share is, in Redis where there is one.
        const [{ version: dataVersion }] = yield* Effect.all(
          [
            inTime("database", Effect.flatMap(today, reader.status)),
            inTime("revocations", revocations.areRevoked([noToken]))
          ],
          { concurrency: 2 }
        )
        return { status: "ready" as const, dataVersion }
      }),
      metrics: () => PrometheusMetrics.format()
    })
  })
)
