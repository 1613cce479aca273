import { Schema } from "effect"
import { FighterId } from "../Identity.ts"

/** Everything a fighter is called, for finding whom a text means. */
export const FighterName = Schema.Struct({
  id: FighterId,
  name: Schema.String,
  nickname: Schema.NullOr(Schema.String),
  /** Earlier names, other spellings and other scripts. */
  aliases: Schema.Array(Schema.String)
})
export type FighterName = typeof FighterName.Type

/** Another name of a fighter and where it was seen. */
export interface FighterAlias {
  readonly fighterId: FighterId
  readonly alias: string
  readonly source: string
}
