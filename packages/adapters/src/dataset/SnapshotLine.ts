import { EventFacts } from "@mma-savant/core/event/Event"
import { FighterFacts } from "@mma-savant/core/fighter/Fighter"
import { UfcstatsId } from "@mma-savant/core/Identity"
import { IsoDate } from "@mma-savant/core/IsoDate"
import { FighterMatch } from "@mma-savant/core/match/FighterMatch"
import { MatchFacts } from "@mma-savant/core/match/Match"
import { RoundStats } from "@mma-savant/core/match/MatchStats"
import { Rank } from "@mma-savant/core/ranking/Ranking"
import { WeightClass } from "@mma-savant/core/ranking/WeightClass"
import { Schema } from "effect"

/** How many lines of each kind follow the header. A file that was cut short has fewer. */
export const SnapshotCounts = Schema.Struct({
  fighters: Schema.Int,
  events: Schema.Int,
  matches: Schema.Int,
  rankings: Schema.Int
})
export type SnapshotCounts = typeof SnapshotCounts.Type

/** The first line. `asOf` is the day of the last completed event in the file. */
export const Header = Schema.Struct({
  format: Schema.Literal("mma-savant-snapshot"),
  version: Schema.Literal(1),
  asOf: Schema.NullOr(IsoDate),
  counts: SnapshotCounts
})
export type Header = typeof Header.Type

// Every other line is an array that begins with its kind: names of fields would be two thirds of the file.

const fighter = FighterFacts.fields
const FighterLine = Schema.Tuple([
  Schema.Literal("fighter"),
  UfcstatsId,
  fighter.name,
  fighter.nickname,
  fighter.height,
  fighter.weight,
  fighter.reach,
  fighter.stance,
  fighter.birthdate,
  fighter.belt,
  Schema.Tuple([fighter.wins, fighter.losses, fighter.draws, fighter.noContests]),
  Schema.Array(Schema.NonEmptyString)
])

const event = EventFacts.fields
const EventLine = Schema.Tuple([
  Schema.Literal("event"),
  UfcstatsId,
  event.name,
  event.date,
  event.location,
  event.venue,
  event.status
])

const strike = Schema.Int.pipe(Schema.check(Schema.isBetween({ minimum: 0, maximum: 10_000 })))
const strikes = Schema.NullOr(
  Schema.Tuple([strike, strike]).pipe(Schema.check(Schema.makeFilter(([landed, attempted]) => landed <= attempted)))
)
export type Strikes = typeof strikes.Type
const round = RoundStats.fields
const RoundLine = Schema.Tuple([
  round.round,
  round.knockdowns,
  round.submissionAttempts,
  round.reversals,
  round.controlSeconds,
  strikes,
  strikes,
  strikes,
  strikes,
  strikes,
  strikes,
  strikes,
  strikes,
  strikes
])
export type RoundLine = typeof RoundLine.Type

const corner = FighterMatch.fields
const CornerLine = Schema.Tuple([
  Schema.NullOr(UfcstatsId),
  corner.name,
  corner.corner,
  corner.result,
  corner.performanceOfTheNight,
  Schema.Array(RoundLine)
])
export type CornerLine = typeof CornerLine.Type

const match = MatchFacts.fields
const MatchLine = Schema.Tuple([
  Schema.Literal("match"),
  UfcstatsId,
  Schema.NullOr(UfcstatsId),
  match.weightClass,
  match.title,
  Schema.Tuple([match.isTitleBout, match.isMainEvent, match.fightOfTheNight]),
  match.cardOrder,
  Schema.Tuple([match.method, match.methodDetail, match.details]),
  Schema.Tuple([match.resultRound, match.resultTime]),
  Schema.Tuple([match.timeFormat, match.scheduledRounds]),
  match.referee,
  Schema.Array(Schema.Tuple([Schema.String, Schema.Int, Schema.Int])),
  match.status,
  Schema.Array(CornerLine).pipe(Schema.check(Schema.isMaxLength(2)))
])

const RankingsLine = Schema.Tuple([
  Schema.Literal("rankings"),
  IsoDate,
  Schema.String,
  Schema.Array(Schema.Tuple([WeightClass, Rank, UfcstatsId]))
])

/** A line of facts. */
export const Line = Schema.Union([FighterLine, EventLine, MatchLine, RankingsLine])
export type Line = typeof Line.Type
