import {
  AbstractChat,
  type ChatState,
  type ChatStatus,
  DefaultChatTransport,
  type PrepareSendMessagesRequest,
  type UIMessage
} from "ai"
import { Effect } from "effect"
import { TestServer } from "./TestServer.ts"

/** The state of a chat without a page: whoever waits for something looks again at each change. */
class TalkState implements ChatState<UIMessage> {
  readonly watchers = new Set<() => void>()
  private now: { status: ChatStatus; error: Error | undefined; messages: Array<UIMessage> }

  constructor(messages: ReadonlyArray<UIMessage>) {
    this.now = { status: "ready", error: undefined, messages: [...messages] }
  }

  get status() {
    return this.now.status
  }
  set status(status) {
    this.change({ status })
  }
  get error() {
    return this.now.error
  }
  set error(error) {
    this.change({ error })
  }
  get messages() {
    return this.now.messages
  }
  set messages(messages) {
    this.change({ messages })
  }

  readonly pushMessage = (message: UIMessage) => this.change({ messages: [...this.messages, this.snapshot(message)] })
  readonly popMessage = () => this.change({ messages: this.messages.slice(0, -1) })
  readonly replaceMessage = (index: number, message: UIMessage) =>
    this.change({ messages: this.messages.with(index, this.snapshot(message)) })
  readonly snapshot = <T>(thing: T): T => structuredClone(thing)

  private change(news: Partial<TalkState["now"]>) {
    this.now = { ...this.now, ...news }
    for (const look of this.watchers) look()
  }
}

export interface TalkOptions {
  readonly id: string
  readonly token: string
  readonly messages?: ReadonlyArray<UIMessage>
  /** Added to every request. */
  readonly body?: object
  readonly generateId?: () => string
  /** Whether only the last two messages are sent, as the README tells how. */
  readonly isBrief?: boolean
}

/** The answer above, by which it is known where the question stands, and the question. */
const brief: PrepareSendMessagesRequest<UIMessage> = ({ body, id, messageId, messages, trigger }) => ({
  body: { ...body, id, messageId, trigger, messages: messages.slice(-2) }
})

/** What `useChat` is made of, with the transport that it has by itself. */
export class Talk extends AbstractChat<UIMessage> {
  private readonly watched: TalkState

  constructor(url: string, { body = {}, generateId, id, isBrief = false, messages = [], token }: TalkOptions) {
    const state = new TalkState(messages)
    const headers = { authorization: `Bearer ${token}` }
    const transport = new DefaultChatTransport({
      ...{ api: `${url}/api/chat/stream`, headers, body },
      ...(isBrief ? { prepareSendMessagesRequest: brief } : {})
    })
    super({ id, transport, state, ...(generateId === undefined ? {} : { generateId }) })
    this.watched = state
  }

  /** Waits until something holds of what is shown. */
  until(holds: (talk: this) => boolean) {
    return Effect.callback<void>((resume) => {
      const look = () => {
        if (holds(this)) resume(Effect.void)
      }
      this.watched.watchers.add(look)
      look()
      return Effect.sync(() => this.watched.watchers.delete(look))
    })
  }

  /** Asks, and waits for the end of the answer. */
  ask(text: string, messageId?: string) {
    return Effect.promise(() => this.sendMessage({ text, ...(messageId === undefined ? {} : { messageId }) }))
  }

  again(messageId?: string) {
    return Effect.promise(() => this.regenerate(messageId === undefined ? {} : { messageId }))
  }

  resume() {
    return Effect.promise(() => this.resumeStream())
  }
}

export const wordsOf = (message: UIMessage | undefined): string =>
  (message?.parts ?? []).flatMap((part) => (part.type === "text" ? [part.text] : [])).join("")

/** Every message that is shown, in words. */
export const shown = ({ messages }: Talk): ReadonlyArray<string> => messages.map(wordsOf)

/** Whether an answer has come to where it is held; the last letter of what is said may wait for the next. */
export const begun = ({ messages }: Talk): boolean => wordsOf(messages.at(-1)).startsWith("Well")

/** A message as it is stored. */
export interface Kept {
  readonly id: string
  readonly parentId: string | null
  readonly role: UIMessage["role"]
  readonly status: string
  readonly parts: ReadonlyArray<Readonly<Record<string, unknown>>>
}

export const keptWords = ({ parts }: Kept): string =>
  parts.flatMap(({ kind, text }) => (kind === "text" ? [String(text)] : [])).join("")

/** A talk that is loaded of us, as a page does that was opened anew. */
export const loaded = (kept: ReadonlyArray<Kept>): ReadonlyArray<UIMessage> =>
  kept.map(({ id, role, ...message }) => ({
    id,
    role,
    parts: [{ type: "text", text: keptWords({ id, role, ...message }) }]
  }))

/** A new session of a user's, and how to talk in it. */
export const begin = Effect.fnUntraced(function* (sub = "a") {
  const { request, tokenOf, url } = yield* TestServer
  const token = yield* tokenOf(sub)
  const { body } = yield* request("/api/chat/session", { method: "POST", token })
  const id = String(body["sessionId"])
  const kept = Effect.map(
    request(`/api/chat/session/${id}`, { token }),
    ({ body }) => body["messages"] as ReadonlyArray<Kept>
  )
  const talk = (options: Partial<TalkOptions> = {}) => new Talk(url, { id, token, ...options })
  const post = (json: object) =>
    request("/api/chat/stream", { method: "POST", token, json: { id, trigger: "submit-message", ...json } })
  return { id, token, kept, talk, post }
})

/** What a client sends for a question. */
export const question = (id: string, text: string) => ({ id, role: "user" as const, parts: [{ type: "text", text }] })

/** The chunks of a stream that was read to its end, which must be marked. */
export const chunksOf = (text: string): ReadonlyArray<Readonly<Record<string, unknown>>> => {
  const events = text.split("\n\n").filter((event) => event.startsWith("data: "))
  if (events.pop() !== "data: [DONE]") throw new Error(`no end: ${text.slice(-200)}`)
  return events.map((event) => JSON.parse(event.slice("data: ".length)))
}
