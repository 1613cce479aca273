import { Schema } from "effect"
import { type Match, wasFought } from "../match/Match.ts"
import { methodFamily } from "../match/Method.ts"
import { CardBout, cardBout } from "./CardBout.ts"
import type { RecentForm } from "./RecentForm.ts"

/** What makes a fight a comeback. */
export const ComebackFlag = Schema.Literals([
  /** The loser had won 70% of the latest three bouts or more, and more than the winner had. */
  "upset_victory",
  /** In the third round or later. */
  "late_finish",
  "submission_comeback",
  "knockout_comeback"
])
export type ComebackFlag = typeof ComebackFlag.Type

const rate = Schema.NullOr(Schema.Finite)

/** A fight that was won by knockout or submission after the first round. */
export const Comeback = Schema.Struct({
  bout: CardBout,
  flags: Schema.Array(ComebackFlag),
  /** Win rates, 0 to 1, of the latest three bouts before the day of the fight; null for a first one. */
  winnerForm: rate,
  loserForm: rate,
  /** The form of the loser less that of the winner; null where either is. */
  upsetFactor: rate
})
export type Comeback = typeof Comeback.Type

const strongForm = 0.7

/** Null for a fight that is none. */
export const comeback = (match: Match, form: RecentForm): Comeback | null => {
  const { corners, event, method, resultRound } = match
  const family = method === null ? null : methodFamily(method)
  if (!wasFought(match) || resultRound === null || resultRound < 2) return null
  if (family !== "KO/TKO" && family !== "SUB") return null
  const formOf = (wanted: "WIN" | "LOSS"): number | null => {
    const side = corners.find(({ result }) => result === wanted)
    return side === undefined || event?.date == null ? null : form.before(event.date, side.fighterId)
  }
  const [winnerForm, loserForm] = [formOf("WIN"), formOf("LOSS")]
  const upsetFactor = winnerForm === null || loserForm === null ? null : loserForm - winnerForm
  const flags: Array<ComebackFlag> = []
  if (upsetFactor !== null && upsetFactor > 0 && loserForm! >= strongForm) flags.push("upset_victory")
  if (resultRound >= 3) flags.push("late_finish")
  flags.push(family === "SUB" ? "submission_comeback" : "knockout_comeback")
  return { bout: cardBout(match), flags, winnerForm, loserForm, upsetFactor }
}

/** The comebacks among bouts, in the order given. */
export const comebacks = (matches: ReadonlyArray<Match>, form: RecentForm): ReadonlyArray<Comeback> =>
  matches.flatMap((match) => comeback(match, form) ?? [])
