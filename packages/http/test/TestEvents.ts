import { type LoggedFrame, ServerFrame } from "@mma-savant/core/conversation/ChatProtocol"
import { Effect, Schema } from "effect"
import { TestServer } from "./TestServer.ts"

const decode = Schema.decodeUnknownSync(Schema.fromJsonString(ServerFrame))

type Tag = ServerFrame["t"]

/** How a stream of events is opened. */
export interface Opening {
  readonly token?: string | undefined
  /** As text behind the question mark. */
  readonly query?: string
  readonly lastEventId?: string | undefined
}

/** A client of a stream of events: it keeps every frame, each of which must be one of the protocol. */
export class TestEvents {
  readonly frames: Array<ServerFrame> = []
  /** The ids of the events that had one. */
  readonly ids: Array<string> = []
  comments = 0
  isOver = false
  readonly response: Response
  /** Whether all that is told now is left unread. */
  private readonly enough: (events: TestEvents) => boolean
  private readonly waiting = new Set<() => void>()

  constructor(response: Response, enough: (events: TestEvents) => boolean) {
    this.response = response
    this.enough = enough
  }

  /** The numbered frames, in the order in which they came. */
  get log(): ReadonlyArray<LoggedFrame> {
    return this.frames.filter((frame) => "seq" in frame)
  }

  /** Reads until the stream is over, or has told enough. */
  async read(): Promise<void> {
    let text = ""
    const decoder = new TextDecoder()
    try {
      for await (const bytes of this.response.body ?? []) {
        const events = (text + decoder.decode(bytes, { stream: true })).split("\n\n")
        text = events.pop() ?? ""
        for (const event of events) {
          if (this.enough(this)) return
          this.take(event)
        }
        if (this.enough(this)) return
      }
    } catch {
      // It was cut off, by whichever side.
    } finally {
      this.isOver = true
      this.tell()
    }
  }

  private take(event: string): void {
    for (const line of event.split("\n")) {
      const [, field, value = ""] = /^(\w*):(?: (.*))?$/.exec(line) ?? []
      if (field === "") this.comments += 1
      else if (field === "id") this.ids.push(value)
      else if (field === "data") this.frames.push(decode(value))
      else throw new Error(`not a line of an event: ${line}`)
    }
    this.tell()
  }

  private tell(): void {
    for (const check of this.waiting) check()
  }

  /** Waits until something holds of what has come. */
  until(holds: () => boolean) {
    return Effect.callback<void>((resume) => {
      const check = () => {
        if (!holds()) return
        this.waiting.delete(check)
        resume(Effect.void)
      }
      this.waiting.add(check)
      check()
      return Effect.sync(() => this.waiting.delete(check))
    }).pipe(Effect.timeout("10 seconds"), Effect.orDie)
  }

  readonly end = Effect.suspend(() => this.until(() => this.isOver))

  /** The first frame of a kind for which `is` holds. */
  awaitFrame<T extends Tag>(t: T, is: (frame: Extract<ServerFrame, { t: T }>) => boolean = () => true) {
    const wanted = (frame: ServerFrame): frame is Extract<ServerFrame, { t: T }> => frame.t === t
    const found = () => this.frames.filter(wanted).find(is)
    return Effect.map(
      this.until(() => found() !== undefined),
      () => found()!
    )
  }
}

const never = () => false

/** Opens the events of a session, and leaves them at the end of the scope. */
export const watch = Effect.fnUntraced(function* (
  sessionId: string,
  { lastEventId, query = "", token }: Opening,
  enough: (events: TestEvents) => boolean = never
) {
  const { url } = yield* TestServer
  const headers = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(lastEventId === undefined ? {} : { "last-event-id": lastEventId })
  }
  const controller = yield* Effect.acquireRelease(
    Effect.sync(() => new AbortController()),
    (controller) => Effect.sync(() => controller.abort())
  )
  const address = `${url}/api/chat/session/${sessionId}/events${query === "" ? "" : `?${query}`}`
  const response = yield* Effect.promise(() => fetch(address, { headers, signal: controller.signal }))
  const events = new TestEvents(response, enough)
  if (response.ok) void events.read()
  return events
})

/** The events up to where they are enough. */
export const take = (sessionId: string, opening: Opening, enough: (events: TestEvents) => boolean) =>
  Effect.scoped(
    Effect.gen(function* () {
      const events = yield* watch(sessionId, opening, enough)
      yield* events.end
      return events
    })
  )
