import type { EndedStatus, RunId } from "./ChatMessage.ts"
import type { OwnedRun, RunRef } from "./Turn.ts"

/** A running run, as its owner finds it. */
export interface HeldRun {
  readonly run: RunId
  /** Whether its user wants it stopped. */
  readonly isStopped: boolean
  /** What its user answered to the question it asked back; null for nothing yet. */
  readonly choice: number | null
}

/** What the session is about at the moment. */
export interface SessionRuns {
  readonly running: RunRef | null
  /** Those that wait, in the order in which they will run. */
  readonly queued: ReadonlyArray<RunRef>
}

/** A run that is over, of which nobody knows yet; one that never began was waiting all the time. */
export interface UntoldRun extends OwnedRun {
  readonly status: EndedStatus
  readonly hasBegun: boolean
}

/** What was found of owners that are no more. */
export interface Reaped {
  /** Runs that ended as `interrupted` just now, or before and were not told in time: the caller tells them now. */
  readonly untold: ReadonlyArray<UntoldRun>
  /** Waiting runs that nobody would have taken: they are the caller's now. */
  readonly taken: ReadonlyArray<OwnedRun>
}
