import type { FighterId } from "../Identity.ts"
import { WeightClass, weightClassName } from "../ranking/WeightClass.ts"
import type { Coverage } from "../stats/Coverage.ts"
import type { Group, GroupedTally } from "../stats/Grouping.ts"
import { type GroupMetricId, groupMetric } from "../stats/GroupMetric.ts"
import type { GroupSums } from "../stats/GroupTally.ts"
import { figure, type MetricId } from "../stats/Metric.ts"
import { type Cell, mostTableRows } from "./ToolTable.ts"

interface Series {
  readonly columns: ReadonlyArray<string>
  readonly rows: ReadonlyArray<ReadonlyArray<Cell>>
  readonly truncated: boolean
}

/** Where a group stands among others, and how it is told. */
const placed = (group: Group): { readonly order: string; readonly cell: Cell } => {
  switch (group.by) {
    case "year":
      return { order: String(group.year), cell: group.year }
    case "weightClass": {
      const { weightClass } = group
      return weightClass === null
        ? { order: "99", cell: null }
        : {
            order: String(WeightClass.literals.indexOf(weightClass)).padStart(2, "0"),
            cell: weightClassName(weightClass)
          }
    }
    case "fight":
      return { order: `${group.date} ${String(group.matchId).padStart(10, "0")}`, cell: group.date }
    case "all":
      return { order: "", cell: null }
  }
}

const inOrder = <R extends { readonly group: Group }>(rows: ReadonlyArray<R>): ReadonlyArray<R> =>
  rows.toSorted((a, b) => (placed(a.group).order < placed(b.group).order ? -1 : 1))

/** The latest of the rows, or the first classes of them. */
const cut = (columns: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<Cell>>): Series => ({
  columns,
  rows: rows.slice(-mostTableRows),
  truncated: rows.length > mostTableRows
})

/** A figure of fighters, by group and then by fighter in the order asked for. */
export const fighterSeries = (
  id: MetricId,
  by: "year" | "weightClass" | "fight",
  ids: ReadonlyArray<FighterId>,
  tallies: ReadonlyArray<GroupedTally>
): Series => {
  const byFighter = ids.flatMap((id) => tallies.filter(({ fighterId }) => fighterId === id))
  const rows = inOrder(byFighter).map(({ fighterId, group, name, sums }) => {
    const { fights, value } = figure(id, sums)
    const { cell } = placed(group)
    return group.by === "fight"
      ? [cell, name, value, group.opponent, fighterId, group.matchId]
      : [cell, name, value, fights, fighterId]
  })
  return by === "fight"
    ? cut(["date", "name", "value", "opponent", "fighterId", "matchId"], rows)
    : cut([by, "name", "value", "fights", "fighterId"], rows)
}

/** A figure of the fights of each year or class. */
export const groupSeries = (
  id: GroupMetricId,
  by: "year" | "weightClass",
  groups: ReadonlyArray<GroupSums>
): Series & { readonly coverage: Coverage } => ({
  ...cut(
    [by, "value", "fights"],
    inOrder(groups).map(({ group, sums }) => [placed(group).cell, groupMetric(id).value(sums), sums.fights])
  ),
  coverage: {
    fights: groups.reduce((all, { sums }) => all + sums.fights, 0),
    measuredFights: groups.reduce((all, { sums }) => all + sums.measuredFights, 0)
  }
})
