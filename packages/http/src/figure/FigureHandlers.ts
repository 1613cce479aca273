import { FigureComposer } from "@mma-savant/core/composition/FigureComposer"
import { boutRecord, boutRecordIds } from "@mma-savant/core/stats/BoutRecord"
import { CurrentData } from "@mma-savant/core/stats/CurrentData"
import { groupMetric, groupMetricIds } from "@mma-savant/core/stats/GroupMetric"
import { defaultMinFights, metric, metricIds } from "@mma-savant/core/stats/Metric"
import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { standardLimit } from "../request/Paging.ts"

const metrics = [
  ...metricIds.map((id) => {
    const { definition, denominator, label, unit } = metric(id)
    return { id, of: "fighters" as const, label, unit, definition, denominator, minFights: defaultMinFights(id) }
  }),
  ...groupMetricIds.map((id) => {
    const { definition, denominator, label, unit } = groupMetric(id)
    return { id, of: "groups" as const, label, unit, definition, denominator, minFights: null }
  }),
  ...boutRecordIds.map((id) => {
    const { definition, label, unit } = boutRecord(id)
    return { id, of: "records" as const, label, unit, definition, denominator: null, minFights: null }
  })
]

export const layer = HttpApiBuilder.group(
  Api,
  "figures",
  Effect.fnUntraced(function* (handlers) {
    const figures = yield* FigureComposer
    const data = yield* CurrentData
    return handlers.handleAll({
      metrics: Effect.fnUntraced(function* () {
        return { items: metrics, ...(yield* data.provenance) }
      }),
      leaderboard: Effect.fnUntraced(function* ({ params, query: { limit = standardLimit, ...request } }) {
        const board = yield* figures.getLeaderboard(params.metric, { ...request, limit })
        return { ...board, ...(yield* data.provenance) }
      }),
      series: Effect.fnUntraced(function* ({ params, query: { by = "year", fighterIds, ...scope } }) {
        const series = yield* figures.getSeries(params.metric, by, fighterIds, scope)
        return { ...series, ...(yield* data.provenance) }
      }),
      groups: Effect.fnUntraced(function* ({ params, query: { by = "year", ...scope } }) {
        return { ...(yield* figures.getGroups(params.metric, by, scope)), ...(yield* data.provenance) }
      }),
      records: Effect.fnUntraced(function* ({ params, query: { limit = standardLimit, ...query } }) {
        const records = yield* figures.getRecords(params.record, { ...query, limit })
        return { ...records, ...(yield* data.provenance) }
      })
    })
  })
)
