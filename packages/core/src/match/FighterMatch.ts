import { Schema } from "effect"
import { FighterId } from "../Identity.ts"
import { Result } from "./Result.ts"

/** One of the two sides of a bout. */
export const FighterMatch = Schema.Struct({
  /** Null while the source names somebody whom nothing identifies. */
  fighterId: Schema.NullOr(FighterId),
  /** The fighter's present name; the printed name where the fighter is not identified. */
  name: Schema.NonEmptyString,
  /** From the fight page alone; null when only the event page, which lists the winner first, was seen. */
  corner: Schema.NullOr(Schema.Literals(["red", "blue"])),
  /** Null before the bout, and when the source does not say. */
  result: Schema.NullOr(Result),
  performanceOfTheNight: Schema.Boolean
})
export type FighterMatch = typeof FighterMatch.Type
