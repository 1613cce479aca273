import { assert, it } from "@effect/vitest"
import { Duration, Effect, type Layer, Option, Redacted } from "effect"
import { TestClock } from "effect/testing"
import { TicketBook, ticketLifetime } from "../src/auth/TicketBook.ts"
import { UserId } from "../src/Identity.ts"
import { freshSession } from "./Talk.ts"

const token = { id: "jwt 1", iat: 1.5, exp: 901.25 }

const holder = () => ({ userId: UserId.make(7), sessionId: freshSession(), token })

/**
 * The laws of {@link TicketBook}. `elapse` lets time pass for the adapter: by the test clock, or really where the store
 * has a clock of its own.
 */
export const suite = (
  adapter: string,
  layer: Layer.Layer<TicketBook, unknown>,
  elapse: (time: Duration.Duration) => Effect.Effect<void> = TestClock.adjust
) =>
  it.layer(layer, { timeout: "60 seconds" })(`TicketBook / ${adapter}`, (it) => {
    it.effect("a ticket is redeemed once, for its holder", () =>
      Effect.gen(function* () {
        const book = yield* TicketBook
        const [first, second] = [holder(), holder()]
        const [a, b] = [yield* book.issue(first), yield* book.issue(second)]
        assert.deepStrictEqual(yield* book.redeem(b), Option.some(second))
        assert.deepStrictEqual(yield* book.redeem(a), Option.some(first))
        assert.isTrue(Option.isNone(yield* book.redeem(a)))
        assert.isTrue(Option.isNone(yield* book.redeem(b)))
      })
    )

    it.effect("a ticket that was never issued is worth nothing", () =>
      Effect.gen(function* () {
        const book = yield* TicketBook
        const ticket = Redacted.value(yield* book.issue(holder()))
        for (const forged of [
          "",
          "*",
          "constructor",
          ticket.slice(1),
          `${ticket}a`,
          ticket.toUpperCase().toLowerCase()
        ]) {
          if (forged === ticket) continue
          assert.isTrue(Option.isNone(yield* book.redeem(Redacted.make(forged))))
        }
        assert.isTrue(Option.isSome(yield* book.redeem(Redacted.make(ticket))))
      })
    )

    it.effect("however many redeem a ticket at once, one gets in", () =>
      Effect.gen(function* () {
        const book = yield* TicketBook
        const ticket = yield* book.issue(holder())
        const entries = yield* Effect.all(
          Array.from({ length: 50 }, () => book.redeem(ticket)),
          { concurrency: "unbounded" }
        )
        assert.strictEqual(entries.filter(Option.isSome).length, 1)
      })
    )

    it.effect("tickets differ, fit into an address, and hold 128 bits at least", () =>
      Effect.gen(function* () {
        const book = yield* TicketBook
        const same = holder()
        const tickets = yield* Effect.forEach(Array.from({ length: 500 }), () => book.issue(same))
        const texts = tickets.map(Redacted.value)
        assert.strictEqual(new Set(texts).size, 500)
        // 64 characters to choose from hold 6 bits each.
        for (const text of texts) assert.match(text, /^[\w-]{22,}$/)
        assert.notInclude(String(tickets[0]), texts[0]!)
      })
    )

    it.effect("a ticket is good for its lifetime and not longer", () =>
      Effect.gen(function* () {
        const book = yield* TicketBook
        const [early, late] = [yield* book.issue(holder()), yield* book.issue(holder())]
        yield* elapse(Duration.subtract(ticketLifetime, Duration.seconds(3)))
        assert.isTrue(Option.isSome(yield* book.redeem(early)))
        yield* elapse(Duration.seconds(4))
        assert.isTrue(Option.isNone(yield* book.redeem(late)))
      })
    )
  })
