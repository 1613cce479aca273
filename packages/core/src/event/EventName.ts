import { fold } from "../Fold.ts"
import { candidateScores, misspelt } from "../fighter/Candidate.ts"
import { bareForms } from "../KoreanParticles.ts"
import { Spelling } from "../Spelling.ts"
import type { Event } from "./Event.ts"

const abbreviations: Readonly<Record<string, string>> = {
  tuf: "the ultimate fighter",
  ufn: "ufc fight night",
  v: "vs",
  versus: "vs",
  대: "vs",
  유에프씨: "ufc",
  파이트: "fight",
  나이트: "night",
  파이트나이트: "fight night"
}

/** A name as its words alone: "UFC 300: Pereira vs. Hill" is "ufc 300 pereira vs hill". */
const wordsOf = (name: string): string =>
  fold(name)
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => (Object.hasOwn(abbreviations, word) ? abbreviations[word] : word))
    .join(" ")
    .trim()

const holds = (words: string, part: string): boolean => ` ${words} `.includes(` ${part} `)

/** An event that a text may mean; `score` as a fighter's. */
export interface EventCandidate {
  readonly event: Event
  readonly score: number
}

/** The names of events, prepared for finding which of them a text means. */
export class EventNames {
  private readonly named: ReadonlyArray<{
    readonly event: Event
    readonly words: string
    readonly sides: ReadonlyArray<string>
  }>
  private readonly spelling: Spelling

  constructor(events: ReadonlyArray<Event>) {
    this.named = events.map((event) => ({
      event,
      words: wordsOf(event.name),
      sides: [event.name, ...event.name.split(":")].map(wordsOf)
    }))
    this.spelling = new Spelling(new Set(this.named.flatMap(({ words }) => words.split(" "))))
  }

  /**
   * The events that a spoken name means: the very name, or the part before or after its colon ("UFC 300"); else every
   * event whose name contains the words as whole words, so that "UFC 30" is not "UFC 300"; else, when no number is among
   * them, every event whose name has all the words; else those whose words are a letter or two off. In the order given.
   */
  find(text: string): ReadonlyArray<EventCandidate> {
    for (const form of bareForms(wordsOf(text))) {
      const found = form === "" ? [] : this.meantBy(form)
      if (found.length > 0) return found
    }
    return []
  }

  private meantBy(wanted: string): ReadonlyArray<EventCandidate> {
    const exact = this.where(candidateScores.name, ({ sides }) => sides.includes(wanted))
    if (exact.length > 0) return exact
    const containing = this.where(candidateScores.words, ({ words }) => holds(words, wanted))
    if (containing.length > 0 || /\d/.test(wanted)) return containing
    const words = wanted.split(" ")
    const having = this.where(candidateScores.words, (name) => words.every((word) => holds(name.words, word)))
    if (having.length > 0) return having
    const near = words.map((word) => [word, ...this.spelling.near(word).map(([known]) => known)])
    return this.where(misspelt(1), (name) => near.every((some) => some.some((word) => holds(name.words, word))))
  }

  private where(score: number, isMeant: (name: (typeof this.named)[number]) => boolean): ReadonlyArray<EventCandidate> {
    return this.named.filter(isMeant).map(({ event }) => ({ event, score }))
  }
}
