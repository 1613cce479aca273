const letters = "abcdefghijklmnopqrstuvwxyz"

/** The ways to slip: a letter left out, added, another, or swapped with the next. */
export const slips = ["deletion", "insertion", "substitution", "transposition"] as const
export type Slip = (typeof slips)[number]

/** Whole numbers from 0 to below the bound, always the same for a seed. */
export const seeded = (seed: number) => {
  let state = seed
  return (bound: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * bound)
  }
}

/** The text with one slip; it differs from the text. */
export const typo = (text: string, slip: Slip, below: (bound: number) => number): string => {
  for (;;) {
    const at = below(text.length)
    const letter = letters.charAt(below(letters.length))
    const [before, after] = [text.slice(0, at), text.slice(at + 1)]
    const slipped = {
      deletion: before + after,
      insertion: before + letter + text.slice(at),
      substitution: before + letter + after,
      transposition: before + after.slice(0, 1) + text.charAt(at) + after.slice(1)
    }[slip]
    if (slipped !== text) return slipped
  }
}
