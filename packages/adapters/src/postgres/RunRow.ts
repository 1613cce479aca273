import { leaseTime } from "@mma-savant/core/conversation/RunLeases"
import type { OwnedRun } from "@mma-savant/core/conversation/Turn"
import { Duration } from "effect"

/** What an {@link OwnedRun} is made of: a run `r`, its answer `m` and their conversation `c`. */
const columns: Readonly<Record<keyof OwnedRun, string>> = {
  sessionId: "c.session_id",
  run: "r.run",
  answerId: "r.answer",
  number: "r.number",
  questionId: "m.parent",
  userId: "c.user_id",
  model: "r.model",
  canAsk: "r.can_ask",
  isAnew: "r.kind = 'regenerate'"
}

export const ownedColumns = Object.entries(columns)
  .map(([field, column]) => `${column} as "${field}"`)
  .join(", ")

/** The same as the fields of a JSON object. */
export const ownedFields = Object.entries(columns)
  .map(([field, column]) => `'${field}', ${column}`)
  .join(", ")

/** When a lease that begins now is over. */
export const leaseEnd = `now() + interval '${Duration.toSeconds(leaseTime)} seconds'`
