import type { Fighter } from "../fighter/Fighter.ts"
import { FightRecord } from "../fighter/FightRecord.ts"
import { pounds } from "../fighter/Measure.ts"
import type { Tally } from "../stats/Tally.ts"

/**
 * What tells a fighter from others of the name, as far as it is known: nickname, record in the data, weight and year of
 * birth. `sums` are undefined for one without a fight.
 */
export const fighterLabel = (
  { birthdate, name, nickname, weightKg }: Fighter,
  sums: Pick<Tally, "wins" | "losses" | "draws" | "noContests"> | undefined
): string => {
  const facts = [
    sums === undefined ? "no fight" : `record ${FightRecord.of(sums).text}`,
    ...(weightKg === null ? [] : [`${weightKg} kg (${pounds(weightKg)} lb)`]),
    ...(birthdate === null ? [] : [`born ${birthdate.slice(0, 4)}`])
  ]
  return `${name}${nickname === null ? "" : ` "${nickname}"`}: ${facts.join(", ")}`
}
