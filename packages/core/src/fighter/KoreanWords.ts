import { soundOf } from "./Sound.ts"
import { consonantsIn, symbolsOf, unlikeness } from "./SoundCost.ts"

/** The part of the consonants that may differ in a word and its Korean spelling: "Urijah" is "유라이아". */
const tolerated = 0.45

/** More readings of a text than these are not looked into. */
const mostReadings = 8

/** The cost of taking one word for another, as a part of its consonants. */
const unlike = (a: string, b: string): number => {
  const [one, other] = [symbolsOf(soundOf(a)), symbolsOf(soundOf(b))]
  return unlikeness(one, other) / Math.max(1, consonantsIn(one), consonantsIn(other))
}

/** Which Latin words the Korean ones are, learned from names that are known in both. */
export class KoreanWords {
  private readonly words = new Map<string, Set<string>>()

  /** Takes each word for the one in its place, or, surname first, in the opposite one; words that sound otherwise teach nothing. */
  learn(korean: string, name: string) {
    const words = korean.split(" ")
    const inPlace = name.split(" ")
    if (words.length !== inPlace.length) return
    const turned = [...inPlace.slice(-1), ...inPlace.slice(0, -1)]
    const cost = (order: ReadonlyArray<string>) => words.reduce((sum, word, at) => sum + unlike(word, order[at]!), 0)
    const order = cost(turned) < cost(inPlace) ? turned : inPlace
    for (const [at, word] of words.entries()) {
      if (unlike(word, order[at]!) > tolerated) continue
      const known = this.words.get(word)
      if (known === undefined) this.words.set(word, new Set([order[at]!]))
      else known.add(order[at]!)
    }
  }

  /** What a text of known Korean words may be in Latin letters; none when a word is not known. */
  readings(text: string): ReadonlyArray<string> {
    let readings: ReadonlyArray<string> = [""]
    for (const word of text.split(" ")) {
      const known = [...(this.words.get(word) ?? [])]
      readings = readings.flatMap((reading) => known.map((one) => `${reading} ${one}`.trim())).slice(0, mostReadings)
    }
    return readings
  }
}
