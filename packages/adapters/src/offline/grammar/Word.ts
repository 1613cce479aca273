import { fold } from "@mma-savant/core/Fold"

/** A word of a question: folded for comparing, and where it stands in the source for quoting it. */
export interface Word {
  readonly text: string
  readonly source: string
  readonly from: number
  readonly to: number
}

/** The possessive, a word of its own so that names come out bare. */
export const possessive = "'s"

/** Runs of letters and digits, and signs of meaning. */
export const chunks = /[\p{L}\p{M}\p{N}]+(?:['.][\p{L}\p{M}\p{N}]+)*'?|[^\s\p{L}\p{M}\p{N}?!.,;:"“”()[\]#…/\-–—'*_~]/gu

/** Signs that cannot be seen, or that only change how the one before is drawn. */
const unseen = /\p{Cf}|\p{Variation_Selector}|\p{Me}/gu

const pictures = /(?![\p{N}#*])\p{Emoji}|\p{Emoji_Modifier}|\p{Cc}/gu

/** The question as it is read: a sign that is not seen leaves its word whole, a picture parts words. */
export const readable = (question: string): string =>
  question
    .normalize("NFKC")
    .replace(unseen, "")
    .replace(pictures, " ")
    .replace(/[’‘ʼ`]/g, "'")
    .replaceAll("&", " and ")

/** Words that are written for several, such as "whats" for "what 's"; spelled as the patterns spell them. */
export type Contractions = Readonly<Record<string, string>>

/** The words of a run of letters and digits. */
export const wordsIn = (
  chunk: string,
  from: number,
  source: string,
  contractions: Contractions
): ReadonlyArray<Word> => {
  const to = from + chunk.length
  const owner = /^(.+)(?:'s|')$/i.exec(chunk)?.[1]
  if (owner !== undefined) {
    const end = from + owner.length
    return [...wordsIn(owner, from, source, contractions), { text: possessive, source, from: end, to }]
  }
  const number = /^ufc(\d+)$/i.exec(chunk)?.[1]
  if (number !== undefined) {
    return [
      { text: "ufc", source, from, to: to - number.length },
      { text: number, source, from: to - number.length, to }
    ]
  }
  const text = fold(chunk)
  const words = Object.hasOwn(contractions, text) ? contractions[text]!.split(" ") : [text]
  return words.map((word) => ({ text: word, source, from, to }))
}

/**
 * The words of a question. Punctuation between words is passed over, and so are pictures; any other sign is a word, which
 * no grammar knows, so that a question with a sign of meaning in it is not understood rather than misunderstood.
 */
export const wordsOf = (question: string, contractions: Contractions = {}): ReadonlyArray<Word> => {
  const source = readable(question)
  return Array.from(source.matchAll(chunks)).flatMap((match) => wordsIn(match[0], match.index, source, contractions))
}

/** The asker's own spelling of the words from one to another. */
export const quoted = (words: ReadonlyArray<Word>, first: number, last: number): string => {
  const { from, source } = words[first]!
  return source.slice(from, words[last]!.to).replace(/\s+/g, " ")
}
