/** Events that are read before anybody takes them. */
const most = 256

/**
 * Events are taken together with those that came with them: a packet of the network brings many, and each of them taken
 * by itself costs more than reading it. Nothing that has come is held back for longer than a turn of the event loop.
 */
export class Inbox<A> {
  #come: Array<A> = []
  #end: { readonly failure: unknown } | null = null
  #waiting: (() => void) | null = null
  #proceed: (() => void) | null = null

  constructor(events: AsyncIterable<A>) {
    this.#fill(events)
  }

  /** What has come since the last time, at least one event; none at the end. Fails after all that came before. */
  async take(): Promise<ReadonlyArray<A>> {
    // Events that were taken already may have called.
    while (this.#come.length === 0 && this.#end === null) {
      await new Promise<void>((done) => {
        this.#waiting = done
      })
    }
    const come = this.#come
    if (come.length === 0 && this.#end?.failure !== undefined) throw this.#end.failure
    this.#come = []
    this.#proceed?.()
    return come
  }

  async #fill(events: AsyncIterable<A>): Promise<void> {
    try {
      for await (const event of events) {
        if (this.#come.push(event) === 1) this.#tell()
        if (this.#come.length === most) {
          await new Promise<void>((done) => {
            this.#proceed = done
          })
        }
      }
      this.#end = { failure: undefined }
    } catch (failure) {
      this.#end = { failure }
    }
    this.#tell()
  }

  #tell(): void {
    setImmediate(() => this.#waiting?.())
  }
}
