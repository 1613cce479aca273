import { Context, type DateTime, type Effect, Schema } from "effect"
import type { Cron } from "effect/Cron"
import { StoreUnavailable } from "../StoreUnavailable.ts"
import { RunNumber, RunPlan } from "./CollectionRun.ts"
import { BudgetSpent, RobotsForbid } from "./FetchFault.ts"
import { PageName } from "./Page.ts"
import { SourceBlocked } from "./PageFault.ts"

/** What a run is to be. Orders of one name are one order, whoever gives them and how often. */
export const RunOrder = Schema.Struct({
  name: Schema.NonEmptyString,
  plan: RunPlan,
  /** Where it begins. */
  roots: Schema.Array(PageName),
  /** The run that is to go on; null for a new one. */
  resumes: Schema.NullOr(RunNumber)
})
export type RunOrder = typeof RunOrder.Type

/** Nothing is begun, for this reason; `message` is a sentence. */
export class RunRefused extends Schema.TaggedError<RunRefused>()("RunRefused", {
  /** Nobody said whom a live site can reach; or it keeps programs out. */
  why: Schema.Literals(["no-contact", "blocked"]),
  message: Schema.String
}) {}

/** The run that an order led to, and the fault that stopped it early, if one did. */
export const RunEnd = Schema.Struct({
  run: RunNumber,
  stopped: Schema.NullOr(Schema.Union([SourceBlocked, RobotsForbid, BudgetSpent, StoreUnavailable]))
})
export type RunEnd = typeof RunEnd.Type

/** Carries runs through the steps of `RunSteps`. Laws: `contract/OuterRun.ts`. */
export class OuterRun extends Context.Service<
  OuterRun,
  {
    /**
     * Preflight, discover, drain, verify and report, each after the one before has ended, and none again that has. Whoever
     * waits may leave: the order stands until it is carried out or withdrawn.
     */
    readonly carryOut: (order: RunOrder) => Effect.Effect<RunEnd, RunRefused | StoreUnavailable>
    /** No step of the order begins any more. The one underway goes on to its end; of an unknown order nothing happens. */
    readonly withdraw: (order: RunOrder) => Effect.Effect<void>
  }
>()("@mma-savant/core/collection/OuterRun") {}

/** The clock of all processes that share a store. */
export class Timetable extends Context.Service<
  Timetable,
  {
    /**
     * Does something at the times given, in one of the processes that are told to, and in another when that one dies over
     * it. While it is done no other time comes; the last of those that nobody was there for is made up for within a day.
     */
    readonly keep: (times: Cron, fire: (at: DateTime.Utc) => Effect.Effect<void>) => Effect.Effect<never>
  }
>()("@mma-savant/core/collection/Timetable") {}
