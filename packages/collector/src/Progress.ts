import type { OnProgress } from "@mma-savant/core/collection/CrawlOptions"
import type { ImportProgress } from "@mma-savant/core/collection/ImportFlow"
import { Clock, Effect } from "effect"

/** Where progress is shown. On a terminal one line is drawn over and over; anything else gets a line now and then. */
export interface Screen {
  readonly isTTY?: boolean
  readonly write: (text: string) => unknown
}

const width = 30
const amount = (count: number) => count.toLocaleString("en-US")

const bar = (share: number) => "#".repeat(Math.floor(share * width)).padEnd(width, "-")

interface Amounts {
  readonly what: string
  readonly done: number
  /** 0 while it is unknown. */
  readonly all: number
}

const line = ({ all, done, what }: Amounts, seconds: number): string => {
  const rate = done / Math.max(seconds, 0.001)
  const left = done === 0 ? "" : `, ${Math.ceil((all - done) / rate)} s left`
  return `${amount(done)} of ${amount(all)} ${what}, ${rate < 10 ? rate.toFixed(1) : amount(Math.round(rate))}/s${left}`
}

/** Shows how far something has come: done, a second, seconds left. */
const make = (screen: Screen) =>
  Effect.map(Clock.currentTimeMillis, (startedAt) => {
    let tenths = 0
    return (amounts: Amounts) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        const { all, done } = amounts
        if (all === 0) return
        const share = Math.min(1, done / all)
        const said = line(amounts, (now - startedAt) / 1000)
        if (screen.isTTY) {
          screen.write(`\r\x1b[K[${bar(share)}] ${said}${share === 1 && tenths < 10 ? "\n" : ""}`)
        } else if (Math.floor(share * 10) > tenths) screen.write(`${said}\n`)
        tenths = Math.floor(share * 10)
      })
  })

/** Bouts stored by an import. */
export const ofImport = (screen: Screen) =>
  Effect.map(
    make(screen),
    (show) =>
      ({ expectedMatches, storedMatches }: ImportProgress) =>
        show({ what: "bouts", done: storedMatches, all: expectedMatches })
  )

/** Pages visited by a crawl, of those known so far. */
export const ofCrawl = (screen: Screen) =>
  Effect.map(
    make(screen),
    (show): OnProgress =>
      (_, { dead, done, taken, waiting }) =>
        show({ what: "pages", done: done + dead, all: done + dead + taken + waiting })
  )
