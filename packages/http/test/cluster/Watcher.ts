import { Effect } from "effect"
import { ChatClient, type ChatOptions, type Frame, type Message } from "../../../../examples/ChatClient.ts"

/** The connection is given up when so many frames have come over it. */
export type Losses = ReadonlyArray<{ readonly after: number }>

/** What a client and the record must both know of messages. */
export const plain = (messages: Iterable<Message>) =>
  Array.from(messages, ({ id, parentId, parts, role, status }) => ({ id, parentId, role, status, parts })).sort(
    (one, other) => one.id.localeCompare(other.id)
  )

/** A client that checks that each frame is the next one, and loses its connections as it is told. */
export class Watcher {
  readonly client: ChatClient
  readonly frames: Array<Frame> = []
  /** What was told out of order. */
  readonly faults: Array<string> = []
  /** Connections that were lost, or not made, by themselves. */
  failures = 0
  private readonly losses: Losses
  private readonly checks = new Set<() => void>()
  private at = 0
  private came = 0
  private given = 0
  private lost = 0

  constructor(options: ChatOptions, losses: Losses = []) {
    this.losses = losses
    this.client = new ChatClient({
      ...options,
      onFrame: (frame) => this.take(frame),
      onLost: () => {
        this.lost += 1
        this.failures = this.lost - this.given
      }
    })
  }

  /** The words of the answer to a question so far. */
  wordsOn(questionId: string): string {
    const answer = [...this.client.messages.values()].findLast(({ parentId }) => parentId === questionId)
    return (answer?.parts ?? []).map(({ kind, text }) => (kind === "text" ? text : "")).join("")
  }

  /** Waits until something holds of what has come. */
  until(holds: () => boolean) {
    return Effect.callback<void>((resume) => {
      const check = () => {
        if (!holds()) return
        this.checks.delete(check)
        resume(Effect.void)
      }
      this.checks.add(check)
      check()
      return Effect.sync(() => this.checks.delete(check))
    }).pipe(Effect.timeout("30 seconds"), Effect.orDie)
  }

  private take(frame: Frame) {
    const { d, seq, t } = frame
    if (t === "snapshot") this.at = d.head
    if (seq !== undefined && seq !== this.at + 1) this.faults.push(`${seq} (${t}) after ${this.at}`)
    this.at = seq ?? this.at
    this.frames.push(frame)
    for (const check of this.checks) check()
    this.came += 1
    if (this.came !== this.losses[this.given]?.after) return
    this.came = 0
    this.given += 1
    this.client.reconnect()
  }
}

/** A client until the end of the scope. */
export const watch = (options: ChatOptions, losses: Losses = []) =>
  Effect.acquireRelease(
    Effect.sync(() => new Watcher(options, losses)),
    ({ client }) => Effect.sync(() => client.close())
  )
