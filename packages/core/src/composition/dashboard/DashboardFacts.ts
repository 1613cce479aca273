import type { BoutResult } from "../../stats/BoutResult.ts"
import type { GroupSums } from "../../stats/GroupTally.ts"
import type { FighterTally } from "../../stats/Leaderboard.ts"

/** What dashboards are made of: the completed bouts of a class, or of all, and sums over them. */
export interface DashboardFacts {
  readonly results: ReadonlyArray<BoutResult>
  /** Of every fighter. */
  readonly tallies: ReadonlyArray<FighterTally>
  readonly byClass: ReadonlyArray<GroupSums>
  readonly byYear: ReadonlyArray<GroupSums>
  readonly all: ReadonlyArray<GroupSums>
}

/** The fewest fights of whoever is compared by something divided, or by an exchange of strikes. */
export const fewestFights = { divided: 5, exchange: 10 } as const

/** Rows of a board. */
export const boardLength = 10
