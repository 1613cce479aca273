import type { Event } from "@mma-savant/core/event/Event"
import type { Fighter } from "@mma-savant/core/fighter/Fighter"
import type { EventId, FighterId, MatchId } from "@mma-savant/core/Identity"
import type { FighterMatch } from "@mma-savant/core/match/FighterMatch"
import type { Match, MatchFacts } from "@mma-savant/core/match/Match"
import type { CornerStats, RoundStats } from "@mma-savant/core/match/MatchStats"
import type { KeyedTable } from "./KeyedTable.ts"

/** What a bout is joined with. */
interface Named {
  readonly events: KeyedTable<EventId, Event>
  readonly fighters: KeyedTable<FighterId, Fighter>
}

/** A bout as it was written, the names of its sides as printed; `rounds` are those of each side. */
export interface StoredMatch extends MatchFacts {
  readonly id: MatchId
  readonly rounds: readonly [ReadonlyArray<RoundStats>, ReadonlyArray<RoundStats>]
}

const sameSide = (a: FighterMatch, b: FighterMatch | undefined): boolean =>
  b !== undefined && a.fighterId === b.fighterId && (a.fighterId !== null || a.name === b.name)

/** The facts, with the rounds of those sides that stay; a side may have changed its place. */
export const stored = (id: MatchId, facts: MatchFacts, before: StoredMatch | undefined): StoredMatch => {
  const kept = (place: 0 | 1): ReadonlyArray<RoundStats> => {
    const side = facts.corners[place]
    if (side === undefined || before === undefined) return []
    const was = ([place, place === 0 ? 1 : 0] as const).find((index) => sameSide(side, before.corners[index]))
    return was === undefined ? [] : before.rounds[was]
  }
  return { ...facts, id, rounds: [kept(0), kept(1)] }
}

/** The bout with its event and its fighters' present names, as plain data: to be searched, ordered and counted. */
export const joined = ({ events, fighters }: Named, { eventId, rounds: _, ...facts }: StoredMatch): Match => {
  const event = events.get(eventId)
  return {
    ...facts,
    event: event === undefined ? null : { id: event.id, name: event.name, date: event.date },
    corners: facts.corners.map((side) => ({ ...side, name: fighters.get(side.fighterId)?.name ?? side.name }))
  }
}

/** The statistics of the sides that have any. */
export const statsOf = ({ corners, id, rounds }: StoredMatch): ReadonlyArray<CornerStats> =>
  corners.flatMap(({ fighterId }, index) => {
    const own = rounds[index === 0 ? 0 : 1]
    return own.length === 0 ? [] : [{ matchId: id, position: index === 0 ? 1 : 2, fighterId, rounds: own }]
  })
