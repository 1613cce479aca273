import type { RunNumber } from "@mma-savant/core/collection/CollectionRun"
import type { CrawlReport } from "@mma-savant/core/collection/Crawl"
import { Halted } from "./Halted.ts"

/** A crawl that may be resumed, at a glance. */
export const resumeHint = (number: RunNumber) => `Resume it with: collect resume ${number}`

const interruption = (stopped: CrawlReport["stopped"], hint: string): Halted => {
  switch (stopped?._tag) {
    case "BudgetSpent":
      return new Halted({ message: `All requests are spent. ${hint}`, exitCode: 130 })
    case "RobotsForbid":
      return new Halted({ message: `${stopped.message}. ${hint}`, exitCode: 5 })
    case "StoreUnavailable":
      return new Halted({ message: `The database stopped answering, and what was stored stays. ${hint}`, exitCode: 5 })
    default:
      return new Halted({ message: `Somebody stopped the run. ${hint}`, exitCode: 130 })
  }
}

/** What the end of a run means for whoever started it. */
export const verdict = ({ counts, run, stopped }: CrawlReport): Halted | null => {
  const hint = resumeHint(run.number)
  switch (run.status) {
    case "blocked":
      return new Halted({
        message: `${stopped?.message ?? "The site keeps programs out"}. Nobody asks it again before: collect breaker reset. ${hint}`,
        exitCode: 3
      })
    case "page-changed":
      return new Halted({
        message: `${counts.changed} pages are not what they were, and nothing of them is stored: collect dead list. ${hint}`,
        exitCode: 4
      })
    case "partial":
      return new Halted({ message: `${counts.dead} pages were given up: collect dead list. ${hint}`, exitCode: 5 })
    case "interrupted":
      return interruption(stopped, hint)
    case "completed":
    case "running":
      return null
  }
}
