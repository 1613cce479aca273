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

const chunks = /[\p{L}\p{M}\p{N}]+(?:['.][\p{L}\p{M}\p{N}]+)*'?|[^\s\p{L}\p{M}\p{N}?!.,;:"“”()[\]#…/\-–—']/gu

const split = (chunk: string, from: number, source: string): ReadonlyArray<Word> => {
  const to = from + chunk.length
  const owner = /^(.+)(?:'s|')$/i.exec(chunk)?.[1]
  if (owner !== undefined) {
    return [...split(owner, from, source), { text: possessive, source, from: from + owner.length, to }]
  }
  const number = /^ufc(\d+)$/i.exec(chunk)?.[1]
  if (number !== undefined) {
    return [
      { text: "ufc", source, from, to: to - number.length },
      { text: number, source, from: to - number.length, to }
    ]
  }
  return [{ text: fold(chunk), source, from, to }]
}

/**
 * The words of a question. Punctuation between words is passed over; any other sign is a word, which no grammar knows,
 * so that a question with a sign of meaning in it is not understood rather than misunderstood.
 */
export const wordsOf = (question: string): ReadonlyArray<Word> =>
  Array.from(question.replace(/[’‘ʼ`]/g, "'").matchAll(chunks)).flatMap((match) =>
    split(match[0], match.index, question)
  )

/** The asker's own spelling of the words from one to another. */
export const quoted = (words: ReadonlyArray<Word>, first: number, last: number): string => {
  const { from, source } = words[first]!
  return source.slice(from, words[last]!.to).replace(/\s+/g, " ")
}
