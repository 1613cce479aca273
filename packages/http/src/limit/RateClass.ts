import type { Rate } from "@mma-savant/core/limit/Rate"
import { Context, Duration, Schema } from "effect"

/** What a request asks of the server: each class has a rate of its own. */
export const RateClass = Schema.Literals(["read", "write", "ticket", "sign-in"])
export type RateClass = typeof RateClass.Type

export interface Rates extends Readonly<Record<RateClass, Rate>> {
  /** Requests of one address whose user is not known yet. */
  readonly address: Rate
}

const perMinute = (limit: number): Rate => ({ limit, window: Duration.minutes(1) })

export const standardRates: Rates = {
  address: perMinute(1200),
  read: perMinute(600),
  write: perMinute(120),
  ticket: perMinute(60),
  "sign-in": perMinute(20)
}

/** The rates in force. */
export const CurrentRates = Context.Reference<Rates>("@mma-savant/http/limit/CurrentRates", {
  defaultValue: () => standardRates
})
