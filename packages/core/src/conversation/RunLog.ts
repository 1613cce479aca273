import { Effect } from "effect"
import { ChatLog } from "./ChatLog.ts"
import type { SessionId } from "./ChatMessage.ts"
import type { FrameBody } from "./ChatProtocol.ts"
import { ConversationRepository } from "./ConversationRepository.ts"
import type { UntoldRun } from "./FoundRuns.ts"
import { inFlight } from "./InFlight.ts"
import { makeReconciliation } from "./LeftAnswer.ts"
import { logReadSize } from "./LogTail.ts"

/**
 * The log as runs write to it. The log may take a run for open that is over: its end was not told yet, or went with the
 * latest part of a log that was restored. No other can begin there before that end is told.
 */
export const makeRunLog = Effect.gen(function* () {
  const log = yield* ChatLog
  const conversations = yield* ConversationRepository
  const reconcile = yield* makeReconciliation

  /** Tells the end of the run that the log takes for open, where the record knows it. */
  const close = Effect.fnUntraced(
    function* (sessionId: SessionId) {
      const bounds = yield* log.bounds(sessionId)
      if (bounds.open === null) return
      const told = yield* inFlight(log, sessionId, bounds)
      // Nobody knows any more whose answer it was: who watches is shown the record.
      if (told === null) return yield* log.forget(sessionId)
      const { messageId, run } = told
      const [answer] = yield* conversations.branch(messageId, 1)
      const status = answer?.status ?? "interrupted"
      if (status === "queued" || status === "streaming") return
      const rest = answer === undefined ? [] : yield* reconcile({ answerId: messageId, run, sessionId, status })
      const end: FrameBody = { t: "run.end", run, d: { status, messageId } }
      yield* log.append(sessionId, [...rest, end], { run, number: 0 })
    },
    // Somebody else has told it.
    Effect.catchTag("RunClosed", () => Effect.void)
  )

  /** Like that of the log; where a run cannot begin, it tries once more when the one that is open is closed. */
  const append: ChatLog["Service"]["append"] = (sessionId, bodies, pen) => {
    const appended = log.append(sessionId, bodies, pen)
    return bodies[0]?.t === "run.start"
      ? Effect.catchTag(appended, "RunClosed", () => Effect.andThen(close(sessionId), appended))
      : appended
  }

  /** Whether the end of a run is among the frames that are kept. */
  const isTold = Effect.fnUntraced(function* ({ run, sessionId }: UntoldRun) {
    const { head, oldest } = yield* log.bounds(sessionId)
    for (let after = oldest - 1; after < head; ) {
      const { frames } = yield* log.read(sessionId, after, logReadSize)
      if (frames.some((frame) => frame.t === "run.end" && frame.run === run)) return true
      if (frames.length === 0) return false
      after += frames.length
    }
    return false
  })

  return {
    append,

    /**
     * Tells of a run that is over what was not told of it, if anything: `begins` and `ends` are the frames around its
     * parts. One that the log has never heard of is told beside the one that is open.
     */
    tellOver: Effect.fnUntraced(function* (over: UntoldRun, begins: FrameBody, ends: FrameBody) {
      const { hasBegun, number, run, sessionId } = over
      const story = [begins, ...(hasBegun ? yield* reconcile(over) : []), ends]
      const beside = log.append(sessionId, story, { run, number: null })
      if (!hasBegun) return yield* beside
      const told = append(sessionId, story, { run, number })
      yield* Effect.catchTag(told, "RunClosed", () =>
        Effect.flatMap(isTold(over), (isTold) => (isTold ? Effect.void : beside))
      )
    })
  }
})
