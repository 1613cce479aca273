/**
 * How a name sounds, alike in Latin letters and in Hangul: one capital for each family of consonants that Korean does
 * not tell apart or writes now this way and now that (K is k, g, q; P is p, b, f, v; C is ch, j, z; L is l, r), and small
 * letters for vowels. Doubled sounds count once.
 */

const initials = "K,K,N,T,T,L,M,P,P,S,S,,C,C,C,K,T,P,H".split(",")
/** As the Revised Romanisation has them, without the y of diphthongs; the vowel that only carries a consonant is none. */
const vowels = "a,e,a,e,o,e,o,e,o,ua,ue,ue,o,u,uo,ue,ui,u,,i,i".split(",")
const finals = ",K,K,K,N,N,N,T,L,L,L,L,L,L,L,L,M,P,P,T,T,N,T,T,K,T,P,H".split(",")

const firstSyllable = 0xac00
const lastSyllable = 0xd7a3

const syllable = (code: number): string => {
  const index = code - firstSyllable
  const initial = Math.floor(index / (21 * 28))
  return initials[initial]! + vowels[Math.floor(index / 28) % 21]! + finals[index % 28]!
}

/** The longest first. */
const graphemes: ReadonlyArray<readonly [letters: string, sound: string]> = [
  ["tch", "C"],
  ["sch", "S"],
  ["cz", "C"],
  ["sz", "S"],
  ["ch", "C"],
  ["sh", "S"],
  ["zh", "C"],
  ["th", "T"],
  ["ph", "P"],
  ["kh", "K"],
  ["ck", "K"],
  ["ts", "C"],
  ["tz", "C"],
  ["dz", "C"],
  ["nh", "N"],
  ["lh", "L"],
  ["ng", "N"],
  ["qu", "K"],
  ["ce", "Se"],
  ["ci", "Si"],
  ["x", "KS"]
]

const single: Readonly<Record<string, string>> = {
  b: "P",
  c: "K",
  d: "T",
  f: "P",
  g: "K",
  h: "H",
  j: "C",
  k: "K",
  l: "L",
  m: "M",
  n: "N",
  p: "P",
  q: "K",
  r: "L",
  s: "S",
  t: "T",
  v: "P",
  w: "u",
  y: "i",
  z: "C",
  a: "a",
  e: "e",
  i: "i",
  o: "o",
  u: "u"
}

/** Of a folded text; blanks and whatever is no letter of either script have no sound. */
export const soundOf = (text: string): string => {
  let sound = ""
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at)
    if (code >= firstSyllable && code <= lastSyllable) {
      sound += syllable(code)
      at++
      continue
    }
    const found = graphemes.find(([letters]) => text.startsWith(letters, at))
    sound += found?.[1] ?? single[text.charAt(at)] ?? ""
    at += found?.[0].length ?? 1
  }
  return sound.replace(/(.)\1+/g, "$1")
}
