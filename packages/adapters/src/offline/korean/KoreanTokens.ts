import { chunks, readable, type Word, wordsIn } from "../grammar/Word.ts"

/** What is written onto nouns: particles, at most two of them. */
const particles = "이|가|을|를|은|는|의|와|과|이랑|랑|하고|에|에서|에게|한테|로|으로|도|만|께서|들"

/** What ends a sentence on a noun or on the stem of a verb in the past; none of it changes what is asked. */
const endings =
  "야|이야|인가|인가요|인지|예요|이에요|이예요|에요|입니까|일까|일까요|이지|지|지요|죠|이죠|요|니|냐|나|나요|어|어요|었어|었나|였어|였어요|였지|였나|였나요|이었어|이었나|습니까|는지|는지요|는가|을까|을까요|은지|려나|음|임|이니|이냐|까|까요|란|이란|라고|이라고"

const suffix = new RegExp(`^(?:(?:${particles}){1,2}(?:${endings})?|(?:${endings}))$`, "u")
const pureParticles = new RegExp(`^(?:${particles}){1,2}$`, "u")

const hangul = /^\p{Script=Hangul}/u
const scripts = /\p{Script=Hangul}+|[^\p{Script=Hangul}]+/gu

type Vocabulary = (word: string) => boolean

/**
 * The words of the language that a run of syllables is made of, without what is written onto the last: "라이트급에서는" is
 * "라이트급". Null where it is no such word, and so a name. A word of one syllable begins a run only where `isFree`, lest
 * names be taken apart.
 */
const segmented = (run: string, isKnown: Vocabulary, isFree: boolean): ReadonlyArray<string> | null => {
  if (run === "") return []
  if (isKnown(run)) return [run]
  for (let length = run.length - 1; length >= 1; length--) {
    const word = run.slice(0, length)
    if (isKnown(word) && suffix.test(run.slice(length))) return [word]
  }
  const least = isFree || run.startsWith("몇") ? 1 : 2
  for (let length = run.length - 1; length >= least; length--) {
    const [word, rest] = [run.slice(0, length), run.slice(length)]
    const more = isKnown(word) ? segmented(rest, isKnown, true) : null
    if (more !== null) return [word, ...more]
  }
  return null
}

/** The words of a run of letters and digits, each where it stands in the source. */
const wordsOfRun = (run: string, from: number, source: string, isKnown: Vocabulary): ReadonlyArray<Word> => {
  const words: Array<Word> = []
  let end = from - 1
  for (const piece of run.matchAll(scripts)) {
    const [text] = piece
    const start = from + piece.index
    const before = words.at(-1)
    // What follows a number or a word of the language without a blank is no part of a name.
    const isFree = before !== undefined && before.to === end && (/^\d+$/.test(before.text) || isKnown(before.text))
    end = start + text.length
    if (!hangul.test(text)) {
      words.push(...wordsIn(text, start, source, {}))
      continue
    }
    const known = segmented(text, isKnown, isFree)
    if (known !== null) {
      let at = start
      for (const word of known) {
        words.push({ text: word, source, from: at, to: at + word.length })
        at += word.length
      }
    } else if (before !== undefined && pureParticles.test(text)) {
      // A particle belongs to the name before it, and says nothing behind anything else.
      if (!isFree) words[words.length - 1] = { ...before, to: end }
    } else words.push({ text, source, from: start, to: end })
  }
  return words
}

/**
 * The words of a Korean question. Particles and the endings of sentences are taken off the words of the language and left
 * on names, of which whoever looks them up knows how they are written.
 */
export const koreanWords = (question: string, isKnown: Vocabulary): ReadonlyArray<Word> => {
  const source = readable(question)
  return Array.from(source.matchAll(chunks)).flatMap((match) => [...wordsOfRun(match[0], match.index, source, isKnown)])
}
