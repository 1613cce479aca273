import { fold } from "../Fold.ts"
import type { FighterId } from "../Identity.ts"
import { bareForms, isHangul } from "../KoreanParticles.ts"
import { Spelling } from "../Spelling.ts"
import { type Candidate, candidateScores, misspelt, soundingScore } from "./Candidate.ts"
import type { FighterName } from "./FighterName.ts"
import { Hearing } from "./Hearing.ts"
import { koreanNames } from "./KoreanNames.ts"
import { soundsOf } from "./KoreanSurnames.ts"
import { KoreanWords } from "./KoreanWords.ts"
import { stretchesOf } from "./Mention.ts"
import { initialsOf, joinedForms, otherForms, withoutArticle, withoutParticles } from "./NameForms.ts"

interface Found {
  readonly fighter: FighterName
  readonly score: number
}

interface Entry {
  readonly fighter: FighterName
  readonly joined: ReadonlyArray<string>
  /** The first word of the name. */
  readonly first: string
  /** Words of the name and of other names. */
  readonly names: ReadonlySet<string>
  readonly nickname: ReadonlySet<string>
}

type Stage = (text: string) => ReadonlyArray<Found> | null

/** Shorter words of nicknames ("The", "of", "King") tell nobody apart. */
const nicknameLetters = 5

/** Fewer letters begin too many names. */
const beginningLetters = 3

/** Letters that may be wrong in all words together. */
const mostEdits = 2

/** Hangul does not tell all sounds apart; and what Latin letters spell otherwise, too, is hardly the name. */
const likeness = {
  hangul: { fewest: 3, most: 0.2 },
  latin: { fewest: 5, most: 0.12 }
} as const

const push = <Value>(map: Map<string, Array<Value>>, key: string, value: Value) => {
  const known = map.get(key)
  if (known === undefined) map.set(key, [value])
  else known.push(value)
}

/** All of several lists, each fighter once with the best score; null when there is none. */
const united = (...lists: ReadonlyArray<ReadonlyArray<Found> | null>): ReadonlyArray<Found> | null => {
  const best = new Map<FighterName, Found>()
  for (const one of lists.flatMap((list) => list ?? [])) {
    if (one.score > (best.get(one.fighter)?.score ?? 0)) best.set(one.fighter, one)
  }
  return best.size === 0 ? null : [...best.values()]
}

/** All fighters' names, prepared for finding whom a text means. Built once per state of the data. */
export class FighterIndex {
  /** Whatever somebody may be called in full. */
  private readonly called = new Map<string, Array<Found>>()
  /** Names without their blanks, the last name last or first. */
  private readonly joined = new Map<string, Array<Found>>()
  private readonly byName = new Map<string, Array<Entry>>()
  private readonly byNickname = new Map<string, Array<Entry>>()
  private readonly byInitials = new Map<string, Array<Found>>()
  private readonly spelling: Spelling
  private readonly entries: Array<Entry> = []
  /** Whole names in one word, and single words, by sound; made when first needed: few texts are written as they sound. */
  private heard: readonly [names: Hearing<FighterName>, words: Hearing<FighterName>] | null = null
  private readonly korean = new KoreanWords()
  /** Words of the longest name or alias. */
  private longest = 1

  constructor(names: ReadonlyArray<FighterName>) {
    for (const fighter of names) this.learn(fighter)
    this.spelling = new Spelling(new Set([...this.called.keys(), ...this.byName.keys()]))
  }

  private learn(fighter: FighterName) {
    const name = fold(fighter.name)
    const spelt = (koreanNames.get(fighter.name) ?? []).map(fold)
    for (const korean of spelt) this.korean.learn(korean, name)
    const aliases = [...fighter.aliases.map(fold), ...spelt]
    const nickname = fold(fighter.nickname ?? "")
    const others = otherForms(name)
    for (const text of [name, ...others]) this.call(text, fighter, candidateScores.name)
    for (const alias of aliases) this.call(alias, fighter, candidateScores.alias)
    for (const text of [name, ...others, ...aliases]) this.longest = Math.max(this.longest, text.split(" ").length)
    this.call(nickname, fighter, candidateScores.nickname)
    this.call(withoutArticle(nickname), fighter, candidateScores.nickname)
    this.call(name.slice(name.lastIndexOf(" ") + 1), fighter, candidateScores.lastName)
    const joined = [name, ...aliases].flatMap(joinedForms)
    for (const text of joined) push(this.joined, text, { fighter, score: candidateScores.alias })

    const entry = {
      fighter,
      joined,
      first: name.split(" ")[0]!,
      names: new Set([name, ...others, ...aliases].flatMap((text) => text.split(" "))),
      nickname: new Set(nickname.split(" "))
    }
    this.entries.push(entry)
    for (const word of entry.names) push(this.byName, word, entry)
    for (const word of entry.nickname) if (word.length >= nicknameLetters) push(this.byNickname, word, entry)
    for (const letters of new Set([initialsOf(name), initialsOf(nickname)])) {
      if (letters !== null) push(this.byInitials, letters, { fighter, score: candidateScores.initials })
    }
  }

  private call(text: string, fighter: FighterName, score: number) {
    if (text === "" || this.called.get(text)?.some((known) => known.fighter.id === fighter.id)) return
    push(this.called, text, { fighter, score })
  }

  /**
   * Whom the text may mean, best first, at most `limit`: by the very name or alias; else by nickname, last name, or words
   * that all occur in the name, or in the name and the nickname; else by initials; else by words of the nickname alone;
   * else by the beginnings of names beside a whole one, and by spelling, a letter or two off; else by sound. To a very name
   * those are added whose name is a letter off. `certainties` tells who of them is meant.
   */
  find(text: string, limit = 5): ReadonlyArray<Candidate> {
    const wanted = fold(text)
    if (wanted === "") return []
    const forms = bareForms(wanted)
    const isKorean = isHangul(wanted)
    const latin: ReadonlyArray<Stage> = [this.nearly, this.loosely]
    const stages: ReadonlyArray<Stage> = [
      this.inFull,
      (form) => this.inFull(withoutArticle(form)),
      (form) => this.joined.get(form.replaceAll(" ", "")) ?? null,
      (form) => united(this.named(form), this.translated(form)),
      (form) => this.byInitials.get(form) ?? null,
      this.nicknamed,
      ...(isKorean ? [] : latin)
    ]
    const found = this.first(stages, forms) ?? this.trimmed(wanted) ?? this.sounding(forms, isKorean) ?? []
    return found
      .map(({ fighter: { id, name, nickname }, score }) => ({ id, name, nickname, score }))
      .sort((a, b) => b.score - a.score || a.id - b.id)
      .slice(0, limit)
  }

  /** Whose Korean spelling has the text, with or without blanks; else whom the text means as the best of all. */
  inKorean(text: string): ReadonlyArray<FighterId> {
    const wanted = fold(text).replaceAll(" ", "")
    const spelt = this.entries.filter(({ joined }) => joined.some((name) => name.includes(wanted)))
    if (spelt.length > 0) return spelt.map(({ fighter }) => fighter.id)
    const found = this.find(text)
    return found.filter(({ score }) => score === found[0]!.score).map(({ id }) => id)
  }

  private first(stages: ReadonlyArray<Stage>, forms: ReadonlyArray<string>): ReadonlyArray<Found> | null {
    for (const stage of stages) {
      for (const form of forms) {
        const found = stage(form)
        if (found !== null) return found
      }
    }
    return null
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

  /** One fighter's nickname may be what everybody calls another by; and a very name another's, misspelt. */
  private readonly inFull: Stage = (wanted) => {
    const called = this.called.get(wanted)
    if (called === undefined) return null
    const isName = called.some(({ score }) => score >= candidateScores.alias)
    if (!isName) return united(called, this.named(wanted))
    return wanted.includes(" ") && !isHangul(wanted) ? united(called, this.spelt(wanted)) : called
  }

  private readonly named: Stage = (wanted) => {
    const words = wanted.split(" ")
    const entries = new Set(words.flatMap((word) => this.byName.get(word) ?? []))
    const found = [...entries].filter(({ names, nickname }) =>
      words.every((word) => names.has(word) || nickname.has(word))
    )
    return found.length === 0 ? null : found.map(({ fighter }) => ({ fighter, score: candidateScores.words }))
  }

  /** Words that are known from the Korean spelling of others' names. */
  private readonly translated: Stage = (wanted) =>
    united(...this.korean.readings(wanted).map((reading) => this.inFull(reading) ?? this.named(reading)))

  private readonly nicknamed: Stage = (wanted) => {
    const words = withoutArticle(wanted).split(" ")
    const entries = words.flatMap((word) => this.byNickname.get(word) ?? [])
    const found = entries.filter(({ nickname }) => words.every((word) => nickname.has(word)))
    if (found.length === 0) return null
    return Array.from(new Set(found), ({ fighter }) => ({ fighter, score: candidateScores.nicknameWords }))
  }

  private readonly nearly: Stage = (wanted) => {
    const bare = withoutArticle(wanted)
    const words = bare.split(" ")
    const turned = [...words.slice(1), ...words.slice(0, 1)].join(" ")
    return united(this.shortened(words), this.spelt(bare) ?? this.spelt(turned))
  }

  private begins({ first, names }: Entry, word: string): boolean {
    if (word.length === 1) return first.startsWith(word)
    return word.length >= beginningLetters && [...names].some((name) => name.startsWith(word))
  }

  private shortened(words: ReadonlyArray<string>): ReadonlyArray<Found> | null {
    const entries = new Set(
      words.flatMap((word) => [...(this.byName.get(word) ?? []), ...(this.byNickname.get(word) ?? [])])
    )
    const found = [...entries].filter((entry) =>
      words.every((word) => entry.nickname.has(word) || entry.names.has(word) || this.begins(entry, word))
    )
    return found.length === 0 ? null : found.map(({ fighter }) => ({ fighter, score: candidateScores.beginnings }))
  }

  private spelt(wanted: string): ReadonlyArray<Found> | null {
    return united(
      this.spelling.near(wanted).flatMap(([text, edits]) =>
        (this.called.get(text) ?? this.byName.get(text) ?? []).map(({ fighter }) => ({
          fighter,
          score: misspelt(edits)
        }))
      )
    )
  }

  /** Several words in any order, each of them whole, short, or a letter or two off. */
  private readonly loosely: Stage = (wanted) => {
    const words = wanted.split(" ")
    if (words.length < 2) return null
    const near = words.map((word) => new Map([[word, 0], ...this.spelling.near(word)]))
    const entries = new Set(near.flatMap((some) => [...some.keys()].flatMap((word) => this.byName.get(word) ?? [])))
    const found = [...entries].flatMap((entry) => {
      const edits = words.map((word, at) => {
        if (entry.nickname.has(word) || this.begins(entry, word)) return 0
        return Math.min(...Array.from(entry.names, (name) => near[at]!.get(name) ?? Number.POSITIVE_INFINITY))
      })
      const all = edits.reduce((sum, one) => sum + one, 0)
      return all > mostEdits ? [] : [{ fighter: entry.fighter, score: misspelt(all) }]
    })
    return found.length === 0 ? null : found
  }

  /** Without "de", "van" or "Jr.", which people add and leave out. */
  private trimmed(wanted: string): ReadonlyArray<Found> | null {
    const bare = withoutParticles(wanted)
    return bare === wanted || bare === "" ? null : this.first([this.inFull, this.named, this.nearly], [bare])
  }

  private get hearing() {
    this.heard ??= [
      new Hearing(this.entries.flatMap(({ fighter, joined }) => joined.map((name) => [name, fighter] as const))),
      new Hearing(this.entries.flatMap(({ fighter, names }) => Array.from(names, (word) => [word, fighter] as const)))
    ]
    return this.heard
  }

  private sounding(forms: ReadonlyArray<string>, isKorean: boolean): ReadonlyArray<Found> | null {
    const alike = isKorean ? likeness.hangul : likeness.latin
    const [names, words] = this.hearing
    const near = (form: string) =>
      soundsOf(form).flatMap((sound) => [
        ...names.near(sound, alike),
        ...(form.includes(" ") ? [] : words.near(sound, alike))
      ])
    return united(forms.flatMap(near).map(([fighter, unlikeness]) => ({ fighter, score: soundingScore(unlikeness) })))
  }
}
