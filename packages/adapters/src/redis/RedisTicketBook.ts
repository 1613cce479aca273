import { TicketBook, ticketLifetime } from "@mma-savant/core/auth/TicketBook"
import { UserId } from "@mma-savant/core/Identity"
import { Duration, Effect, Layer, Option, Redacted, Schema } from "effect"
import { Base64Url } from "effect/encoding"
import { digest } from "./Digest.ts"
import { RedisClient } from "./RedisClient.ts"

const Holder = Schema.fromJsonString(Schema.Struct({ userId: UserId, sessionId: Schema.String }))
const encode = Schema.encodeSync(Holder)
const decode = Schema.decodeUnknownSync(Holder)

/** Whoever reads the store learns no ticket. */
const ticketKey = (ticket: string) => `ticket:${digest(ticket)}`

export const layer = Layer.effect(
  TicketBook,
  Effect.gen(function* () {
    const { run } = yield* RedisClient

    return TicketBook.of({
      issue: Effect.fn("RedisTicketBook.issue")(function* (holder) {
        const ticket = Base64Url.encode(crypto.getRandomValues(new Uint8Array(32)))
        yield* run((client) => client.set(ticketKey(ticket), encode(holder), "PX", Duration.toMillis(ticketLifetime)))
        return Redacted.make(ticket)
      }),

      redeem: Effect.fn("RedisTicketBook.redeem")((ticket) =>
        Effect.map(
          run((client) => client.getdel(ticketKey(Redacted.value(ticket)))),
          (text) => Option.map(Option.fromNullOr(text), decode)
        )
      )
    })
  })
)
