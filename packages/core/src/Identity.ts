import { Schema } from "effect"

/** Our own ids: 1 to 2,147,483,647, given by the store, stable for good. */
const id = Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 1, maximum: 2_147_483_647 })))

export const FighterId = id.pipe(Schema.brand("FighterId"))
export type FighterId = typeof FighterId.Type

export const EventId = id.pipe(Schema.brand("EventId"))
export type EventId = typeof EventId.Type

export const MatchId = id.pipe(Schema.brand("MatchId"))
export type MatchId = typeof MatchId.Type

export const UserId = id.pipe(Schema.brand("UserId"))
export type UserId = typeof UserId.Type

/**
 * The 16 hexadecimal digits by which ufcstats.com names a fighter, an event or a bout. Unique within its kind only:
 * the same digits may name an event and a fighter.
 */
export const UfcstatsId = Schema.String.pipe(
  Schema.check(Schema.isPattern(/^[0-9a-f]{16}$/, { message: "an id of ufcstats.com is 16 of 0-9 a-f" })),
  Schema.brand("UfcstatsId")
)
export type UfcstatsId = typeof UfcstatsId.Type
