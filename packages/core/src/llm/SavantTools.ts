import { Toolkit } from "effect/ai"
import { AbstainTool } from "./Abstention.ts"
import { ChartTool } from "./chart/ChartTool.ts"
import { DataStatusTool, EventsTool, EventTool, RankingsTool, UpcomingTool } from "./EventTools.ts"
import { AskUserTool, FighterProfileTool, FightsTool, HeadToHeadTool } from "./FighterTools.ts"
import { BoutRecordsTool, CompareTool, GlossaryTool, LeaderboardTool, MetricTool, SeriesTool } from "./FigureTools.ts"
import { PredictTool } from "./PredictTool.ts"
import { ResolveTool } from "./ResolveTool.ts"
import { SqlTool } from "./SqlTool.ts"

/** Everything the assistant can look up. Each tool answers with a `ToolTable`. */
export const SavantTools = Toolkit.make(
  ResolveTool,
  AskUserTool,
  FighterProfileTool,
  MetricTool,
  CompareTool,
  SeriesTool,
  FightsTool,
  HeadToHeadTool,
  LeaderboardTool,
  BoutRecordsTool,
  EventTool,
  EventsTool,
  UpcomingTool,
  RankingsTool,
  PredictTool,
  GlossaryTool,
  DataStatusTool,
  SqlTool,
  ChartTool,
  AbstainTool
)
