import type { IncomingMessage, ServerResponse } from "node:http"
import { Effect } from "effect"
import { vendor } from "../../../adapters/test/vendor/Vendor.ts"
import { type Asked, type Dialect, dialects } from "./Dialect.ts"

/** What a vendor does, one after the other; it ends its answer as it should when there is nothing more to do. */
export type Act =
  /** Says so. */
  | string
  /** Calls a tool. */
  | { readonly call: string; readonly args: object }
  /** Sends the head of its answer, with these headers too. */
  | { readonly head: Readonly<Record<string, string>> }
  /** Answers with a status alone; the first thing, or none. */
  | { readonly refuse: number; readonly headers?: Readonly<Record<string, string>>; readonly words?: string }
  /** Tells of an error within its answer. */
  | { readonly broken: string }
  /** Breaks the connection off. */
  | { readonly cut: true }

/** A request, and what has become of it. */
export interface Request extends Asked {
  readonly dialect: keyof typeof dialects
  readonly key: string
  /** Words and calls that were written. */
  told: number
  /** Done when the other end has closed the connection before the answer was over. */
  readonly left: Promise<void>
}

/** Whatever it waits for, between two acts, the vendor waits for. */
export type Script = (request: Request) => AsyncIterable<Act> | Iterable<Act>

const keyOf = ({ headers }: IncomingMessage): string =>
  String(headers["x-api-key"] ?? headers.authorization?.replace("Bearer ", "") ?? "")

const play = async (acts: ReturnType<Script>, dialect: Dialect, request: Request, response: ServerResponse) => {
  const telling = dialect.telling(request)
  const begin = (headers: Readonly<Record<string, string>> = {}) => {
    if (response.headersSent) return
    response.writeHead(200, { "content-type": "text/event-stream", ...headers }).write(telling.begin())
  }
  for await (const act of acts) {
    if (response.destroyed) return
    if (typeof act === "string" || "call" in act) {
      begin()
      response.write(typeof act === "string" ? telling.say(act) : telling.call(act.call, act.args))
      request.told += 1
    } else if ("head" in act) begin(act.head)
    else if ("refuse" in act) {
      const { headers, refuse, words = "No." } = act
      response.writeHead(refuse, { "content-type": "application/json", ...headers }).end(dialect.refusal(refuse, words))
      return
    } else if ("broken" in act) {
      begin()
      response.end(dialect.broken(act.broken))
      return
    } else {
      begin()
      // What was written before goes out first.
      response.write("\n", () => response.destroy())
      return
    }
  }
  begin()
  response.end(telling.end())
}

/** A vendor on this machine that speaks as Anthropic, OpenAI and all others do, and does what the script says. */
export const fakeVendor = (script: Script) =>
  Effect.gen(function* () {
    const requests: Array<Request> = []
    const server = yield* vendor((response, message, body) => {
      const found = Object.entries(dialects).find(([, { path }]) => message.url === path)
      if (found === undefined) {
        response.writeHead(404).end()
        return
      }
      const [name, dialect] = found
      const request: Request = {
        ...dialect.read(JSON.parse(body)),
        dialect: name as keyof typeof dialects,
        key: keyOf(message),
        told: 0,
        left: new Promise((done) => response.on("close", () => response.writableEnded || done()))
      }
      requests.push(request)
      void play(script(request), dialect, request, response)
    })
    return { ...server, requests }
  })
