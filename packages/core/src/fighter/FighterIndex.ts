import { fold } from "../Fold.ts"
import type { FighterId } from "../Identity.ts"
import type { FighterName } from "./FighterName.ts"

/** Somebody a text may mean; `score` is 1 for the very name and falls with the distance from it. */
export interface Candidate {
  readonly id: FighterId
  readonly name: string
  readonly nickname: string | null
  readonly score: number
}

const scores = { name: 1, alias: 0.97, nickname: 0.93, lastName: 0.9, words: 0.88, typo: 0.85 } as const

/** Letters that may be wrong in a text of that length: none in very short ones, two at most. */
const tolerance = (length: number): number => (length < 5 ? 0 : length < 12 ? 1 : 2)

/** Edits (a letter more, less or other, two swapped) from one text to another, given up above `limit`. */
const distance = (a: string, b: string, limit: number): number => {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let before: Array<number> = []
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let edits = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) edits = Math.min(edits, before[j - 2]! + 1)
      next.push(edits)
      least = Math.min(least, edits)
    }
    if (least > limit) return limit + 1
    before = row
    row = next
  }
  return row[b.length]!
}

interface Entry {
  readonly fighter: FighterName
  readonly name: string
  readonly words: ReadonlySet<string>
}

/** All fighters' names, prepared for finding whom a text means. Built once per state of the data. */
export class FighterIndex {
  private readonly exact = new Map<string, Array<{ fighter: FighterName; score: number }>>()
  private readonly entries: Array<Entry> = []

  constructor(names: ReadonlyArray<FighterName>) {
    for (const fighter of names) {
      const name = fold(fighter.name)
      this.entries.push({ fighter, name, words: new Set(name.split(" ")) })
      this.learn(name, fighter, scores.name)
      for (const alias of fighter.aliases) this.learn(fold(alias), fighter, scores.alias)
      if (fighter.nickname !== null) this.learn(fold(fighter.nickname), fighter, scores.nickname)
      const last = name.slice(name.lastIndexOf(" ") + 1)
      if (last !== name) this.learn(last, fighter, scores.lastName)
    }
  }

  private learn(text: string, fighter: FighterName, score: number) {
    if (text === "") return
    const known = this.exact.get(text)
    if (known === undefined) this.exact.set(text, [{ fighter, score }])
    else if (!known.some((entry) => entry.fighter.id === fighter.id)) known.push({ fighter, score })
  }

  /**
   * Whom the text may mean, best first, at most `limit`: by the very name, alias, nickname or last name; else by words
   * that all occur in the name; else by spelling, a letter or two off. Equal scores mean that the text cannot tell them
   * apart.
   */
  find(text: string, limit = 5): ReadonlyArray<Candidate> {
    const wanted = fold(text)
    if (wanted === "") return []
    const matches = this.exact.get(wanted) ?? this.byWords(wanted) ?? this.bySpelling(wanted)
    return matches
      .map(({ fighter: { id, name, nickname }, score }) => ({ id, name, nickname, score }))
      .sort((a, b) => b.score - a.score || a.id - b.id)
      .slice(0, limit)
  }

  private byWords(wanted: string) {
    const words = wanted.split(" ")
    const found = this.entries.filter((entry) => words.every((word) => entry.words.has(word)))
    return found.length === 0 ? null : found.map(({ fighter }) => ({ fighter, score: scores.words }))
  }

  private bySpelling(wanted: string) {
    const limit = tolerance(wanted.length)
    if (limit === 0) return []
    return this.entries.flatMap(({ fighter, name }) => {
      const edits = distance(wanted, name, limit)
      return edits > limit ? [] : [{ fighter, score: scores.typo - edits / 20 }]
    })
  }
}

/** The candidates that share the best score: one when the text names a fighter, several when it cannot tell. */
export const bestCandidates = (candidates: ReadonlyArray<Candidate>): ReadonlyArray<Candidate> =>
  candidates.filter(({ score }) => score === candidates[0]?.score)
