/** How far a result moves the ratings. */
export interface EloParameters {
  /** Points that a result against an equal moves, doubled: the K of Elo's formula. */
  readonly k: number
  /** K in a fighter's first `newcomerFights` rated fights. */
  readonly newcomerK: number
  readonly newcomerFights: number
  /** What a win by knockout or submission counts, when a unanimous decision counts 1. */
  readonly finishWeight: number
  /** What a split or majority decision counts. */
  readonly closeWeight: number
  /**
   * A new fighter starts at the mean rating of those who fought within so many years; null: at 1500, wherever the field
   * has moved since. Losers leave, so the field drifts upwards.
   */
  readonly fieldYears: number | null
}

/** Where the first fighters start, and everybody in a field without years. */
export const startRating = 1500

/** Elo's formula as it stands, with the K that chess clubs use: what tuning has to beat. */
export const plainElo: EloParameters = {
  k: 32,
  newcomerK: 32,
  newcomerFights: 0,
  finishWeight: 1,
  closeWeight: 1,
  fieldYears: null
}

/**
 * The best of `eloGrid` over the ten years before the last three of the data of August 2026, by log loss: `docs/elo.md`,
 * where the search is repeated.
 */
export const eloParameters: EloParameters = {
  k: 80,
  newcomerK: 100,
  newcomerFights: 5,
  finishWeight: 1,
  closeWeight: 0.25,
  fieldYears: 2
}

/** The values that were tried, each with each. A new fighter's K is given as a multiple of K. */
export const eloGrid = {
  k: [60, 80, 100],
  newcomerFactor: [1, 1.25, 1.5],
  finishWeight: [1, 1.25, 1.5],
  closeWeight: [0.25, 0.5, 1],
  fieldYears: [null, 1, 2]
} as const
