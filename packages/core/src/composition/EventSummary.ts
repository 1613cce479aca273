import { Schema } from "effect"
import { EventRef } from "../match/Match.ts"
import { Method } from "../match/Method.ts"
import { Coverage } from "../stats/Coverage.ts"
import { groupMetric } from "../stats/GroupMetric.ts"
import { type Fight, groupTally } from "../stats/GroupTally.ts"

/** What a night came to. */
export const EventSummary = Schema.Struct({
  event: EventRef,
  /** On the card, fought or not. */
  bouts: Schema.Int,
  mainEvents: Schema.Int,
  /** How the fights ended, in the order of the methods, without those that do not occur. */
  methods: Schema.Array(Schema.Struct({ method: Method, fights: Schema.Int })),
  koTkos: Schema.Int,
  submissions: Schema.Int,
  /** Drawn ones included. */
  decisions: Schema.Int,
  /** Disqualifications, no contests, and fights of unknown method. */
  others: Schema.Int,
  /** Seconds fought in the fights whose clock is known, on average; null without any. */
  averageSeconds: Schema.NullOr(Schema.Finite),
  timedFights: Schema.Int,
  coverage: Coverage
})
export type EventSummary = typeof EventSummary.Type

/** Of the fights among the bouts of a card. */
export const eventSummary = (
  bouts: ReadonlyArray<{ readonly isMainEvent: boolean }>,
  fights: ReadonlyArray<Fight>
): Omit<EventSummary, "event"> => {
  const sums = groupTally(fights)
  const ended = Map.groupBy(fights, ({ match }) => match.method)
  return {
    bouts: bouts.length,
    mainEvents: bouts.filter(({ isMainEvent }) => isMainEvent).length,
    methods: Method.literals.flatMap((method) => {
      const some = ended.get(method)
      return some === undefined ? [] : [{ method, fights: some.length }]
    }),
    koTkos: sums.koTko,
    submissions: sums.submissions,
    decisions: sums.decisions,
    others: sums.fights - sums.koTko - sums.submissions - sums.decisions,
    averageSeconds: groupMetric("average-fight-time").value(sums),
    timedFights: sums.timedFights,
    coverage: { fights: sums.fights, measuredFights: sums.measuredFights }
  }
}
