import { Schema } from "effect"

/** Of the fights behind a figure, how many there are and how many of them have statistics. A fight counts once. */
export const Coverage = Schema.Struct({ fights: Schema.Int, measuredFights: Schema.Int })
export type Coverage = typeof Coverage.Type
