interface Entry<V> {
  readonly value: V
  readonly expiresAt: number
}

/** How many entries each new one looks at. */
const looks = 3

/**
 * A map that forgets. Each entry set looks at the next few of all in turn and takes away those that have expired, so
 * that the map never stops to tidy up: it passes its n entries at least once in n/2 settings, and where entries come and
 * expire at an even pace, it holds at most twice as many as are good.
 */
export class ExpiringMap<K, V> {
  readonly #entries = new Map<K, Entry<V>>()
  #turn = this.#entries.entries()

  /** Those that have expired and were not yet come upon among them. */
  get size(): number {
    return this.#entries.size
  }

  get(key: K, now: number): V | undefined {
    const entry = this.#entries.get(key)
    return entry !== undefined && entry.expiresAt > now ? entry.value : undefined
  }

  set(key: K, value: V, expiresAt: number, now: number): void {
    this.#entries.set(key, { value, expiresAt })
    for (let look = 0; look < looks; look++) this.#look(now)
  }

  #look(now: number): void {
    const next = this.#turn.next()
    if (next.done) this.#turn = this.#entries.entries()
    else if (next.value[1].expiresAt <= now) this.#entries.delete(next.value[0])
  }
}
