import { Effect } from "effect"
import { ChatLog } from "./ChatLog.ts"
import type { MessagePart } from "./ChatMessage.ts"
import type { FrameBody } from "./ChatProtocol.ts"
import { ConversationRepository } from "./ConversationRepository.ts"
import type { UntoldRun } from "./FoundRuns.ts"
import { inFlight, partFrames } from "./InFlight.ts"
import { TurnRepository } from "./TurnRepository.ts"

/** A run that is over, without its end. */
type LeftRun = Pick<UntoldRun, "answerId" | "run" | "sessionId" | "status">

const size = (parts: ReadonlyArray<MessagePart>): number => JSON.stringify(parts).length

/**
 * Brings together what the record holds of an answer that its owner left and what the log has told of it, and gives the
 * frames that are to be told before its end: none where all has been. What was heard of an interrupted one and is not in
 * the record goes there.
 */
export const makeReconciliation = Effect.gen(function* () {
  const log = yield* ChatLog
  const conversations = yield* ConversationRepository
  const turns = yield* TurnRepository

  return Effect.fnUntraced(function* ({ answerId, run, sessionId, status }: LeftRun) {
    const told = yield* inFlight(log, sessionId, yield* log.bounds(sessionId))
    const heard = told?.run === run ? told.parts : []
    const [answer] = yield* conversations.branch(answerId, 1)
    const kept = answer?.parts ?? []
    if (status === "interrupted" && size(heard) > size(kept) && (yield* turns.recover(answerId, heard))) return []
    if (JSON.stringify(heard) === JSON.stringify(kept)) return []
    const frames: ReadonlyArray<FrameBody> = [{ t: "run.reset", d: { fromPart: 0 } }, ...partFrames(kept)]
    return frames.map((frame): FrameBody => ({ ...frame, run }))
  })
})
