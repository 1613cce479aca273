import { TicketBook, type TicketHolder, ticketLifetime } from "@mma-savant/core/auth/TicketBook"
import { Clock, Duration, Effect, Layer, Option, Redacted } from "effect"
import { Base64Url } from "effect/encoding"

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
      Effect.map(Clock.currentTimeMillis, (now) => {
        forgetExpired(now)
        const text = Base64Url.encode(crypto.getRandomValues(new Uint8Array(32)))
        tickets.set(text, { holder, expiresAt: now + Duration.toMillis(ticketLifetime) })
        return Redacted.make(text)
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
