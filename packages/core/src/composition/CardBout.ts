import { Schema } from "effect"
import { FighterMatch } from "../match/FighterMatch.ts"
import { Match } from "../match/Match.ts"

/** A bout as a line of a card. */
export const CardBout = Schema.Struct({
  matchId: Match.fields.id,
  event: Match.fields.event,
  /** In the order of the source. */
  fighters: Schema.Array(
    Schema.Struct({
      id: FighterMatch.fields.fighterId,
      name: FighterMatch.fields.name,
      result: FighterMatch.fields.result
    })
  ),
  weightClass: Match.fields.weightClass,
  method: Match.fields.method,
  resultRound: Match.fields.resultRound,
  /** Seconds into the last round. */
  resultTime: Match.fields.resultTime,
  isTitleBout: Schema.Boolean,
  isMainEvent: Schema.Boolean,
  /** 1 is the first bout of the night. */
  cardOrder: Match.fields.cardOrder
})
export type CardBout = typeof CardBout.Type

export const cardBout = (match: Match): CardBout => ({
  matchId: match.id,
  event: match.event,
  fighters: match.corners.map(({ fighterId, name, result }) => ({ id: fighterId, name, result })),
  weightClass: match.weightClass,
  method: match.method,
  resultRound: match.resultRound,
  resultTime: match.resultTime,
  isTitleBout: match.isTitleBout,
  isMainEvent: match.isMainEvent,
  cardOrder: match.cardOrder
})
