import type { FighterId } from "../Identity.ts"
import type { Bout } from "../stats/Bout.ts"

/** Somebody whom two fighters have both fought, with the bouts of each, in the order given. */
export interface CommonOpponent {
  readonly id: FighterId
  readonly name: string
  readonly ofA: ReadonlyArray<Bout>
  readonly ofB: ReadonlyArray<Bout>
}

/** Whom nothing identifies is nobody's common opponent. */
const byOpponent = (bouts: ReadonlyArray<Bout>) => Map.groupBy(bouts, ({ opponent }) => opponent?.fighterId ?? null)

/** Those whom two fighters have both fought, by name. */
export const commonOpponents = (ofA: ReadonlyArray<Bout>, ofB: ReadonlyArray<Bout>): ReadonlyArray<CommonOpponent> => {
  const others = byOpponent(ofB)
  return [...byOpponent(ofA)]
    .flatMap(([id, own]): ReadonlyArray<CommonOpponent> => {
      const met = others.get(id)
      const name = own[0]?.opponent?.name
      return id === null || name === undefined || met === undefined ? [] : [{ id, name, ofA: own, ofB: met }]
    })
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id - b.id))
}
