import { boutRecord, boutRecordIds } from "../stats/BoutRecord.ts"
import { groupMetric, groupMetricIds } from "../stats/GroupMetric.ts"
import { defaultMinFights, metric, metricIds } from "../stats/Metric.ts"
import { boutRecordLabels, groupMetricLabels, metricLabels } from "../stats/MetricLabel.ts"
import type { Cell } from "./ToolTable.ts"

interface Entry {
  readonly id: string
  readonly cells: ReadonlyArray<Cell>
}

const basis = (measured: boolean) => (measured ? "fights with statistics" : "completed fights")

const entries: ReadonlyArray<Entry> = [
  ...metricIds.map((id) => {
    const { definition, denominator, label, measured, unit } = metric(id)
    const least = defaultMinFights(id)
    return {
      id,
      cells: [id, "fighter", label, metricLabels[id].ko, unit, definition, denominator, basis(measured), least]
    }
  }),
  ...groupMetricIds.map((id) => {
    const { definition, denominator, label, measured, unit } = groupMetric(id)
    const korean = groupMetricLabels[id].ko
    return { id, cells: [id, "class or year", label, korean, unit, definition, denominator, basis(measured), null] }
  }),
  ...boutRecordIds.map((id) => {
    const { definition, label, measured, unit } = boutRecord(id)
    const korean = boutRecordLabels[id].ko
    return { id, cells: [id, "single fight", label, korean, unit, definition, null, basis(measured), null] }
  })
]

/** Every figure there is, or those of one id: the same may be asked of a fighter, of a class and of a single fight. */
export const glossaryTable = (id: string | undefined) => ({
  columns: ["metric", "of", "label", "koreanLabel", "unit", "definition", "dividedBy", "restsOn", "minFights"],
  rows: entries.filter((entry) => id === undefined || entry.id === id).map(({ cells }) => cells)
})
