import type { FighterId } from "../Identity.ts"

/** Somebody a text may mean; `score` is 1 for the very name and falls with the distance from it. */
export interface Candidate {
  readonly id: FighterId
  readonly name: string
  readonly nickname: string | null
  readonly score: number
}

/**
 * How sure it is that somebody is meant, by what the text is of theirs. Scores that leave a doubt are so close to each other
 * that `certainties` tells of nobody for sure: a nickname may be another's last name, but a name is no nickname.
 */
export const candidateScores = {
  name: 1,
  alias: 0.95,
  nickname: 0.89,
  lastName: 0.87,
  words: 0.86,
  initials: 0.81,
  nicknameWords: 0.81,
  beginnings: 0.8
} as const

/** Of a text with so many letters wrong: 0.8 with one, and another 0.05 less with each. */
export const misspelt = (edits: number): number => (17 - edits) / 20

/** Of a text that sounds alike; `unlikeness` is the part of the consonants that differ. */
export const soundingScore = (unlikeness: number): number => 0.78 - 0.4 * unlikeness
