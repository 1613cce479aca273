import type { FighterId } from "../Identity.ts"
import type { Ranking } from "./Ranking.ts"
import { isPoundForPound } from "./WeightClass.ts"

/** Who is ranked in a division, and where; pound for pound is none. Of two places the better counts. */
export class DivisionRanks {
  private readonly best = new Map<FighterId, number>()

  constructor(places: ReadonlyArray<Ranking>) {
    for (const { fighterId, rank, weightClass } of places) {
      if (isPoundForPound(weightClass)) continue
      this.best.set(fighterId, Math.min(rank, this.best.get(fighterId) ?? rank))
    }
  }

  /** Whether anybody is ranked at all: before the first rankings nothing is known of anybody. */
  get areKnown(): boolean {
    return this.best.size > 0
  }

  /** 0 for a champion; null for nobody in particular, and for whoever is not ranked. */
  of(fighterId: FighterId | null): number | null {
    return (fighterId === null ? undefined : this.best.get(fighterId)) ?? null
  }
}
