import { Schema } from "effect"
import type { Tally } from "../stats/Tally.ts"

/** Wins, losses, draws and no contests in the UFC bouts at hand. */
export class FightRecord extends Schema.Class<FightRecord>("FightRecord")({
  wins: Schema.Int,
  losses: Schema.Int,
  draws: Schema.Int,
  noContests: Schema.Int
}) {
  static of({ draws, losses, noContests, wins }: Pick<Tally, "wins" | "losses" | "draws" | "noContests">): FightRecord {
    return new FightRecord({ wins, losses, draws, noContests })
  }

  /** "26-1-0", with no contests named only where there are any: "26-1-0 (1 NC)". */
  get text(): string {
    const base = `${this.wins}-${this.losses}-${this.draws}`
    return this.noContests === 0 ? base : `${base} (${this.noContests} NC)`
  }
}
