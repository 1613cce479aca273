/** Numbers that look random and are the same for the same seed, by Mulberry32. */
export class Seeded {
  private state: number

  constructor(seed: number) {
    this.state = seed >>> 0
  }

  /** At least 0, below 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  /** A whole number, both bounds included. */
  within(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1))
  }

  chance(share: number): boolean {
    return this.next() < share
  }

  /** One of them; there must be one. */
  pick<A>(items: ReadonlyArray<A>): A {
    const item = items[this.within(0, items.length - 1)]
    if (item === undefined) throw new RangeError("nothing to pick from")
    return item
  }

  /** So many different ones, or all where there are fewer. */
  some<A>(items: ReadonlyArray<A>, count: number): ReadonlyArray<A> {
    const left = [...items]
    const picked: Array<A> = []
    while (picked.length < count && left.length > 0) picked.push(...left.splice(this.within(0, left.length - 1), 1))
    return picked
  }
}
