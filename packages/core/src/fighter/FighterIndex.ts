import { fold } from "../Fold.ts"
import type { FighterId } from "../Identity.ts"
import type { FighterName } from "./FighterName.ts"
import { bareForms, stretchesOf } from "./Mention.ts"
import { Spelling } from "./Spelling.ts"

/** Somebody a text may mean; `score` is 1 for the very name and falls with the distance from it. */
export interface Candidate {
  readonly id: FighterId
  readonly name: string
  readonly nickname: string | null
  readonly score: number
}

/** How sure it is that somebody is meant, by what the text is of theirs. */
export const candidateScores = {
  name: 1,
  alias: 0.97,
  nickname: 0.93,
  lastName: 0.9,
  words: 0.88,
  initials: 0.83,
  nicknameWords: 0.82,
  beginnings: 0.81
} as const

const misspelt = (edits: number): number => (17 - edits) / 20

interface Found {
  readonly fighter: FighterName
  readonly score: number
}

interface Entry {
  readonly fighter: FighterName
  /** Words of the name and of other names. */
  readonly names: ReadonlySet<string>
  readonly nickname: ReadonlySet<string>
}

/** Initials of fewer words are no abbreviation that people use. */
const initialWords = 3

/** Shorter words of nicknames ("The", "of", "King") tell nobody apart. */
const nicknameLetters = 5

/** Fewer letters begin too many names. */
const beginningLetters = 3

const article = "the "

const withoutArticle = (text: string): string => (text.startsWith(article) ? text.slice(article.length) : text)

const initials = (text: string): string | null => {
  const words = text.split(" ")
  return words.length < initialWords ? null : words.map((word) => word.slice(0, 1)).join("")
}

const push = <Value>(map: Map<string, Array<Value>>, key: string, value: Value) => {
  const known = map.get(key)
  if (known === undefined) map.set(key, [value])
  else known.push(value)
}

/** All fighters' names, prepared for finding whom a text means. Built once per state of the data. */
export class FighterIndex {
  /** Whatever somebody may be called in full. */
  private readonly called = new Map<string, Array<Found>>()
  private readonly byName = new Map<string, Array<Entry>>()
  private readonly byNickname = new Map<string, Array<Entry>>()
  private readonly byInitials = new Map<string, Array<Found>>()
  private readonly spelling: Spelling
  /** Words of the longest name or alias. */
  private longest = 1

  constructor(names: ReadonlyArray<FighterName>) {
    for (const fighter of names) this.learn(fighter)
    this.spelling = new Spelling(new Set([...this.called.keys(), ...this.byName.keys()]))
  }

  private learn(fighter: FighterName) {
    const name = fold(fighter.name)
    const aliases = fighter.aliases.map(fold)
    const nickname = fold(fighter.nickname ?? "")
    this.call(name, fighter, candidateScores.name)
    for (const alias of aliases) this.call(alias, fighter, candidateScores.alias)
    for (const text of [name, ...aliases]) this.longest = Math.max(this.longest, text.split(" ").length)
    this.call(nickname, fighter, candidateScores.nickname)
    this.call(withoutArticle(nickname), fighter, candidateScores.nickname)
    this.call(name.slice(name.lastIndexOf(" ") + 1), fighter, candidateScores.lastName)

    const entry = {
      fighter,
      names: new Set([name, ...aliases].flatMap((text) => text.split(" "))),
      nickname: new Set(nickname.split(" "))
    }
    for (const word of entry.names) push(this.byName, word, entry)
    for (const word of entry.nickname) if (word.length >= nicknameLetters) push(this.byNickname, word, entry)
    for (const letters of new Set([initials(name), initials(nickname)])) {
      if (letters !== null) push(this.byInitials, letters, { fighter, score: candidateScores.initials })
    }
  }

  private call(text: string, fighter: FighterName, score: number) {
    if (text === "" || this.called.get(text)?.some((known) => known.fighter.id === fighter.id)) return
    push(this.called, text, { fighter, score })
  }

  /**
   * Whom the text may mean, best first, at most `limit`: by the very name or alias; else by nickname, last name, or
   * words that all occur in the name, or in the name and the nickname; else by initials; else by words of the nickname
   * alone; else by the beginnings of names beside a whole one; else by spelling, a letter or two off. Equal scores mean that the text cannot tell them apart.
   */
  find(text: string, limit = 5): ReadonlyArray<Candidate> {
    const wanted = fold(text)
    if (wanted === "") return []
    const bare = withoutArticle(wanted)
    const words = bare.split(" ")
    const turned = [...words.slice(1), ...words.slice(0, 1)].join(" ")
    const found =
      this.inFull(wanted) ??
      this.inFull(bare) ??
      this.named(words) ??
      this.byInitials.get(wanted) ??
      this.nicknamed(words) ??
      this.shortened(words) ??
      this.spelt(bare) ??
      this.spelt(turned) ??
      []
    return found
      .map(({ fighter: { id, name, nickname }, score }) => ({ id, name, nickname, score }))
      .sort((a, b) => b.score - a.score || a.id - b.id)
      .slice(0, limit)
  }

  /**
   * The names of the fighters whom a text calls by their very name or alias, in any case and with Korean particles after
   * it: as the data has them, each once, in the order of the text. What may be several names is none.
   */
  mentioned(text: string): ReadonlyArray<string> {
    const names = new Set<string>()
    for (const words of stretchesOf(text)) {
      for (let at = 0; at < words.length; ) {
        const [length, named] = this.calledAt(words, at)
        if (named.length === 1) names.add(named[0]!)
        at += length
      }
    }
    return [...names]
  }

  /** The longest name that begins at a word: its length in words, and the names of all who are called so. */
  private calledAt(words: ReadonlyArray<string>, at: number): readonly [length: number, names: ReadonlyArray<string>] {
    for (let length = Math.min(this.longest, words.length - at); length > 0; length--) {
      for (const form of bareForms(words.slice(at, at + length).join(" "))) {
        const called = (this.called.get(form) ?? []).filter(({ score }) => score >= candidateScores.alias)
        const best = Math.max(...called.map(({ score }) => score))
        const names = new Set(called.filter(({ score }) => score === best).map(({ fighter }) => fighter.name))
        if (names.size > 0) return [length, [...names]]
      }
    }
    return [1, []]
  }

  /** One fighter's nickname may be what everybody calls another by. */
  private inFull(wanted: string): ReadonlyArray<Found> | null {
    const called = this.called.get(wanted)
    if (called === undefined || called.some(({ score }) => score >= candidateScores.alias)) return called ?? null
    const others = this.named(wanted.split(" ")) ?? []
    return [...called, ...others.filter(({ fighter }) => !called.some((known) => known.fighter === fighter))]
  }

  private named(words: ReadonlyArray<string>): ReadonlyArray<Found> | null {
    const entries = new Set(words.flatMap((word) => this.byName.get(word) ?? []))
    const found = [...entries].filter(({ names, nickname }) =>
      words.every((word) => names.has(word) || nickname.has(word))
    )
    return found.length === 0 ? null : found.map(({ fighter }) => ({ fighter, score: candidateScores.words }))
  }

  private nicknamed(words: ReadonlyArray<string>): ReadonlyArray<Found> | null {
    const entries = words.flatMap((word) => this.byNickname.get(word) ?? [])
    const found = entries.filter(({ nickname }) => words.every((word) => nickname.has(word)))
    if (found.length === 0) return null
    return Array.from(new Set(found), ({ fighter }) => ({ fighter, score: candidateScores.nicknameWords }))
  }

  private shortened(words: ReadonlyArray<string>): ReadonlyArray<Found> | null {
    const entries = new Set(
      words.flatMap((word) => [...(this.byName.get(word) ?? []), ...(this.byNickname.get(word) ?? [])])
    )
    const begins = (names: ReadonlySet<string>, word: string) =>
      word.length >= beginningLetters && [...names].some((name) => name.startsWith(word))
    const found = [...entries].filter(({ names, nickname }) =>
      words.every((word) => nickname.has(word) || begins(names, word))
    )
    return found.length === 0 ? null : found.map(({ fighter }) => ({ fighter, score: candidateScores.beginnings }))
  }

  private spelt(wanted: string): ReadonlyArray<Found> | null {
    const least = new Map<FighterName, number>()
    for (const [text, edits] of this.spelling.near(wanted)) {
      for (const { fighter } of this.called.get(text) ?? this.byName.get(text) ?? []) {
        least.set(fighter, Math.min(edits, least.get(fighter) ?? edits))
      }
    }
    if (least.size === 0) return null
    return Array.from(least, ([fighter, edits]) => ({ fighter, score: misspelt(edits) }))
  }
}
