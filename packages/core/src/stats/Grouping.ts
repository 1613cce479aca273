import { Schema } from "effect"
import type { MatchId } from "../Identity.ts"
import type { WeightClass } from "../ranking/WeightClass.ts"
import type { Bout } from "./Bout.ts"
import type { FighterTally } from "./Leaderboard.ts"

/** What fights are put together by. */
export const Grouping = Schema.Literals(["year", "weightClass", "fight"])
export type Grouping = typeof Grouping.Type

/** Fights that have something in common. */
export type Group =
  | { readonly by: "year"; readonly year: number }
  /** Null is no known class. */
  | { readonly by: "weightClass"; readonly weightClass: WeightClass | null }
  /** The opponent's name; null while nobody is named. */
  | { readonly by: "fight"; readonly matchId: MatchId; readonly date: string; readonly opponent: string | null }
  | { readonly by: "all" }

/** A fighter and the sums of those of the fights that belong to one group. */
export interface GroupedTally extends FighterTally {
  readonly group: Group
}

/** The group of a completed bout. */
const groupOf = (by: Grouping | "all", { match, opponent }: Pick<Bout, "match" | "opponent">): Group => {
  const date = match.event?.date ?? ""
  switch (by) {
    case "year":
      return { by, year: Number(date.slice(0, 4)) }
    case "weightClass":
      return { by, weightClass: match.weightClass }
    case "fight":
      return { by, matchId: match.id, date, opponent: opponent?.name ?? null }
    case "all":
      return { by }
  }
}

/** The bouts of each group, in their order. */
export const groupBouts = <B extends Pick<Bout, "match" | "opponent">>(
  by: Grouping | "all",
  bouts: ReadonlyArray<B>
): ReadonlyArray<{ readonly group: Group; readonly bouts: ReadonlyArray<B> }> => {
  const groups = Map.groupBy(bouts, (bout) => JSON.stringify(groupOf(by, bout)))
  return [...groups.values()].map((own) => ({ group: groupOf(by, own[0]!), bouts: own }))
}
