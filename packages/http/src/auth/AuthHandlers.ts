import { TicketBook, ticketLifetime } from "@mma-savant/core/auth/TicketBook"
import { SessionNotFound } from "@mma-savant/core/conversation/Conversation"
import { ConversationRepository } from "@mma-savant/core/conversation/ConversationRepository"
import { Duration, Effect, Option, Redacted } from "effect"
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
        const owned = yield* conversations.find(sessionId, userId)
        if (Option.isNone(owned)) return yield* new SessionNotFound({ sessionId })
        const ticket = yield* tickets.issue({ userId, sessionId })
        return { ticket: Redacted.value(ticket), expiresIn: Duration.toSeconds(ticketLifetime) }
      })
    })
  })
)
