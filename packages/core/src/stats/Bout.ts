import type { FighterId } from "../Identity.ts"
import type { IsoDate } from "../IsoDate.ts"
import type { FighterMatch } from "../match/FighterMatch.ts"
import { type Match, matchKey, wasFought } from "../match/Match.ts"
import type { CornerStats, RoundStats } from "../match/MatchStats.ts"

/** A bout seen from one of its fighters: what every figure about a fighter is computed from. */
export interface Bout {
  readonly match: Match
  readonly own: FighterMatch
  /** Null while the opponent is to be announced. */
  readonly opponent: FighterMatch | null
  /** Empty where the bout has no statistics. */
  readonly ownRounds: ReadonlyArray<RoundStats>
  readonly opponentRounds: ReadonlyArray<RoundStats>
}

/** Fought by the day, which is included: the only bouts that count in any figure. */
export const isCompleted = (match: Match, day: IsoDate): boolean =>
  match.event?.date != null && match.event.date <= day && wasFought(match)

const latestFirst = (a: Match, b: Match): number => {
  const [x, y] = [matchKey(a), matchKey(b)]
  return x === y ? b.id - a.id : x < y ? 1 : -1
}

/** The rounds of each side of each bout. */
const roundsBySide = (stats: ReadonlyArray<CornerStats>) =>
  new Map(stats.map((side) => [`${side.matchId}/${side.position}`, side.rounds]))

const seenFrom = (match: Match, index: number, rounds: ReturnType<typeof roundsBySide>): ReadonlyArray<Bout> => {
  const own = match.corners[index]
  if (own === undefined) return []
  return [
    {
      match,
      own,
      opponent: match.corners[1 - index] ?? null,
      ownRounds: rounds.get(`${match.id}/${index + 1}`) ?? [],
      opponentRounds: rounds.get(`${match.id}/${2 - index}`) ?? []
    }
  ]
}

/** The fighter's own bouts among the matches, latest first, with both sides' rounds. */
export const boutsOf = (
  fighterId: FighterId,
  matches: ReadonlyArray<Match>,
  stats: ReadonlyArray<CornerStats>
): ReadonlyArray<Bout> => {
  const rounds = roundsBySide(stats)
  return matches
    .flatMap((match) => {
      const index = match.corners.findIndex((corner) => corner.fighterId === fighterId)
      return seenFrom(match, index, rounds)
    })
    .sort((a, b) => latestFirst(a.match, b.match))
}

/** Each bout as either of its sides saw it, in the order given. */
export const bothSides = (matches: ReadonlyArray<Match>, stats: ReadonlyArray<CornerStats>): ReadonlyArray<Bout> => {
  const rounds = roundsBySide(stats)
  return matches.flatMap((match) => match.corners.flatMap((_, index) => seenFrom(match, index, rounds)))
}
