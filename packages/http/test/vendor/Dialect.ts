/** An answer as a vendor writes it, piece by piece. */
export interface Telling {
  readonly begin: () => string
  readonly say: (delta: string) => string
  readonly call: (name: string, args: object) => string
  readonly end: () => string
}

/** A request, as far as scripts care. */
export interface Asked {
  readonly model: string
  /** The last words of the user. */
  readonly question: string
  /** What tools have answered so far. */
  readonly results: ReadonlyArray<string>
}

/** How a vendor is spoken to. */
export interface Dialect {
  readonly path: string
  readonly read: (body: Body) => Asked
  readonly telling: (asked: Asked) => Telling
  /** An error, as the whole body of a refusal. */
  readonly refusal: (status: number, words: string) => string
  /** An error within an answer. */
  readonly broken: (words: string) => string
}

/** Tokens that every answer is said to have taken. */
export const usage = { input: 30, output: 12 } as const

interface Item {
  readonly type?: string
  readonly role?: string
  readonly text?: string
  readonly output?: string
  readonly content?: string | ReadonlyArray<Item>
}

export interface Body {
  readonly model: string
  readonly messages?: ReadonlyArray<Item>
  readonly input?: ReadonlyArray<Item>
}

const textOf = ({ content = [] }: Item): string =>
  typeof content === "string" ? content : content.map(({ text = "" }) => text).join("")

const questionIn = (items: ReadonlyArray<Item>): string =>
  items
    .filter(({ role }) => role === "user")
    .map(textOf)
    .findLast((text) => text !== "") ?? ""

const frame = (data: object): string => `data: ${JSON.stringify(data)}\n\n`
const named = (data: { readonly type: string }): string => `event: ${data.type}\n${frame(data)}`

const errors: Readonly<Record<number, string>> = {
  401: "authentication_error",
  429: "rate_limit_error",
  529: "overloaded_error"
}

const messages: Dialect = {
  path: "/v1/messages",
  read: ({ messages = [], model }) => ({
    model,
    question: questionIn(messages),
    results: messages
      .flatMap(({ content }) => (typeof content === "object" ? content : []))
      .filter(({ type }) => type === "tool_result")
      .map(textOf)
  }),
  telling: ({ model }) => {
    let index = 0
    let isOpen = false
    let reason = "end_turn"
    const open = (content_block: object) => {
      isOpen = true
      return named({ type: "content_block_start", ...{ index, content_block } })
    }
    const delta = (delta: object) => named({ type: "content_block_delta", ...{ index, delta } })
    const close = () => {
      if (!isOpen) return ""
      isOpen = false
      return named({ type: "content_block_stop", ...{ index: index++ } })
    }
    return {
      begin: () => {
        const message = { id: "msg_1", type: "message", role: "assistant", model, content: [], stop_reason: null }
        const told = { ...message, usage: { input_tokens: usage.input, output_tokens: 1 } }
        return named({ type: "message_start", ...{ message: told } })
      },
      say: (text) => (isOpen ? "" : open({ type: "text", text: "" })) + delta({ type: "text_delta", text }),
      call: (name, args) => {
        reason = "tool_use"
        return [
          close(),
          open({ type: "tool_use", id: `call_${index}`, name, input: {} }),
          delta({ type: "input_json_delta", partial_json: JSON.stringify(args) }),
          close()
        ].join("")
      },
      end: () =>
        close() +
        named({
          type: "message_delta",
          ...{ delta: { stop_reason: reason, stop_sequence: null }, usage: { output_tokens: usage.output } }
        }) +
        named({ type: "message_stop" })
    }
  },
  refusal: (status, message) =>
    JSON.stringify({ type: "error", error: { type: errors[status] ?? "api_error", message } }),
  broken: (message) => named({ type: "error", ...{ error: { type: "overloaded_error", message } } })
}

const responses: Dialect = {
  path: "/v1/responses",
  read: ({ input = [], model }) => ({
    model,
    question: questionIn(input),
    results: input.flatMap(({ output }) => (output === undefined ? [] : [output]))
  }),
  telling: ({ model }) => {
    let sequence_number = 0
    let output_index = 0
    let said: string | null = null
    const answer = { id: "resp_1", object: "response", created_at: 1767225600, model, output: [] }
    const event = (type: string, fields: object) =>
      named({ type, ...{ sequence_number: sequence_number++ }, ...fields })
    const at = () => ({ output_index, content_index: 0, item_id: `item_${output_index}` })
    const message = (content: ReadonlyArray<object>) => ({
      output_index,
      item: { id: `item_${output_index}`, type: "message", role: "assistant", content }
    })
    const close = () => {
      if (said === null) return ""
      const done = event("response.output_item.done", message([{ type: "output_text", text: said, annotations: [] }]))
      output_index += 1
      said = null
      return done
    }
    return {
      begin: () => event("response.created", { response: { ...answer, status: "in_progress" } }),
      say: (delta) => {
        const open = said === null ? event("response.output_item.added", message([])) : ""
        said = (said ?? "") + delta
        return open + event("response.output_text.delta", { ...at(), delta })
      },
      call: (name, args) => {
        const before = close()
        const item = { id: `item_${output_index}`, type: "function_call", call_id: `call_${output_index}`, name }
        const written = JSON.stringify(args)
        const told = [
          event("response.output_item.added", { output_index, item: { ...item, arguments: "" } }),
          event("response.function_call_arguments.delta", { ...at(), delta: written }),
          event("response.output_item.done", { output_index, item: { ...item, arguments: written } })
        ]
        output_index += 1
        return before + told.join("")
      },
      end: () => {
        const counted = {
          input_tokens: usage.input,
          input_tokens_details: { cached_tokens: 0 },
          output_tokens: usage.output,
          output_tokens_details: { reasoning_tokens: 0 },
          total_tokens: usage.input + usage.output
        }
        return close() + event("response.completed", { response: { ...answer, status: "completed", usage: counted } })
      }
    }
  },
  refusal: (status, message) => JSON.stringify({ error: { message, type: "error", code: `${status}`, param: null } }),
  broken: (message) => named({ type: "error", ...{ code: "server_error", message, param: null } })
}

const completions: Dialect = {
  path: "/v1/chat/completions",
  read: ({ messages = [], model }) => ({
    model,
    question: questionIn(messages),
    results: messages.filter(({ role }) => role === "tool").map(textOf)
  }),
  telling: ({ model }) => {
    let calls = 0
    const chunk = (fields: object) =>
      frame({ id: "gen-1", object: "chat.completion.chunk", created: 1767225600, model, ...fields })
    const choice = (delta: object, finish_reason: string | null = null) =>
      chunk({ choices: [{ index: 0, delta, finish_reason }] })
    return {
      begin: () => choice({ role: "assistant", content: "" }),
      say: (content) => choice({ content }),
      call: (name, args) => {
        const index = calls++
        const called = { name, arguments: JSON.stringify(args) }
        return choice({ tool_calls: [{ index, id: `call_${index}`, type: "function", function: called }] })
      },
      end: () => {
        const counted = { prompt_tokens: usage.input, completion_tokens: usage.output }
        return [
          choice({}, calls > 0 ? "tool_calls" : "stop"),
          chunk({ choices: [], usage: { ...counted, total_tokens: usage.input + usage.output } }),
          "data: [DONE]\n\n"
        ].join("")
      }
    }
  },
  refusal: (status, message) => JSON.stringify({ error: { message, code: status } }),
  broken: (message) => frame({ error: { message, code: 502 }, choices: [] })
}

export const dialects = { messages, responses, completions } as const
