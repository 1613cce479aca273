import { Schema } from "effect"
import { Tool, Toolkit } from "effect/ai"
import { EventId, FighterId } from "../Identity.ts"
import { IsoDate } from "../IsoDate.ts"
import { MethodFamily } from "../match/Method.ts"
import { Result } from "../match/Result.ts"
import { WeightClass } from "../ranking/WeightClass.ts"
import { MetricId } from "../stats/Metric.ts"
import { mostCandidates, mostRows, ToolFailure, ToolTable } from "./ToolTable.ts"

const limit = (standard: number) =>
  Schema.optionalKey(Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 1, maximum: mostRows })))).annotate({
    description: `1 to ${mostRows} rows, ${standard} when left out`
  })

const answer = { success: ToolTable, failure: ToolFailure, failureMode: "return" } as const

const fighterId = FighterId.annotate({ description: "A fighterId from `resolve` or from another tool's rows" })

const ResolveTool = Tool.make("resolve", {
  description:
    "Finds the fighters that a name, nickname or misspelling may mean, best first, with a score; with `facing`, those " +
    "of them who have fought that fighter.",
  parameters: Schema.Struct({
    text: Schema.NonEmptyString.pipe(Schema.check(Schema.isMaxLength(200))),
    facing: Schema.optionalKey(fighterId)
  }),
  ...answer
})

const AskUserTool = Tool.make("askUser", {
  description:
    "Asks the user which of several fighters is meant, and waits for the choice. Fails with NOT_ANSWERED when the user " +
    "cannot be asked, or does not answer.",
  parameters: Schema.Struct({
    fighterIds: Schema.Array(fighterId).pipe(Schema.check(Schema.isMinLength(2), Schema.isMaxLength(mostCandidates)))
  }),
  ...answer
})

const FighterProfileTool = Tool.make("fighterProfile", {
  description: "One fighter: record in the data, physical measures, age, rank, first and last fight.",
  parameters: Schema.Struct({ fighterId }),
  ...answer
})

const MetricTool = Tool.make("metric", {
  description: "Figures about one fighter, such as win-rate, knockdowns or takedown-accuracy, with their coverage.",
  parameters: Schema.Struct({
    fighterId,
    metrics: Schema.Array(MetricId).pipe(Schema.check(Schema.isMinLength(1), Schema.isMaxLength(40)))
  }),
  ...answer
})

const FightsTool = Tool.make("fights", {
  description:
    "Bouts, latest first unless order says earliest, filtered by fighter, opponent, class, result, method and days.",
  parameters: Schema.Struct({
    fighterId: Schema.optionalKey(fighterId),
    opponentId: Schema.optionalKey(fighterId),
    weightClass: Schema.optionalKey(WeightClass),
    result: Schema.optionalKey(Result),
    method: Schema.optionalKey(MethodFamily),
    titleFightsOnly: Schema.optionalKey(Schema.Boolean),
    from: Schema.optionalKey(IsoDate),
    to: Schema.optionalKey(IsoDate),
    order: Schema.optionalKey(Schema.Literals(["latest", "earliest"])),
    limit: limit(10)
  }),
  ...answer
})

const HeadToHeadTool = Tool.make("headToHead", {
  description: "Every meeting of two fighters, latest first, seen from the first.",
  parameters: Schema.Struct({ a: fighterId, b: fighterId }),
  ...answer
})

const LeaderboardTool = Tool.make("leaderboard", {
  description: "The fighters with the highest value of a metric; ties share a rank.",
  parameters: Schema.Struct({
    metric: MetricId,
    weightClass: Schema.optionalKey(WeightClass),
    from: Schema.optionalKey(IsoDate),
    to: Schema.optionalKey(IsoDate),
    minFights: Schema.optionalKey(Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 1, maximum: 100 })))),
    limit: limit(10)
  }),
  ...answer
})

const EventTool = Tool.make("event", {
  description: "An event and its card with results, main event first: by eventId, or by a name such as 'UFC 300'.",
  parameters: Schema.Struct({
    eventId: Schema.optionalKey(EventId),
    name: Schema.optionalKey(Schema.NonEmptyString.pipe(Schema.check(Schema.isMaxLength(200))))
  }),
  ...answer
})

const EventsTool = Tool.make("events", {
  description: "Completed events, latest first, by days or place. `total` counts all that match.",
  parameters: Schema.Struct({
    from: Schema.optionalKey(IsoDate),
    to: Schema.optionalKey(IsoDate),
    location: Schema.optionalKey(Schema.NonEmptyString.pipe(Schema.check(Schema.isMaxLength(200)))),
    limit: limit(10)
  }),
  ...answer
})

const UpcomingTool = Tool.make("upcoming", {
  description: "Events still to come, the nearest first.",
  parameters: Schema.Struct({ limit: limit(5) }),
  ...answer
})

const RankingsTool = Tool.make("rankings", {
  description: "The rankings of a class; rank 0 is the champion. The day of the rankings is in the note.",
  parameters: Schema.Struct({
    weightClass: WeightClass,
    places: Schema.optionalKey(
      Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 1, maximum: mostRows })))
    ).annotate({
      description: "The last rank to be shown; all when left out"
    })
  }),
  ...answer
})

const DataStatusTool = Tool.make("dataStatus", {
  description: "What the data holds: first and last event, fights, fighters, how many fights have statistics.",
  ...answer
})

/** Everything the assistant can look up. Each tool answers with a {@link ToolTable}. */
export const SavantTools = Toolkit.make(
  ResolveTool,
  AskUserTool,
  FighterProfileTool,
  MetricTool,
  FightsTool,
  HeadToHeadTool,
  LeaderboardTool,
  EventTool,
  EventsTool,
  UpcomingTool,
  RankingsTool,
  DataStatusTool
)
