import { Context } from "effect"
import { Tool, Toolkit } from "effect/ai"
import { DataStatusTool, EventsTool, EventTool, RankingsTool, UpcomingTool } from "./EventTools.ts"
import { FighterProfileTool, FightsTool, HeadToHeadTool } from "./FighterTools.ts"
import { BoutRecordsTool, CompareTool, GlossaryTool, LeaderboardTool, MetricTool, SeriesTool } from "./FigureTools.ts"
import { PredictTool } from "./PredictTool.ts"
import { ResolveTool } from "./ResolveTool.ts"
import { SqlTool } from "./SqlTool.ts"

/** It reads our data and nothing else, says the same when asked twice, and refuses an argument that it does not have. */
const reading = (title: string) =>
  Context.make(Tool.Title, title).pipe(
    Context.add(Tool.Readonly, true),
    Context.add(Tool.Destructive, false),
    Context.add(Tool.Idempotent, true),
    Context.add(Tool.OpenWorld, false),
    Context.add(Tool.Strict, true)
  )

/**
 * The tools of the assistant that need no talk, for the assistants of others. `askUser` waits for an answer in the talk,
 * `chart` draws what an earlier call of the same question gave, and `abstain` marks an answer as none: others ask their
 * users, draw and decline by themselves. Their handlers are those of `SavantTools`.
 */
export const FactTools = Toolkit.make(
  ResolveTool.annotateMerge(reading("Find whom or what a text means")),
  FighterProfileTool.annotateMerge(reading("Profile of a fighter")),
  MetricTool.annotateMerge(reading("Figures of a fighter")),
  CompareTool.annotateMerge(reading("Compare fighters")),
  SeriesTool.annotateMerge(reading("A figure over time")),
  FightsTool.annotateMerge(reading("List bouts")),
  HeadToHeadTool.annotateMerge(reading("Two fighters against each other")),
  LeaderboardTool.annotateMerge(reading("Leaderboard of a figure")),
  BoutRecordsTool.annotateMerge(reading("Records of single fights")),
  EventTool.annotateMerge(reading("An event and its card")),
  EventsTool.annotateMerge(reading("List past events")),
  UpcomingTool.annotateMerge(reading("Events to come")),
  RankingsTool.annotateMerge(reading("Rankings of a class")),
  PredictTool.annotateMerge(reading("Chances in a bout")),
  GlossaryTool.annotateMerge(reading("How figures are defined")),
  DataStatusTool.annotateMerge(reading("What the data holds")),
  SqlTool.annotateMerge(reading("Query the facts in SQL"))
)
