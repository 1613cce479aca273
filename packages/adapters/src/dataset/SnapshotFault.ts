import type { ScrapedMatch, ScrapedRankings } from "@mma-savant/core/collection/Scraped"
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
  const fault = rankingsFault(entries.map(({ fighterKey, ...place }) => ({ ...place, fighterId: fighterKey })))
  return fault && `in the rankings of ${date} ${fault}`
}
