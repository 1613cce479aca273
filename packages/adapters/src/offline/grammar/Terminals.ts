import { mostRows } from "@mma-savant/core/llm/ToolTable"
import type { Matcher, Reading } from "./Pattern.ts"
import type { Slots } from "./Slots.ts"
import { type Contractions, possessive, quoted, type Word } from "./Word.ts"

/** The words of a language that decide where names end, and how it writes numbers. */
export interface Lexicon {
  /** Words that are in no name. */
  readonly notInNames: ReadonlySet<string>
  /** Words that a name may begin with but not go on with. */
  readonly onlyFirst: ReadonlySet<string>
  readonly numbers: Readonly<Record<string, number>>
  readonly contractions: Contractions
  /** How names of events begin, word by word. */
  readonly eventNames: ReadonlyArray<string>
  /** Words that are in names of events though not in those of fighters. */
  readonly inEventNames: ReadonlySet<string>
}

/** Words of a name, and letters of any of them. */
const longest = { name: 6, event: 12, place: 5, text: 120 } as const

/** The first year of the UFC, and a bound to tell years from other numbers. */
const years = { first: 1993, last: 2099 } as const

/** What patterns refer to and no list of phrases can hold: names, places, numbers and years. */
export const terminals = (lexicon: Lexicon): Readonly<Record<string, Matcher>> => {
  const numeral = (word: Word | undefined): number | undefined => {
    if (word === undefined) return undefined
    if (/^\d{1,4}$/.test(word.text)) return Number(word.text)
    return Object.hasOwn(lexicon.numbers, word.text) ? lexicon.numbers[word.text] : undefined
  }

  const number =
    (least: number, greatest: number, says: (value: number) => Slots): Matcher =>
    (words, at) => {
      const value = numeral(words[at])
      if (value === undefined || value < least || value > greatest) return []
      return [{ end: at + 1, slots: says(value), open: 0 }]
    }

  const year = (says: (value: number) => Slots) => number(years.first, years.last, says)

  const span =
    (length: number, fits: (word: Word, index: number) => boolean, says: (text: string) => Slots): Matcher =>
    (words, at) => {
      const readings: Array<Reading> = []
      for (let end = at; end < words.length && end - at < length && fits(words[end]!, end - at); end++) {
        const text = quoted(words, at, end)
        if (text.length > longest.text) break
        readings.push({ end: end + 1, slots: says(text), open: end + 1 - at })
      }
      return readings
    }

  const inName = ({ text }: Word, index: number): boolean =>
    text !== possessive &&
    !lexicon.notInNames.has(text) &&
    !/\d/.test(text) &&
    (index === 0 || !lexicon.onlyFirst.has(text))

  const beginnings = lexicon.eventNames.map((name) => name.split(" "))

  const inEventName = ({ text }: Word): boolean =>
    text === possessive || lexicon.inEventNames.has(text) || !lexicon.notInNames.has(text)

  return {
    fighter: span(longest.name, inName, (fighter) => ({ fighter })),
    other: span(longest.name, inName, (other) => ({ other })),
    place: span(longest.place, inName, (place) => ({ place })),
    namedEvent: (words, at) => {
      const begins = beginnings.find((beginning) => beginning.every((word, index) => words[at + index]?.text === word))
      if (begins === undefined) return []
      const named = span(longest.event, inEventName, (event) => ({ event: event.replace(/^ufc(?=\d)/i, "UFC ") }))
      // "UFC" alone names no event. The words by which events are known, and one more, are not taken on trust.
      return named(words, at)
        .slice(Math.max(1, begins.length - 1))
        .filter(({ end }) => words[end - 1]?.text !== possessive)
        .map((reading) => ({ ...reading, open: Math.max(0, reading.open - begins.length - 1) }))
    },
    count: number(1, mostRows, (limit) => ({ limit })),
    rank: number(1, 15, (rank) => ({ rank })),
    atLeast: number(1, 100, (minFights) => ({ minFights })),
    year: year((value) => ({ year: value })),
    firstYear: year((firstYear) => ({ firstYear })),
    lastYear: year((lastYear) => ({ lastYear })),
    yearBefore: year((value) => ({ lastYear: value - 1 })),
    yearAfter: year((value) => ({ firstYear: value + 1 }))
  }
}
