import { Schema } from "effect"
import { EventId, MatchId, UfcstatsId } from "../Identity.ts"
import { IsoDate } from "../IsoDate.ts"
import { WeightClass } from "../ranking/WeightClass.ts"
import { FighterMatch } from "./FighterMatch.ts"
import { Method } from "./Method.ts"

export const MatchStatus = Schema.Literals(["scheduled", "completed", "cancelled", "postponed", "unknown"])
export type MatchStatus = typeof MatchStatus.Type

/** A judge's card as the source prints it: the loser's points first, whatever the corners. */
export const Scorecard = Schema.Struct({ judge: Schema.String, points: Schema.Tuple([Schema.Int, Schema.Int]) })
export type Scorecard = typeof Scorecard.Type

const text = Schema.NullOr(Schema.NonEmptyString)

const facts = {
  /** Null for a bout entered by hand. */
  ufcstatsId: Schema.NullOr(UfcstatsId),
  /** Null when the source names no class or an unknown one. */
  weightClass: Schema.NullOr(WeightClass),
  /** The bout's printed title, such as "UFC Lightweight Title Bout". */
  title: text,
  isTitleBout: Schema.Boolean,
  isMainEvent: Schema.Boolean,
  /** 1 is the first bout of the night, the highest is the main event. */
  cardOrder: Schema.NullOr(Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 1, maximum: 99 })))),
  fightOfTheNight: Schema.Boolean,
  method: Schema.NullOr(Method),
  /** The technique in the singular: "Punch", "Rear Naked Choke". */
  methodDetail: text,
  /** The source's own words on the finish or the scoring, where they say more than the technique. */
  details: text,
  resultRound: Schema.NullOr(Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 1, maximum: 10 })))),
  /** Seconds into the last round. */
  resultTime: Schema.NullOr(Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: 7200 })))),
  timeFormat: text,
  scheduledRounds: Schema.NullOr(Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 1, maximum: 10 })))),
  referee: text,
  judges: Schema.Array(Scorecard),
  status: MatchStatus,
  /** In the order of the source; two, or fewer while an opponent is still to be announced. */
  corners: Schema.Array(FighterMatch).pipe(Schema.check(Schema.isMaxLength(2)))
}

/** A bout as it is written. `eventId` is null when the source lists the bout under no known event. */
export const MatchFacts = Schema.Struct({ eventId: Schema.NullOr(EventId), ...facts })
export type MatchFacts = typeof MatchFacts.Type

/** The event a bout belongs to, as far as a line about the bout needs it. */
export const EventRef = Schema.Struct({ id: EventId, name: Schema.String, date: Schema.NullOr(IsoDate) })
export type EventRef = typeof EventRef.Type

/** A bout between two fighters at an event. */
export class Match extends Schema.Class<Match>("Match")({ id: MatchId, event: Schema.NullOr(EventRef), ...facts }) {
  /** The bout as it would be written. */
  static facts({ event, id: _, ...known }: Match): MatchFacts {
    return { eventId: event?.id ?? null, ...known }
  }
}

export class MatchNotFound extends Schema.TaggedError<MatchNotFound>()("MatchNotFound", { id: MatchId }) {}

/** Statuses of bouts that have not taken place: a result that stands there all the same does not count. */
export const notFought: ReadonlyArray<MatchStatus> = ["scheduled", "cancelled", "postponed"]

/** Whether the bout has taken place with some result, a no contest included. A store may filter by {@link notFought}. */
export const wasFought = ({ corners, status }: Pick<MatchFacts, "corners" | "status">): boolean =>
  !notFought.includes(status) && corners.some(({ result }) => result !== null)

/** Sort key of bouts: the day, then the place on the card. A bout without a day stands before all days. */
export const matchKey = (match: Match): string =>
  `${match.event?.date ?? "0000-00-00"}|${String(match.cardOrder ?? 0).padStart(2, "0")}`

/** Whether a text is of the form of a {@link matchKey}. */
export const isMatchKey = (key: string): boolean => /^\d{4}-\d{2}-\d{2}\|\d{2}$/.test(key)
