import { distance } from "@mma-savant/core/Spelling"
import { compiler, type Form, type Matcher } from "./Pattern.ts"
import { alike, type Slots } from "./Slots.ts"
import { type Lexicon, terminals } from "./Terminals.ts"
import type { Word } from "./Word.ts"

/** What a question is about; each is answered by the file of that name in `../intent`. */
export type IntentName =
  | "against"
  | "appearance"
  | "bouts"
  | "card"
  | "champion"
  | "champions"
  | "comparison"
  | "definition"
  | "events"
  | "fights"
  | "figure"
  | "help"
  | "leaders"
  | "meetings"
  | "prediction"
  | "profile"
  | "rankOf"
  | "rankings"
  | "records"
  | "series"
  | "status"
  | "upcoming"

/** A language: how its questions may be put. Everything that is particular to a language is in here. */
export interface Grammar {
  readonly lexicon: Lexicon
  /** Phrases by the name under which patterns refer to them. */
  readonly rules: Readonly<Record<string, ReadonlyArray<Form>>>
  /** Politeness around a question that changes nothing about it. */
  readonly opening: ReadonlyArray<Form>
  readonly closing: ReadonlyArray<Form>
  readonly questions: Readonly<Record<IntentName, ReadonlyArray<Form>>>
  /** What is asked by a question that goes on from the one before it: "and at welterweight?". */
  readonly fragments: ReadonlyArray<Form>
  /** What to say of subjects that no tool knows, and the words that give them away. */
  readonly beyond: ReadonlyArray<readonly [sentence: string, words: ReadonlyArray<string>]>
  /** Parts a question into words; `vocabulary` are those of the patterns. */
  readonly words: (question: string, vocabulary: ReadonlySet<string>) => ReadonlyArray<Word>
}

/** Reads what is written in a language. */
export interface Reader {
  /** The question, where it can be understood by itself; it may refer to what the talk has spoken of. */
  readonly question: (text: string) => Intent | null
  /** What a question that goes on from the one before it says anew. */
  readonly fragment: (text: string) => Slots | null
  /** What to say of the subject of a question that was not read, where it is known that no tool knows it; else null. */
  readonly beyond: (text: string) => string | null
}

export interface Intent {
  readonly name: IntentName
  readonly slots: Slots
}

/** A way to read a question; not sure when its intent can be read in another way as well. */
interface Found {
  readonly intent: Intent
  readonly open: number
  readonly sure: boolean
}

const better = (before: Found | null, found: Found): Found => {
  if (before === null || found.open < before.open) return found
  const contradicts = before.intent.name === found.intent.name && !alike(before.intent.slots, found.intent.slots)
  return contradicts ? { ...before, sure: false } : before
}

/** Longer than any question that a pattern fits. */
const mostWords = 40

/** Shorter words are too easily taken for others. */
const correctable = 6

/** All words of the patterns. */
export const vocabularyOf = ({
  closing,
  fragments,
  opening,
  questions,
  rules
}: Pick<Grammar, "closing" | "fragments" | "opening" | "questions" | "rules">): ReadonlySet<string> => {
  const patterns = [...Object.values(rules), ...Object.values(questions), fragments, opening, closing]
    .flat()
    .map((form) => (typeof form === "string" ? form : form[0]))
  return new Set(patterns.flatMap((one) => one.replace(/<\w+>/g, " ").match(/[^\s()[\]|]+/g) ?? []))
}

/** The words with those that are nearly a word of the language corrected; null when none is. */
const corrector = ({ lexicon }: Grammar, vocabulary: ReadonlySet<string>) => {
  const known = new Set([...vocabulary, ...lexicon.notInNames, ...Object.keys(lexicon.numbers)])
  const long = [...vocabulary].filter((word) => word.length >= correctable)
  return (words: ReadonlyArray<Word>): ReadonlyArray<Word> | null => {
    const corrected = words.map((word) => {
      if (word.text.length < correctable || known.has(word.text)) return word
      const near = long.filter((one) => distance(word.text, one, 1) <= 1)
      return near.length === 1 ? { ...word, text: near[0]! } : word
    })
    return corrected.some((word, index) => word !== words[index]) ? corrected : null
  }
}

/**
 * Reads questions of a language. A question is understood only when some pattern accounts for every word of it; of
 * several readings the one that takes the fewest words on trust, as names, is meant, and between intents the first.
 * Otherwise null, and also when an intent can be read in two ways. Words of the language may be a letter off where that
 * leaves fewer words to trust.
 */
export const readerOf = (grammar: Grammar): Reader => {
  const matcher = compiler(grammar.rules, terminals(grammar.lexicon))
  const opening = matcher(grammar.opening)
  const closing = matcher(grammar.closing)
  const intents = (Object.keys(grammar.questions) as Array<IntentName>).map(
    (name) => [name, matcher(grammar.questions[name])] as const
  )
  const fragments = [["help", matcher(grammar.fragments)]] as const
  const vocabulary = vocabularyOf(grammar)
  const correct = corrector(grammar, vocabulary)
  const wordsOf = (text: string) => grammar.words(text, vocabulary)

  const readWords = (
    among: ReadonlyArray<readonly [IntentName, Matcher]>,
    words: ReadonlyArray<Word>
  ): Found | null => {
    const starts = new Set([0, ...opening(words, 0).map(({ end }) => end)])
    const ended = (at: number): boolean =>
      at === words.length || closing(words, at).some(({ end }) => end === words.length)
    let best: Found | null = null
    for (const [name, matches] of among) {
      for (const start of starts) {
        for (const { end, open, slots } of matches(words, start)) {
          if ((best !== null && open > best.open) || !ended(end)) continue
          best = better(best, { intent: { name, slots }, open, sure: true })
        }
      }
    }
    return best
  }

  const read = (among: ReadonlyArray<readonly [IntentName, Matcher]>, text: string): Intent | null => {
    const words = wordsOf(text)
    if (words.length === 0 || words.length > mostWords) return null
    const written = readWords(among, words)
    const corrected = correct(words)
    const meant = corrected === null ? null : readWords(among, corrected)
    const best = meant !== null && (written === null || meant.open < written.open) ? meant : written
    return best?.sure === true ? best.intent : null
  }

  return {
    question: (text) => read(intents, text),
    fragment: (text) => read(fragments, text)?.slots ?? null,
    beyond: (text) => {
      const words = new Set(wordsOf(text).map((word) => word.text))
      return grammar.beyond.find(([, signs]) => signs.some((sign) => words.has(sign)))?.[0] ?? null
    }
  }
}
