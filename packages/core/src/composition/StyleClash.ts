import { Schema } from "effect"
import { Fighter } from "../fighter/Fighter.ts"
import type { Match } from "../match/Match.ts"
import { CardBout, cardBout } from "./CardBout.ts"
import type { RecentForm } from "./RecentForm.ts"

/** In what two fighters differ. */
export const Contrast = Schema.Literals(["stance", "height", "reach", "experience"])
export type Contrast = typeof Contrast.Type

const Side = Schema.Struct({
  fighterId: Fighter.fields.id,
  name: Fighter.fields.name,
  stance: Fighter.fields.stance,
  heightCm: Fighter.fields.heightCm,
  reachCm: Fighter.fields.reachCm,
  /** Wins, losses and draws in the bouts at hand before the day of this one; null where that is unknown. */
  experience: Schema.NullOr(Schema.Int)
})
type Side = typeof Side.Type

/** A bout of two fighters of different styles. */
export const StyleClash = Schema.Struct({
  bout: CardBout,
  /** In the order of the bout's sides. */
  sides: Schema.Tuple([Side, Side]),
  /** Stances that differ; 10 cm of height, 8 cm of reach, 10 bouts of experience or more. */
  contrasts: Schema.Array(Contrast),
  /** In which of the contrasts the winner had more; none of stances, and none without a winner. */
  winnerAdvantages: Schema.Array(Contrast)
})
export type StyleClash = typeof StyleClash.Type

const measures = [
  ["height", 10, (side: Side) => side.heightCm],
  ["reach", 8, (side: Side) => side.reachCm],
  ["experience", 10, (side: Side) => side.experience]
] as const

const sideOf = ({ heightCm, id, name, reachCm, stance }: Fighter, { event }: Match, form: RecentForm): Side => ({
  fighterId: id,
  name,
  stance,
  heightCm,
  reachCm,
  experience: event?.date == null ? null : form.experience(event.date, id)
})

/** Null where not both sides are known fighters. */
export const styleClash = (match: Match, fighters: ReadonlyArray<Fighter>, form: RecentForm): StyleClash | null => {
  const [first, second] = match.corners.map(({ fighterId }) => fighters.find(({ id }) => id === fighterId))
  if (first === undefined || second === undefined) return null
  const [one, other] = [sideOf(first, match, form), sideOf(second, match, form)] as const
  const winner = match.corners.findIndex(({ result }) => result === "WIN")
  const contrasts: Array<Contrast> = []
  const winnerAdvantages: Array<Contrast> = []
  if (one.stance !== null && other.stance !== null && one.stance !== other.stance) contrasts.push("stance")
  for (const [contrast, least, measure] of measures) {
    const [a, b] = [measure(one), measure(other)]
    if (a === null || b === null || Math.abs(a - b) < least) continue
    contrasts.push(contrast)
    if ((a > b ? 0 : 1) === winner) winnerAdvantages.push(contrast)
  }
  return { bout: cardBout(match), sides: [one, other], contrasts, winnerAdvantages }
}

/** The bouts in which styles differ in something, in the order given. */
export const styleClashes = (
  matches: ReadonlyArray<Match>,
  fighters: ReadonlyArray<Fighter>,
  form: RecentForm
): ReadonlyArray<StyleClash> =>
  matches.flatMap((match) => styleClash(match, fighters, form) ?? []).filter(({ contrasts }) => contrasts.length > 0)
