import { records, type ToolTable } from "@mma-savant/core/llm/ToolTable"
import { metric } from "@mma-savant/core/stats/Metric"
import { look } from "../Inquiry.ts"
import { periodOf } from "../Period.ts"
import type { Board } from "../PhraseBook.ts"
import type { Answer } from "./Answer.ts"

/** Rows asked for when the question wants the first alone: enough to see a tie. */
const forOne = 10

/** The longest list that ties at its end may make. */
const mostShown = 30

/** How many more share the last place shown. */
const tiedBeyond = ({ note }: ToolTable): number => Number(/(\d+) more share/.exec(note ?? "")?.[1] ?? 0)

/** Who has the most or the fewest of something. */
export const leaders: Answer = function* (slots, { say: { leader: say }, today }) {
  const { activeOnly, limit, metric: id = "wins", minFights, order = "highest", weightClass } = slots
  const period = periodOf(slots, today)
  const asked = {
    metric: id,
    ...period.days,
    ...(order === "highest" ? {} : { order }),
    ...(activeOnly === undefined ? {} : { activeOnly }),
    ...(minFights === undefined ? {} : { minFights }),
    ...(weightClass === undefined ? {} : { weightClass })
  }
  const places = limit ?? forOne
  const cut = yield* look("leaderboard", { ...asked, limit: places })
  const isOneTie = records(cut).every(({ rank }) => rank === 1)
  const all = (limit ?? 1) > 1 || isOneTie ? places + tiedBeyond(cut) : places
  const table = all > places && all <= mostShown ? yield* look("leaderboard", { ...asked, limit: all }) : cut
  const { unit } = metric(id)
  const rows = records(table)
  const scope = { weightClass, period, sampleOnly: table.sampleOnly }
  const coverage = metric(id).measured ? table.coverage : null
  const board: Board = {
    rows,
    unit,
    order,
    coverage,
    minFights: table.minFights,
    truncated: table.truncated,
    note: table.note
  }
  if (rows.length === 0) return say.nobody(id, scope, table.note)
  return limit !== undefined && limit > 1 ? say.places(id, scope, board) : say.first(id, scope, board)
}
