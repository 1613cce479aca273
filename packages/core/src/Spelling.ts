/** Letters that may be wrong in a text of that length: none in very short ones, two at most. */
export const tolerance = (length: number): number => (length < 5 ? 0 : length < 12 ? 1 : 2)

/** Edits (a letter more, less or other, two swapped) from one text to another, given up above `limit`. */
export const distance = (a: string, b: string, limit: number): number => {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let before: Array<number> = []
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let edits = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) edits = Math.min(edits, before[j - 2]! + 1)
      next.push(edits)
      least = Math.min(least, edits)
    }
    if (least > limit) return limit + 1
    before = row
    row = next
  }
  return row[b.length]!
}

/** Which letters occur in a text, as bits; letters of other scripts share bits. */
const lettersOf = (text: string): number => {
  let letters = 0
  for (let index = 0; index < text.length; index++) letters |= 1 << (text.charCodeAt(index) & 31)
  return letters
}

/** How many bits are set. */
const bits = (number: number): number => {
  let count = 0
  for (let rest = number; rest !== 0; rest &= rest - 1) count++
  return count
}

/** Texts prepared for finding those that a misspelling may mean. */
export class Spelling {
  private readonly texts: ReadonlyArray<string>
  private readonly letters: Int32Array

  constructor(texts: Iterable<string>) {
    this.texts = [...texts]
    this.letters = Int32Array.from(this.texts, lettersOf)
  }

  /** The texts within the tolerance of the one wanted, and how many edits away they are. */
  near(wanted: string): ReadonlyArray<readonly [text: string, edits: number]> {
    const limit = tolerance(wanted.length)
    if (limit === 0) return []
    const letters = lettersOf(wanted)
    const found: Array<readonly [string, number]> = []
    for (let index = 0; index < this.texts.length; index++) {
      // One edit changes which letters occur by two at most; this spares nearly all the comparisons.
      if (bits(letters ^ this.letters[index]!) > 2 * limit) continue
      const edits = distance(wanted, this.texts[index]!, limit)
      if (edits <= limit) found.push([this.texts[index]!, edits])
    }
    return found
  }
}
