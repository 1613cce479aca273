import type { Rate } from "@mma-savant/core/limit/Rate"
import { Config, Duration, Schema } from "effect"
import { worded } from "../problem/Worded.ts"
import { type Rates, standardRates } from "./RateClass.ts"

const written = /^([1-9]\d{0,8}) *\/ *([1-9]\d{0,5}) *(s|m|h)$/
const units = { s: Duration.seconds, m: Duration.minutes, h: Duration.hours }

const read = (text: string): Rate | null => {
  const [, limit, count, unit] = written.exec(text) ?? []
  return unit === undefined ? null : { limit: Number(limit), window: units[unit as keyof typeof units](Number(count)) }
}

/** As much as a million a second: a rate has a microsecond for each of its limit. */
const isRate = (text: string) => {
  const rate = read(text)
  return rate !== null && rate.limit <= Duration.toMillis(rate.window) * 1000
}

const RateText = Schema.String.pipe(
  Schema.check(Schema.makeFilter(isRate)),
  worded("a rate is written like 600/1m: so many in so many seconds (s), minutes (m) or hours (h), at most 1000000/1s")
)

const rate = (name: string, standard: Rate) =>
  Config.schema(RateText, name).pipe(
    Config.map((text) => read(text)!),
    Config.withDefault(standard)
  )

/** How often clients may ask. */
export const rateSettings: Config.Config<Rates> = Config.all({
  address: rate("RATE_LIMIT_ADDRESS", standardRates.address),
  read: rate("RATE_LIMIT_READ", standardRates.read),
  write: rate("RATE_LIMIT_WRITE", standardRates.write),
  ticket: rate("RATE_LIMIT_TICKET", standardRates.ticket),
  "sign-in": rate("RATE_LIMIT_SIGN_IN", standardRates["sign-in"])
})
