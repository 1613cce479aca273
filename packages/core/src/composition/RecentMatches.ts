import { Schema } from "effect"
import { IsoDate } from "../IsoDate.ts"
import { Comeback } from "./Comeback.ts"
import { ExcitingMatch } from "./ExcitingMatch.ts"

const days = {
  /** Both included. */
  from: IsoDate,
  to: IsoDate,
  /** Completed on those days, told or not. */
  fights: Schema.Int
}

/** The fights of some days that are worth watching most, the highest score first, by the ranks of today. */
export const ExcitingMatches = Schema.Struct({ ...days, matches: Schema.Array(ExcitingMatch) })
export type ExcitingMatches = typeof ExcitingMatches.Type

/** The comebacks of some days, the latest first. */
export const Comebacks = Schema.Struct({ ...days, comebacks: Schema.Array(Comeback) })
export type Comebacks = typeof Comebacks.Type
