import { Effect, Layer } from "effect"
import { Headers } from "effect/http"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { CurrentUser } from "../auth/SignedIn.ts"
import { RequestInvalid } from "../problem/Problem.ts"
import { mayConnect, Origins } from "../request/Origins.ts"
import { OriginRefused } from "./McpApi.ts"
import { McpSessions } from "./McpSessions.ts"

const bothForms = ["application/json", "text/event-stream"]

/** Whether the client takes an answer in either form: which it gets is not the client's to choose. */
const takesBoth = (accept = "*/*"): boolean =>
  accept.includes("*/*") || bothForms.every((form) => accept.toLowerCase().includes(form))

const notAccepted = new RequestInvalid({
  errors: [{ field: "accept", message: `must list ${bothForms.join(" and ")}` }]
})

export const layer = HttpApiBuilder.group(
  Api,
  "mcp",
  Effect.fnUntraced(function* (handlers) {
    const origins = yield* Origins
    const sessions = yield* McpSessions
    return handlers.handleRaw(
      "exchange",
      Effect.fnUntraced(function* ({ request }) {
        const { headers } = request
        if (!mayConnect(headers, origins)) return yield* new OriginRefused()
        if (!takesBoth(headers["accept"])) return yield* notAccepted
        const { id: userId } = yield* CurrentUser
        // Origin and token are settled: what is behind need not know them.
        const inner = Headers.removeMany(Headers.set(headers, "accept", bothForms.join(", ")), [
          "origin",
          "authorization"
        ])
        return yield* sessions.answer(request.modify({ headers: inner }), userId)
      })
    )
  })
).pipe(Layer.provide(McpSessions.layer))
