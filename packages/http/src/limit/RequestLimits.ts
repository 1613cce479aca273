import type { UserId } from "@mma-savant/core/Identity"
import type { Allowance, Rate } from "@mma-savant/core/limit/Rate"
import { RateLimits } from "@mma-savant/core/limit/RateLimits"
import type { StoreUnavailable } from "@mma-savant/core/StoreUnavailable"
import { Context, Duration, Effect, Layer } from "effect"
import type { HttpServerRequest } from "effect/http"
import { clientAddress, TrustedProxies } from "./ClientAddress.ts"
import { CurrentRates, type RateClass } from "./RateClass.ts"
import { TooManyRequests } from "./TooMany.ts"

/** The allowances that the request being answered has been taken from, which its response tells. */
export const Taken = Context.Reference<Array<Allowance>>("@mma-savant/http/limit/Taken", { defaultValue: () => [] })

type Limited = Effect.Effect<void, TooManyRequests | StoreUnavailable>

/** Passwords that one client may try for a name, and all clients together: one alone does not keep its owner out. */
const passwordRate: Rate = { limit: 10, window: Duration.minutes(15) }
const passwordRateOfAll: Rate = { limit: 100, window: Duration.minutes(15) }

/** How often the clients may ask. Where the store does not answer, all but sign-ins are let through. */
export class RequestLimits extends Context.Service<
  RequestLimits,
  {
    /** By the client's address; null for a request whose user is yet to be known. */
    readonly ofAddress: (request: HttpServerRequest.HttpServerRequest, rate: RateClass | null) => Limited
    readonly ofUser: (userId: UserId, rate: RateClass) => Limited
    /** Passwords tried for a name. */
    readonly ofPassword: (request: HttpServerRequest.HttpServerRequest, username: string) => Limited
  }
>()("@mma-savant/http/limit/RequestLimits") {
  static readonly layer = Layer.effect(
    RequestLimits,
    Effect.gen(function* () {
      const limits = yield* RateLimits
      const rates = yield* CurrentRates
      const trustedProxies = yield* TrustedProxies

      const strict = (key: string, rate: Rate): Limited =>
        Effect.flatMap(limits.take(key, rate), (allowance) =>
          Effect.contextWith((context: Context.Context<never>) => {
            Context.get(context, Taken).push(allowance)
            return allowance.allowed ? Effect.void : Effect.fail(new TooManyRequests())
          })
        )

      const lenient = (key: string, rate: Rate) =>
        Effect.catchTag(strict(key, rate), "StoreUnavailable", (error) =>
          Effect.logWarning("a request could not be counted", error)
        )

      return RequestLimits.of({
        ofAddress: (request, rate) => {
          const take = rate === "sign-in" ? strict : lenient
          return take(`${rate ?? "address"}:${clientAddress(request, trustedProxies)}`, rates[rate ?? "address"])
        },
        ofUser: (userId, rate) => lenient(`${rate}:user:${userId}`, rates[rate]),
        ofPassword: (request, username) => {
          const name = username.toLowerCase()
          return strict(`password:${clientAddress(request, trustedProxies)}:${name}`, passwordRate).pipe(
            // A key of its own: a name may be written like an address and a name.
            Effect.andThen(strict(`password of all:${name}`, passwordRateOfAll))
          )
        }
      })
    })
  )
}
