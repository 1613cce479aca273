// A client of the chat protocol that loses nothing: it goes on where it was when a connection breaks, and sends again
// what was not acknowledged, under the same id, so that nothing is asked twice. It needs what every browser has.

export type Part = { readonly kind: string; readonly text?: string } & Readonly<Record<string, unknown>>

export interface Message {
  readonly id: string
  readonly parentId: string | null
  readonly role: string
  readonly status: string
  readonly parts: ReadonlyArray<Part>
  readonly error?: { readonly code: string; readonly message: string }
}

export interface ChatOptions {
  /** One server, or several that share their data: another one is tried whenever a connection breaks. */
  readonly servers: ReadonlyArray<string>
  readonly token: string
  readonly sessionId: string
  /** Called with every frame that changed something. */
  readonly onFrame?: (frame: Frame) => void
  /** Called when a connection is lost, with its close code. */
  readonly onLost?: (code: number) => void
}

// biome-ignore lint/suspicious/noExplicitAny: the frames are described by core's ChatProtocol; here they are plain JSON.
export type Frame = { readonly t: string; readonly d: any; readonly seq?: number; readonly run?: string }

interface Waiting {
  readonly t: string
  readonly d: object
  readonly resolve: (ack: { readonly messageId: string; readonly run: string }) => void
  readonly reject: (error: Error) => void
}

/** Ends after which an answer lacks something; after all others it is complete. */
const unfinished = new Set(["failed", "cancelled", "interrupted"])

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

export class ChatClient {
  /** The messages, of a very long talk the latest, by their ids; answers that are being given included. */
  readonly messages = new Map<string, Message>()
  private readonly options: ChatOptions
  /** What was sent and not acknowledged, by the id of its frame. */
  private readonly waiting = new Map<string, Waiting>()
  private readonly watchers = new Set<() => void>()
  private socket: WebSocket | null = null
  private place: { readonly epoch: string; readonly after: number } | null = null
  /** The answers of the runs that are being told. */
  private readonly runs = new Map<string, string>()
  /** Gives the connection up, with a close code. */
  private drop: (code: number) => void = () => {}
  private server = 0
  private delay = 0
  /** Why nothing is told or asked any more. */
  private end: Error | null = null

  constructor(options: ChatOptions) {
    this.options = options
    void this.stayConnected()
  }

  /** Asks, and gives the answer when it has ended. */
  async ask(text: string, more: object = {}): Promise<Message> {
    const { messageId } = await this.request("send", { cid: crypto.randomUUID(), text, ...more })
    return this.answerTo(messageId)
  }

  /** The last answer to a question, when it has ended. */
  async answerTo(questionId: string): Promise<Message> {
    while (true) {
      const answer = [...this.messages.values()].findLast(
        ({ parentId, role }) => parentId === questionId && role !== "user"
      )
      if (answer !== undefined && answer.status !== "streaming") return answer
      if (this.end !== null) throw this.end
      await new Promise<void>((resolve) => this.watchers.add(resolve))
    }
  }

  /** Sends a frame until it is acknowledged, over as many connections as that takes. */
  request(t: string, d: object): Promise<{ readonly messageId: string; readonly run: string }> {
    return new Promise((resolve, reject) => {
      if (this.end !== null) return reject(this.end)
      const id = crypto.randomUUID()
      this.waiting.set(id, { t, d, resolve, reject })
      this.say(id, t, d)
    })
  }

  /** Makes another connection: this one may be dead without having been closed, after a sleep of the machine, say. */
  reconnect(): void {
    this.drop(1000)
  }

  close(): void {
    this.giveUp(new Error("the client was closed"))
    this.drop(1000)
  }

  private async stayConnected(): Promise<void> {
    while (this.end === null) {
      const code = await this.connect().catch(() => 0)
      if (this.end !== null) return
      this.options.onLost?.(code)
      this.server += 1
      this.delay = Math.min(5000, this.delay * 2 + 50)
      await wait(this.delay * Math.random())
    }
  }

  /** One connection, from its ticket to its end, with the close code. */
  private async connect(): Promise<number> {
    const { servers, sessionId, token } = this.options
    const url = servers[this.server % servers.length]!
    const answer = await fetch(`${url}/api/auth/ws-ticket`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ sessionId }),
      signal: AbortSignal.timeout(10_000)
    })
    // No way in, or none any more: another try would fare no better.
    if (answer.status < 500 && !answer.ok && answer.status !== 429) this.giveUp(new Error(await answer.text()))
    if (!answer.ok) return 0
    const { ticket } = (await answer.json()) as { readonly ticket: string }
    if (this.end !== null) return 1000
    const socket = new WebSocket(`${url.replace(/^http/, "ws")}/ws/chat/${sessionId}?ticket=${ticket}`, "mma.chat.v1")
    this.socket = socket
    return new Promise((resolve) => {
      this.drop = (code) => {
        this.socket = null
        socket.close()
        resolve(code)
      }
      socket.addEventListener("open", () => {
        this.say("hello", "hello", this.place ?? {})
        for (const [id, { d, t }] of this.waiting) this.say(id, t, d)
      })
      socket.addEventListener("message", ({ data }) => {
        if (this.socket === socket) this.take(JSON.parse(data))
      })
      socket.addEventListener("close", ({ code }) => resolve(code))
    })
  }

  private say(id: string, t: string, d: object): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify({ v: 1, t, id, d }))
  }

  private take(frame: Frame): void {
    if (frame.seq === undefined) this.takeControl(frame)
    else {
      const { after = 0, epoch = "" } = this.place ?? {}
      // What is missing comes with the next connection.
      if (frame.seq > after + 1) this.reconnect()
      if (frame.seq !== after + 1) return
      this.place = { epoch, after: frame.seq }
      this.takeLogged(frame)
    }
    this.options.onFrame?.(frame)
    this.wake()
  }

  private takeControl({ d, t }: Frame): void {
    if (t === "welcome") {
      // Either the frames go on where they were left, or a snapshot follows, which says from where they do.
      this.delay = 0
    } else if (t === "snapshot") {
      this.messages.clear()
      this.runs.clear()
      for (const message of d.messages as ReadonlyArray<Message>) this.messages.set(message.id, message)
      if (d.inFlight !== null) {
        const { messageId: id, parentId, parts, run } = d.inFlight
        this.runs.set(run, id)
        this.messages.set(id, { id, parentId, role: "assistant", status: "streaming", parts })
      }
      this.place = { epoch: d.epoch, after: d.head }
    } else if (t === "ack" || t === "nack") {
      const asked = this.waiting.get(d.re)
      if (asked === undefined) return
      if (d.code === "DATA_UNAVAILABLE") {
        // It passes.
        setTimeout(() => this.waiting.has(d.re) && this.say(d.re, asked.t, asked.d), 1000)
        return
      }
      this.waiting.delete(d.re)
      if (t === "ack") asked.resolve(d)
      else asked.reject(new Error(`${d.code}: ${d.message}`))
    }
  }

  private takeLogged({ d, run, t }: Frame): void {
    if (t === "message") this.messages.set(d.id, d)
    if (t === "run.start") {
      this.runs.set(d.run, d.messageId)
      const { messageId: id, parentId } = d
      this.messages.set(id, { id, parentId, role: "assistant", status: "streaming", parts: [] })
    }
    const answer = this.messages.get(this.runs.get(run ?? "") ?? "")
    if (answer === undefined) return
    const { parts } = answer
    const keep = (changed: Partial<Message>) => this.messages.set(answer.id, { ...answer, ...changed })
    if (t === "run.reset") keep({ parts: parts.slice(0, d.fromPart) })
    if (t === "part.start" && ["text", "reasoning"].includes(d.kind)) {
      keep({ parts: [...parts.slice(0, d.part), { kind: d.kind, text: "" }] })
    }
    if (t === "part.delta") {
      const last = parts[d.part]
      const part = typeof d.delta === "string" ? { ...last!, text: `${last?.text}${d.delta}` } : d.delta
      keep({ parts: [...parts.slice(0, d.part), part] })
    }
    if (t === "run.end") {
      keep({
        status: unfinished.has(d.status) ? d.status : "completed",
        ...(d.error === undefined ? {} : { error: d.error })
      })
      this.runs.delete(run!)
    }
  }

  private wake(): void {
    for (const watcher of this.watchers) watcher()
    this.watchers.clear()
  }

  private giveUp(reason: Error): void {
    this.end ??= reason
    for (const { reject } of this.waiting.values()) reject(reason)
    this.waiting.clear()
    this.wake()
  }
}
