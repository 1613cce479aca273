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

const line = ({ expectedMatches, storedMatches }: ImportProgress, seconds: number): string => {
  const rate = storedMatches / Math.max(seconds, 0.001)
  const left = storedMatches === 0 ? "" : `, ${Math.ceil((expectedMatches - storedMatches) / rate)} s left`
  return `${amount(storedMatches)} of ${amount(expectedMatches)} bouts, ${amount(Math.round(rate))}/s${left}`
}

/** Shows how far an import has come: bouts stored, bouts a second, seconds left. */
export const make = (screen: Screen) =>
  Effect.map(Clock.currentTimeMillis, (startedAt) => {
    let tenths = 0
    return (progress: ImportProgress) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        const { expectedMatches, storedMatches } = progress
        if (expectedMatches === 0) return
        const share = Math.min(1, storedMatches / expectedMatches)
        const said = line(progress, (now - startedAt) / 1000)
        if (screen.isTTY) {
          screen.write(`\r\x1b[K[${bar(share)}] ${said}${share === 1 && tenths < 10 ? "\n" : ""}`)
        } else if (Math.floor(share * 10) > tenths) screen.write(`${said}\n`)
        tenths = Math.floor(share * 10)
      })
  })
