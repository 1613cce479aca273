import { Duration } from "effect"

/** The frames of a session's log that are kept at least, besides those of the run that is open. */
export const keptFrames = 2000

/** How long the frames are kept after the last of them, and how long the log's numbers go on. */
export const frameTime: Duration.Duration = Duration.minutes(15)
export const stateTime: Duration.Duration = Duration.days(1)

/** Runs told of beside the one that is open that are known again: more than end so before their ends are reported. */
export const knownRuns = 64
