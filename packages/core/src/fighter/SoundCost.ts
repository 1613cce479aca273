const symbols = "KTPSCLMNHaeiou"
const width = symbols.length
const firstVowel = symbols.indexOf("a")

/** What it costs to take one sound for another; 1 for two other consonants. Korean has no f, th, or r before a consonant. */
const near: Readonly<Record<string, number>> = {
  SC: 0.3,
  KH: 0.3,
  TS: 0.4,
  TC: 0.4,
  CH: 0.5,
  KC: 0.5,
  PH: 0.6,
  MN: 0.6,
  LN: 0.7,
  ao: 0.1,
  ae: 0.15,
  oe: 0.15,
  ou: 0.15,
  ei: 0.15
}
const otherVowel = 0.3
const vowelForConsonant = 2

/** What a sound costs that only one of the two has: r is silent, h is not heard, d is swallowed. */
const extra: Readonly<Record<string, number>> = { H: 0.3, L: 0.4, T: 0.6, N: 0.7 }
const extraConsonant = 0.9
const extraVowel = 0.2

const isVowel = (symbol: number): boolean => symbol >= firstVowel

const changes = Float64Array.from({ length: width * width }, (_, cell) => {
  const [a, b] = [Math.floor(cell / width), cell % width]
  if (a === b) return 0
  if (isVowel(a) !== isVowel(b)) return vowelForConsonant
  const [one, other] = [symbols.charAt(a), symbols.charAt(b)]
  return near[one + other] ?? near[other + one] ?? (isVowel(a) ? otherVowel : 1)
})
const extras = Float64Array.from(symbols, (symbol, at) => extra[symbol] ?? (isVowel(at) ? extraVowel : extraConsonant))

/** A sound as numbers, for being compared. */
export type Symbols = Uint8Array

export const symbolsOf = (sound: string): Symbols => Uint8Array.from(sound, (letter) => symbols.indexOf(letter))

export const consonantsIn = (sound: Symbols): number =>
  sound.reduce((count, symbol) => count + (isVowel(symbol) ? 0 : 1), 0)

/** The costs of having heard nothing while so many sounds were wanted. */
export const firstRow = (wanted: Symbols): Float64Array => {
  const row = new Float64Array(wanted.length + 1)
  for (const [at, symbol] of wanted.entries()) row[at + 1] = row[at]! + extras[symbol]!
  return row
}

/** Writes the costs after one more sound into `next`; returns the least of them, below which no longer text can come. */
export const hear = (wanted: Symbols, row: Float64Array, symbol: number, next: Float64Array): number => {
  const own = extras[symbol]!
  const change = symbol * width
  let left = row[0]! + own
  let least = left
  next[0] = left
  for (let at = 0; at < wanted.length; at++) {
    const theirs = wanted[at]!
    let cost = row[at]! + changes[change + theirs]!
    if (row[at + 1]! + own < cost) cost = row[at + 1]! + own
    if (left + extras[theirs]! < cost) cost = left + extras[theirs]!
    next[at + 1] = cost
    left = cost
    if (cost < least) least = cost
  }
  return least
}

/** How far two sounds are from each other: about 1 for each consonant that differs. */
export const unlikeness = (a: Symbols, b: Symbols): number => {
  let row = firstRow(b)
  for (const symbol of a) {
    const next = new Float64Array(row.length)
    hear(b, row, symbol, next)
    row = next
  }
  return row[b.length]!
}
