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
  /** The name of a text that tells by its end who does something or suffers it, where a language has such ends; else null. */
  readonly roles?: Readonly<Record<"doer" | "sufferer", (text: string) => string | null>>
}

/** Words of a name, and letters of any of them. */
const longest = { name: 6, pair: 8, event: 12, place: 5, text: 120 } as const

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

  const names = span(longest.pair, inName, (pair) => ({ pair }))

  /** Names in a role. */
  const role =
    (bare: ((text: string) => string | null) | undefined): Matcher =>
    (words, at) =>
      bare === undefined
        ? []
        : span(longest.name, inName, (fighter) => ({ fighter }))(words, at).flatMap((reading) => {
            const fighter = bare(reading.slots.fighter ?? "")
            return fighter === null ? [] : [{ ...reading, slots: { fighter } }]
          })

  const beginnings = lexicon.eventNames.map((name) => name.split(" "))

  const inEventName = ({ text }: Word): boolean =>
    text === possessive || lexicon.inEventNames.has(text) || !lexicon.notInNames.has(text)

  return {
    namedFighter: span(longest.name, inName, (fighter) => ({ fighter })),
    doer: role(lexicon.roles?.doer),
    sufferer: role(lexicon.roles?.sufferer),
    other: span(longest.name, inName, (other) => ({ other })),
    third: span(longest.name, inName, (third) => ({ third })),
    fourth: span(longest.name, inName, (fourth) => ({ fourth })),
    pair: (words, at) => names(words, at).filter(({ slots }) => slots.pair?.includes(" ")),
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
    place10: number(1, 10, (refer) => ({ refer })),
    lastFights: number(1, 100, (last) => ({ last })),
    monthNumber: number(1, 12, (month) => ({ month })),
    atLeast: number(1, 100, (minFights) => ({ minFights })),
    year: year((value) => ({ year: value })),
    firstYear: year((firstYear) => ({ firstYear })),
    lastYear: year((lastYear) => ({ lastYear })),
    yearBefore: year((value) => ({ lastYear: value - 1 })),
    yearAfter: year((value) => ({ firstYear: value + 1 }))
  }
}
