import { day, matchFacts, side } from "../../contract/Facts.ts"
import { EventId, FighterId, MatchId } from "../../src/Identity.ts"
import { Match, type MatchFacts } from "../../src/match/Match.ts"
import type { RoundStats } from "../../src/match/MatchStats.ts"
import type { Result } from "../../src/match/Result.ts"
import type { Bout } from "../../src/stats/Bout.ts"

export const hero = { id: FighterId.make(1), name: "Hero" }
export const rival = { id: FighterId.make(2), name: "Rival" }

/** A bout on a day, of the hero against the rival unless the facts say otherwise. */
export const match = (id: number, date: string | null, known: Partial<Omit<MatchFacts, "eventId">> = {}): Match => {
  const { eventId: _, ...facts } = matchFacts({ corners: [side(hero), side(rival)], ...known })
  return new Match({
    id: MatchId.make(id),
    event: { id: EventId.make(1), name: "An Event", date: date === null ? null : day(date) },
    ...facts
  })
}

/** The hero's bout that ended so. */
export const bout = (
  result: Result | null,
  known: Partial<Omit<MatchFacts, "eventId" | "corners">> = {},
  ownRounds: ReadonlyArray<RoundStats> = [],
  opponentRounds: ReadonlyArray<RoundStats> = []
): Bout => ({
  match: match(1, "2020-01-01", known),
  own: side(hero, result),
  opponent: side(rival),
  ownRounds,
  opponentRounds
})
