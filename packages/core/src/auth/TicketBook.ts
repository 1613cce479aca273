import { Context, Duration, type Effect, type Option, type Redacted } from "effect"
import type { UserId } from "../Identity.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { TokenData } from "./TokenData.ts"

/** How long a ticket is good. */
export const ticketLifetime: Duration.Duration = Duration.seconds(30)

/** The right of one user to open one session's socket. */
export interface TicketHolder {
  readonly userId: UserId
  readonly sessionId: string
  /** The token by which it was asked for, whose end is its own. */
  readonly token: Pick<TokenData, "id" | "iat" | "exp">
}

/**
 * Single-use tickets for opening a socket, so that no token travels in an address. A ticket cannot be guessed (at least
 * 128 random bits), is good for {@link ticketLifetime} and for one redemption, however many are tried at once.
 * Laws: `contract/TicketBook.ts`.
 */
export class TicketBook extends Context.Service<
  TicketBook,
  {
    readonly issue: (holder: TicketHolder) => Effect.Effect<Redacted.Redacted<string>, StoreUnavailable>
    /** None for a ticket that was never issued, has expired or was redeemed before. */
    readonly redeem: (ticket: Redacted.Redacted<string>) => Effect.Effect<Option.Option<TicketHolder>, StoreUnavailable>
  }
>()("@mma-savant/core/auth/TicketBook") {}
