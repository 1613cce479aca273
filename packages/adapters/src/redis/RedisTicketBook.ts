import { freshToken } from "@mma-savant/core/auth/OpaqueToken"
import { TicketBook, ticketLifetime } from "@mma-savant/core/auth/TicketBook"
import { UserId } from "@mma-savant/core/Identity"
import { Duration, Effect, Layer, Option, Redacted, Schema } from "effect"
import { digest } from "./Digest.ts"
import { RedisClient } from "./RedisClient.ts"

const Holder = Schema.fromJsonString(
  Schema.Struct({
    userId: UserId,
    sessionId: Schema.String,
    token: Schema.Struct({ id: Schema.String, iat: Schema.Finite, exp: Schema.Finite })
  })
)
const encode = Schema.encodeSync(Holder)
const decode = Schema.decodeUnknownSync(Holder)

/** Whoever reads the store learns no ticket. */
const ticketKey = (ticket: Redacted.Redacted<string>) => `ticket:${digest(Redacted.value(ticket))}`

export const layer = Layer.effect(
  TicketBook,
  Effect.gen(function* () {
    const { run } = yield* RedisClient

    return TicketBook.of({
      issue: Effect.fn("RedisTicketBook.issue")(function* (holder) {
        const ticket = yield* freshToken
        yield* run((client) => client.set(ticketKey(ticket), encode(holder), "PX", Duration.toMillis(ticketLifetime)))
        return ticket
      }),

      redeem: Effect.fn("RedisTicketBook.redeem")((ticket) =>
        Effect.map(
          run((client) => client.getdel(ticketKey(ticket))),
          (text) => Option.map(Option.fromNullOr(text), decode)
        )
      )
    })
  })
)
