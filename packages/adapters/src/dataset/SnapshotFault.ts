import type { ScrapedMatch, ScrapedRankings } from "@mma-savant/core/collection/Scraped"
import { FighterId } from "@mma-savant/core/Identity"
import { rankingsFault } from "@mma-savant/core/ranking/Ranking"

/** Why no store can keep the bout, or null: a fighter on both sides, or rounds that do not ascend. */
export const matchFault = ({ corners, ufcstatsId }: ScrapedMatch): string | null => {
  const fighters = corners.flatMap(({ fighterKey }) => fighterKey ?? [])
  if (new Set(fighters).size < fighters.length) return `bout ${ufcstatsId} has one fighter on both sides`
  const ascending = corners.every(({ rounds }) =>
    rounds.every(({ round }, at) => at === 0 || round > rounds[at - 1]!.round)
  )
  return ascending ? null : `the rounds of bout ${ufcstatsId} do not ascend`
}

/** Why the rankings cannot stand, or null. */
export const rankingsFaultIn = ({ date, entries }: ScrapedRankings): string | null => {
  const ids = new Map([...new Set(entries.map(({ fighterKey }) => fighterKey))].map((key, at) => [key, at + 1]))
  const places = entries.map(({ fighterKey, rank, weightClass }) => ({
    weightClass,
    rank,
    fighterId: FighterId.make(ids.get(fighterKey)!)
  }))
  return rankingsFault(places) === null
    ? null
    : `the rankings of ${date} have a class with a fighter twice, too many places, or a champion too many`
}
