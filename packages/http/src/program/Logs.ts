import { Cause, Logger, References } from "effect"

const value = (u: unknown): string => (typeof u === "string" ? u : JSON.stringify(u))

/** One line for people: time, level, message, then what is known about it; a failure follows with its stack. */
const terminal = Logger.make<unknown, string>(({ cause, date, fiber, logLevel, message }) => {
  const words = (Array.isArray(message) ? message : [message]).map(value)
  const known = Object.entries(fiber.getRef(References.CurrentLogAnnotations)).map(([key, u]) => `${key}=${value(u)}`)
  const line = [date.toTimeString().slice(0, 8), logLevel.toUpperCase().padEnd(5), ...words, ...known].join(" ")
  return cause.reasons.length === 0 ? line : `${line}\n${Cause.pretty(cause)}`
})

/** Logs go to standard error: readable lines on a terminal, JSON lines everywhere else. */
export const layer = Logger.layer([Logger.withConsoleError(process.stderr.isTTY ? terminal : Logger.formatJson)])
