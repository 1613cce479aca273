import type { FighterId } from "../Identity.ts"
import type { IsoDate } from "../IsoDate.ts"
import type { Result } from "../match/Result.ts"
import { type BoutResult, nightsOf } from "../stats/BoutResult.ts"
import { winRate } from "../stats/Metric.ts"

/** How many bouts before a day make a form. */
const formLength = 3

/** How everybody did in the bouts before a day. */
export class RecentForm {
  private readonly careers = new Map<FighterId, Array<{ readonly date: IsoDate; readonly result: Result }>>()

  constructor(results: ReadonlyArray<BoutResult>) {
    for (const [date, bouts] of nightsOf(results)) {
      for (const { first, firstResult, second, secondResult } of bouts) {
        this.add(first, date, firstResult)
        this.add(second, date, secondResult)
      }
    }
  }

  /**
   * The win rate of the latest three bouts before the day, which is not included; null without any. A no contest takes
   * nobody's place.
   */
  before(day: IsoDate, fighterId: FighterId | null): number | null {
    const latest = this.earlier(day, fighterId).slice(-formLength)
    const count = (wanted: Result) => latest.filter(({ result }) => result === wanted).length
    return winRate({ wins: count("WIN"), losses: count("LOSS"), draws: count("DRAW") })
  }

  /** Wins, losses and draws before the day. */
  experience(day: IsoDate, fighterId: FighterId): number {
    return this.earlier(day, fighterId).length
  }

  private earlier(day: IsoDate, fighterId: FighterId | null) {
    const career = fighterId === null ? [] : (this.careers.get(fighterId) ?? [])
    return career.filter(({ date }) => date < day)
  }

  private add(fighterId: FighterId | null, date: IsoDate, result: Result | null): void {
    if (fighterId === null || result === null || result === "NC") return
    const career = this.careers.get(fighterId)
    if (career === undefined) this.careers.set(fighterId, [{ date, result }])
    else career.push({ date, result })
  }
}
