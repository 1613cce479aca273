const first = 0xac00
const last = 0xd7a3
const finals = 28

export const isHangul = (text: string): boolean => /\p{Script=Hangul}$/u.test(text)

/** Digits that are read with a consonant at their end, and letters that are. */
const closed = /[013678lmnr]$/i

/** Whether the text, as it is read, ends in a consonant. */
export const hasFinal = (text: string): boolean => {
  const code = text.codePointAt(text.length - 1) ?? 0
  return code >= first && code <= last ? (code - first) % finals !== 0 : closed.test(text)
}

/** The text with the one of a pair of particles that goes with its end, such as 은 and 는. */
export const josa = (text: string, afterConsonant: string, afterVowel: string): string =>
  `${text}${hasFinal(text) ? afterConsonant : afterVowel}`
