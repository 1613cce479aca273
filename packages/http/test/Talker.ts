import { Effect } from "effect"
import { take } from "./TestEvents.ts"
import { type Answer, type Asking, TestServer } from "./TestServer.ts"

let last = 0

/** Somebody new, who asks the server over HTTP. */
export const talker = (name = `talker_${++last}`) =>
  Effect.gen(function* () {
    const { request, tokenOf } = yield* TestServer
    const token = yield* tokenOf(name)
    const ask = (method: string, path: string, json?: unknown, options: Asking = {}) =>
      request(`/api/chat${path}`, { method, token, json, ...options })

    /** Adds a message, under a key or none. */
    const say = (json: object, key?: string) =>
      ask("POST", "/message", json, key === undefined ? {} : { headers: { "idempotency-key": key } })

    /** Waits for the end of a run that a message began. */
    const ended = ({ body: { run, sessionId } }: Answer) =>
      take(String(sessionId), { token, query: "after=0" }, ({ log }) =>
        log.some((frame) => frame.t === "run.end" && frame.run === run)
      )

    /** A question and its whole answer. */
    const converse = (json: object) => Effect.tap(say(json), ended)

    const begin = Effect.map(ask("POST", "/session"), ({ body }) => String(body["sessionId"]))

    return { name, token, ask, say, ended, converse, begin }
  })

/** The messages that an answer shows. */
export const messagesIn = ({ body }: Answer) => Array.from(Object(body["messages"]), (message) => Object(message))
