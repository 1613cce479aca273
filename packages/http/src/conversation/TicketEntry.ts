import { AuthService } from "@mma-savant/core/auth/AuthService"
import { TicketBook } from "@mma-savant/core/auth/TicketBook"
import { TokenRejected } from "@mma-savant/core/auth/TokenData"
import { Effect, Option, type Redacted } from "effect"

/** Lets in who has a ticket to this very session, and is still recognised by the token that it was asked for with. */
export const makeTicketEntry = Effect.gen(function* () {
  const auth = yield* AuthService
  const tickets = yield* TicketBook
  return Effect.fnUntraced(function* (ticket: Redacted.Redacted<string>, sessionId: string | undefined) {
    const holder = yield* tickets.redeem(ticket)
    if (Option.isNone(holder) || holder.value.sessionId !== sessionId) return yield* new TokenRejected()
    const { token, userId } = holder.value
    yield* auth.recogniseUser(userId, token)
    return { token, userId }
  })
})
