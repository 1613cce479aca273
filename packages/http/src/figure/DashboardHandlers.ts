import { DashboardComposer } from "@mma-savant/core/composition/dashboard/DashboardComposer"
import { CurrentData } from "@mma-savant/core/stats/CurrentData"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"

export const layer = HttpApiBuilder.group(
  Api,
  "dashboards",
  Effect.fnUntraced(function* (handlers) {
    const dashboards = yield* DashboardComposer
    const data = yield* CurrentData
    return handlers.handleAll({
      overview: Effect.fnUntraced(function* ({ query }) {
        return { ...(yield* dashboards.getOverview(query.weightClass)), ...(yield* data.provenance) }
      }),
      finishes: Effect.fnUntraced(function* ({ query }) {
        return { ...(yield* dashboards.getFinishes(query.weightClass)), ...(yield* data.provenance) }
      }),
      striking: Effect.fnUntraced(function* ({ query }) {
        return { ...(yield* dashboards.getStriking(query.weightClass)), ...(yield* data.provenance) }
      }),
      grappling: Effect.fnUntraced(function* ({ query }) {
        return { ...(yield* dashboards.getGrappling(query.weightClass)), ...(yield* data.provenance) }
      })
    })
  })
)
