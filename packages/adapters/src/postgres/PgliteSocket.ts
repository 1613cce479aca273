import { Duplex } from "node:stream"
import type { PGlite } from "@electric-sql/pglite"

const sslRequest = 80_877_103
const cancelRequest = 80_877_102

/** Query, Sync, Flush and Terminate: only after these does the server answer. */
const isBoundary = (type: number | undefined) => type === 0x51 || type === 0x53 || type === 0x48 || type === 0x58

const terminate = 0x58

/**
 * The client end of a socket whose other end is an embedded Postgres. What the client writes is given over in whole
 * messages up to the last one that asks for an answer, so that statements of one exchange stay together.
 */
export class PgliteSocket extends Duplex {
  readonly #database: PGlite
  #pending: Buffer = Buffer.alloc(0)
  #started = false

  constructor(database: PGlite) {
    super()
    this.#database = database
  }

  override _read() {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void) {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk])
    this.#drain().then(() => done(), done)
  }

  override _final(done: (error?: Error | null) => void) {
    this.push(null)
    done()
  }

  async #drain() {
    while (!this.#started && this.#pending.length >= 8) {
      const length = this.#pending.readInt32BE(0)
      if (this.#pending.length < length) return
      const code = this.#pending.readInt32BE(4)
      const message = this.#take(length)
      if (code === sslRequest) this.push("N")
      // A statement of the embedded server runs to its end: there is nothing to cancel.
      else if (code === cancelRequest) this.push(null)
      else {
        this.#started = true
        await this.#forgetLastConnection()
        await this.#exchange(message)
      }
    }
    const length = this.#started ? this.#answerable() : 0
    if (length > 0) await this.#exchange(this.#take(length))
  }

  /** The server has one session for all connections that follow each other. */
  async #forgetLastConnection() {
    await this.#database.exec("rollback")
    await this.#database.exec("discard all")
  }

  #take(length: number): Buffer {
    const message = this.#pending.subarray(0, length)
    this.#pending = this.#pending.subarray(length)
    return message
  }

  /** How many of the pending bytes may go to the server now. */
  #answerable(): number {
    let end = 0
    let position = 0
    while (position + 5 <= this.#pending.length) {
      const next = position + 1 + this.#pending.readInt32BE(position + 1)
      if (next > this.#pending.length) break
      const type = this.#pending[position]
      if (type === terminate) {
        this.push(null)
        return end
      }
      position = next
      if (isBoundary(type)) end = next
    }
    return end
  }

  async #exchange(message: Buffer) {
    await this.#database.runExclusive(() =>
      this.#database.execProtocolRawStream(message, {
        // The bytes lie in the memory of the server, which writes the next answer over them.
        onRawData: (data) => this.push(Buffer.from(data))
      })
    )
    // It answers within one turn of the event loop: timers, other sockets and signals would wait for the last of many
    // statements in a row.
    await new Promise<void>((resume) => setImmediate(resume))
  }
}
