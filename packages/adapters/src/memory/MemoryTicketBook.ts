import { freshToken } from "@mma-savant/core/auth/OpaqueToken"
import { TicketBook, type TicketHolder, ticketLifetime } from "@mma-savant/core/auth/TicketBook"
import { Clock, Duration, Effect, Layer, Option, Redacted } from "effect"

interface Ticket {
  readonly holder: TicketHolder
  readonly expiresAt: number
}

export const layer = Layer.sync(TicketBook, () => {
  // In the order of issue, which is that of expiry.
  const tickets = new Map<string, Ticket>()

  const forgetExpired = (now: number): void => {
    for (const [text, { expiresAt }] of tickets) {
      if (expiresAt > now) break
      tickets.delete(text)
    }
  }

  return TicketBook.of({
    issue: (holder) =>
      Effect.zipWith(Clock.currentTimeMillis, freshToken, (now, ticket) => {
        forgetExpired(now)
        tickets.set(Redacted.value(ticket), { holder, expiresAt: now + Duration.toMillis(ticketLifetime) })
        return ticket
      }),

    redeem: (ticket) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        forgetExpired(now)
        const text = Redacted.value(ticket)
        const found = Option.fromUndefinedOr(tickets.get(text)?.holder)
        tickets.delete(text)
        return found
      })
  })
})
