import { TicketBook, ticketLifetime } from "@mma-savant/core/auth/TicketBook"
import { ConversationRepository } from "@mma-savant/core/conversation/ConversationRepository"
import { Duration, Effect, Redacted } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { CurrentUser } from "./SignedIn.ts"

export const layer = HttpApiBuilder.group(
  Api,
  "auth",
  Effect.fnUntraced(function* (handlers) {
    const conversations = yield* ConversationRepository
    const tickets = yield* TicketBook
    return handlers.handleAll({
      me: () => CurrentUser,
      issueTicket: Effect.fnUntraced(function* ({ payload: { sessionId } }) {
        const { id: userId } = yield* CurrentUser
        yield* conversations.get(sessionId, userId)
        const ticket = yield* tickets.issue({ userId, sessionId })
        return { ticket: Redacted.value(ticket), expiresIn: Duration.toSeconds(ticketLifetime) }
      })
    })
  })
)
