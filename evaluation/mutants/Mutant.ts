import type { EventRepository } from "@mma-savant/core/event/EventRepository"
import type { FighterRepository } from "@mma-savant/core/fighter/FighterRepository"
import type { MatchRepository } from "@mma-savant/core/match/MatchRepository"
import type { RankingRepository } from "@mma-savant/core/ranking/RankingRepository"
import type { StatsReader } from "@mma-savant/core/stats/StatsReader"
import { Effect, Layer } from "effect"
import type { Category } from "../Question.ts"

/** The ports that the tools read facts through. */
export type FactPort = EventRepository | FighterRepository | MatchRepository | RankingRepository | StatsReader

/** The same program with one thing broken in one way: a port that gives a wrong fact. */
export interface Mutant {
  /** What it does wrong. */
  readonly name: string
  /** Where it should show: these questions are asked first, for they take the least time. */
  readonly shows: Category
  readonly layer: Layer.Layer<FactPort, never, FactPort>
}

const untouched = Layer.effectContext(Effect.context<FactPort>())

/** Breaks the port that the layer makes, and leaves the others as they are. */
export const mutant = <Port extends FactPort>(
  shows: Category,
  name: string,
  broken: Layer.Layer<Port, never, FactPort>
): Mutant => ({ name, shows, layer: Layer.mergeAll(untouched, broken) })
