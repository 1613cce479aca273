import type { KeptAnswer } from "./KeptAnswer.ts"

/** Bytes that an answer takes beside those that are sent. */
const around = 1024

const sizeOf = (key: string, { bytes }: KeptAnswer): number => 2 * key.length + bytes.length + around

/** The answers of one state of the data, in `room` bytes; what has not been asked for the longest makes room. */
export class Shelf {
  // Whatever was asked for last is last.
  readonly #answers = new Map<string, KeptAnswer>()
  readonly #room: number
  #state = ""
  #taken = 0

  constructor(room: number) {
    this.#room = room
  }

  /** Only what is as of the state is found from now on. */
  turnTo(state: string): void {
    if (state === this.#state) return
    this.#answers.clear()
    this.#state = state
    this.#taken = 0
  }

  find(key: string): KeptAnswer | undefined {
    const known = this.#answers.get(key)
    if (known === undefined) return undefined
    this.#answers.delete(key)
    this.#answers.set(key, known)
    return known
  }

  /** Keeps an answer that is as of the state. */
  keep(state: string, key: string, answer: KeptAnswer): void {
    const size = sizeOf(key, answer)
    if (state !== this.#state || size > this.#room) return
    this.#forget(key)
    this.#answers.set(key, answer)
    this.#taken += size
    for (const oldest of this.#answers.keys()) {
      if (this.#taken <= this.#room) break
      this.#forget(oldest)
    }
  }

  #forget(key: string): void {
    const known = this.#answers.get(key)
    if (known === undefined) return
    this.#answers.delete(key)
    this.#taken -= sizeOf(key, known)
  }
}
