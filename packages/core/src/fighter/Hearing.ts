import { soundOf } from "./Sound.ts"
import { consonantsIn, firstRow, hear, type Symbols, symbolsOf } from "./SoundCost.ts"

/** When two sounds are alike. */
export interface Likeness {
  readonly fewest: number
  readonly most: number
}

interface Sound<Value> {
  readonly symbols: Symbols
  readonly values: ReadonlyArray<Value>
  /** Symbols that it begins with as the one before does. */
  readonly kept: number
}

const common = (a: string, b: string): number => {
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  return at
}

/** Texts prepared for finding those that sound like another, in Latin letters or in Hangul. */
export class Hearing<Value> {
  /** In alphabetical order, so that what is known of the beginning of one serves the next. */
  private readonly sounds: ReadonlyArray<Sound<Value>>
  private readonly rows: Array<Float64Array> = []

  constructor(texts: Iterable<readonly [text: string, value: Value]>) {
    const bySound = new Map<string, Set<Value>>()
    for (const [text, value] of texts) {
      const sound = soundOf(text)
      const known = bySound.get(sound)
      if (known === undefined) bySound.set(sound, new Set([value]))
      else known.add(value)
    }
    const sorted = [...bySound].sort(([a], [b]) => (a < b ? -1 : 1))
    this.sounds = sorted.map(([sound, values], at) => {
      const symbols = symbolsOf(sound)
      const kept = at === 0 ? 0 : common(sound, sorted[at - 1]![0])
      return { symbols, values: [...values], kept }
    })
  }

  /**
   * What has a sound like this, and which part of the consonants wanted differs: 0 for the same sound, at most `most`. A sound
   * of less than `fewest` consonants is like others by chance, and like none.
   */
  near(sound: string, { fewest, most }: Likeness): ReadonlyMap<Value, number> {
    const wanted = symbolsOf(sound)
    const consonants = consonantsIn(wanted)
    const found = new Map<Value, number>()
    if (consonants < fewest) return found
    const furthest = most * consonants
    this.rows[0] = firstRow(wanted)
    let ready = 0
    let hopeless = Number.POSITIVE_INFINITY
    for (const { kept, symbols, values } of this.sounds) {
      if (kept >= hopeless) continue
      hopeless = Number.POSITIVE_INFINITY
      ready = Math.min(ready, kept)
      while (ready < symbols.length && hopeless > symbols.length) {
        const least = hear(wanted, this.rows[ready]!, symbols[ready]!, this.rowAt(ready + 1, wanted.length + 1))
        ready++
        if (least > furthest) hopeless = ready
      }
      if (hopeless <= symbols.length) continue
      const unlike = this.rows[ready]![wanted.length]! / consonants
      if (unlike > most) continue
      for (const value of values) found.set(value, Math.min(unlike, found.get(value) ?? 1))
    }
    return found
  }

  private rowAt(index: number, length: number): Float64Array {
    const known = this.rows[index]
    if (known !== undefined && known.length === length) return known
    const row = new Float64Array(length)
    this.rows[index] = row
    return row
  }
}
