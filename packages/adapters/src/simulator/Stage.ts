import type { ScrapedMatch } from "@mma-savant/core/collection/Scraped"
import type { AnswerStep, Scenario, Turn } from "./Scenario.ts"
import type { World } from "./World.ts"

/** How an event's bout stands before its results are published. */
const unpublished = (match: ScrapedMatch): ScrapedMatch => ({
  ...match,
  method: null,
  methodDetail: null,
  details: null,
  judges: [],
  resultRound: null,
  resultTime: null,
  fightOfTheNight: false,
  status: "scheduled",
  corners: match.corners.map((corner) => ({ ...corner, result: null, performanceOfTheNight: false, rounds: [] }))
})

/** Plays a scenario on a world. */
export class Stage {
  private readonly world: World
  private readonly turns: Array<{ readonly after: number; readonly turn: Turn }>
  private readonly answers: Array<{ readonly step: AnswerStep; readonly path: RegExp; left: number }>
  /** The bouts of withheld events as they were. */
  private readonly withheld = new Map<string, ScrapedMatch>()
  private served = 0

  constructor(world: World, { steps = [] }: Scenario) {
    this.world = world
    this.turns = steps.flatMap((step) => ("turn" in step ? [{ after: step.after ?? 0, turn: step.turn }] : []))
    this.answers = steps.flatMap((step) =>
      "answer" in step ? [{ step, path: new RegExp(step.path), left: step.times ?? Number.POSITIVE_INFINITY }] : []
    )
    this.proceed()
  }

  /** What the scenario has in store for a request; undefined for the page itself. */
  next(path: string): AnswerStep["answer"] | undefined {
    const found = this.answers.find(
      ({ left, path: pattern, step }) => left > 0 && this.served >= (step.after ?? 0) && pattern.test(path)
    )
    if (found !== undefined) found.left--
    this.served++
    this.proceed()
    return found?.step.answer
  }

  private proceed(): void {
    for (const due of this.turns.filter(({ after }) => after <= this.served)) {
      this.turns.splice(this.turns.indexOf(due), 1)
      this.play(due.turn)
    }
  }

  private change(key: ScrapedMatch["ufcstatsId"], to: (match: ScrapedMatch) => ScrapedMatch): void {
    const match = this.world.matches.get(key)
    if (match !== undefined) this.world.matches.set(key, to(match))
  }

  private play(turn: Turn): void {
    switch (turn.do) {
      case "rename": {
        const fighter = this.world.fighters.get(turn.fighter)
        if (fighter !== undefined) this.world.fighters.set(turn.fighter, { ...fighter, name: turn.name })
        return
      }
      case "withhold":
        for (const key of this.world.cards.get(turn.event) ?? []) {
          this.change(key, (match) => {
            this.withheld.set(key, match)
            return unpublished(match)
          })
        }
        return
      case "publish":
        for (const key of this.world.cards.get(turn.event) ?? [])
          this.change(key, (match) => this.withheld.get(key) ?? match)
        return
      case "overturn":
        this.change(turn.fight, (match) => ({
          ...match,
          method: "Overturned",
          corners: match.corners.map((corner) => ({ ...corner, result: "NC", performanceOfTheNight: false }))
        }))
        return
      case "cancel":
        this.change(turn.fight, (match) => ({ ...match, status: "cancelled" }))
    }
  }
}
