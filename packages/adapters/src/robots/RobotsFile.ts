import { Robots } from "@mma-savant/core/collection/Robots"
import { Duration, Layer } from "effect"
import library from "robots-parser"

/** The library's types say that the function is a property of what is imported; on Node it is what is imported. */
const isParser = (imported: unknown): imported is typeof library.default => typeof imported === "function"
const robotsParser = isParser(library) ? library : library.default

const unreserved = /^[A-Za-z0-9._~-]$/

/** `%62` and `b` are the same letter to RFC 9309, and two to the library. */
const decoded = (text: string): string =>
  text.replace(/%([0-9a-f]{2})/gi, (escape, digits: string) => {
    const letter = String.fromCharCode(Number.parseInt(digits, 16))
    return unreserved.test(letter) ? letter : escape.toUpperCase()
  })

/** As much of the text as RFC 9309 asks to be read. */
const mostRead = 500 * 1024

/** The longest pause between requests that is believed: a day is a mistake. */
const longestDelay = 3600

/** `agent` is the name by which groups of rules call us, without a version. */
export const layer = (agent: string) =>
  Layer.succeed(
    Robots,
    Robots.of({
      read: (address, text) => {
        const rules = robotsParser(address, decoded(text.slice(0, mostRead)))
        const delay = rules.getCrawlDelay(agent)
        return {
          allows: (url) => rules.isAllowed(decoded(url), agent) !== false,
          crawlDelay:
            delay === undefined || !Number.isFinite(delay) || delay < 0
              ? null
              : Duration.seconds(Math.min(delay, longestDelay))
        }
      }
    })
  )
