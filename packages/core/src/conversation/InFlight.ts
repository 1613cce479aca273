import { Effect } from "effect"
import type { ChatLog, LogBounds } from "./ChatLog.ts"
import type { ChatMessage, MessageId, MessagePart, RunId, SessionId } from "./ChatMessage.ts"
import type { FrameBody } from "./ChatProtocol.ts"
import type { OpenInquiry } from "./Inquiry.ts"
import { logReadSize } from "./LogTail.ts"
import { addMessage } from "./MessageManager.ts"

/** The answer of a run as the frames so far tell it. */
export interface AnswerInFlight {
  readonly run: RunId
  readonly messageId: MessageId
  /** The question. */
  readonly parentId: MessageId
  readonly parts: ReadonlyArray<MessagePart>
  /** Whether the last part goes on. */
  readonly isOpen: boolean
  /** What the run waits to be told. */
  readonly ask: OpenInquiry | null
}

const grown = (part: MessagePart | undefined, delta: string | MessagePart): MessagePart | undefined => {
  if (typeof delta !== "string") return delta
  return part?.kind === "text" || part?.kind === "reasoning" ? { ...part, text: part.text + delta } : part
}

/** The answer with a frame of its run more; null before its `run.start` and after its `run.end`. */
export const withFrame = (answer: AnswerInFlight | null, frame: FrameBody): AnswerInFlight | null => {
  if (frame.t === "run.start") {
    const { messageId, parentId, run } = frame.d
    return { run, messageId, parentId, parts: [], isOpen: false, ask: null }
  }
  if (answer === null || frame.run !== answer.run) return answer
  switch (frame.t) {
    case "run.end":
      return null
    case "run.reset":
      return { ...answer, parts: answer.parts.slice(0, frame.d.fromPart), isOpen: false }
    case "part.start": {
      const { kind, part } = frame.d
      const begun: ReadonlyArray<MessagePart> = kind === "text" || kind === "reasoning" ? [{ kind, text: "" }] : []
      return { ...answer, parts: [...answer.parts.slice(0, part), ...begun], isOpen: true }
    }
    case "part.delta": {
      const { delta, part } = frame.d
      const whole = grown(answer.parts[part], delta)
      return whole === undefined ? answer : { ...answer, parts: [...answer.parts.slice(0, part), whole] }
    }
    case "part.end":
      return { ...answer, isOpen: false }
    case "ask":
      return { ...answer, ask: frame.d }
    case "tool.result":
      return answer.ask?.callId === frame.d.callId ? { ...answer, ask: null } : answer
    default:
      return answer
  }
}

/** The answer that is being given as a session's log tells it, whose bounds are known. */
export const inFlight = Effect.fnUntraced(function* (
  log: ChatLog["Service"],
  sessionId: SessionId,
  { head, open }: LogBounds
) {
  if (open === null) return null
  let answer: AnswerInFlight | null = null
  for (let after = open.start - 1; after < head; ) {
    const { frames } = yield* log.read(sessionId, after, Math.min(logReadSize, head - after))
    for (const frame of frames) if (frame.run === open.run) answer = withFrame(answer, frame)
    if (frames.length === 0) break
    after += frames.length
  }
  return answer
})

/**
 * Messages of a session, with what the log has by now of the one that is being given: the record has no more of it than
 * there was at the last call of a tool. That is given where the log cannot be reached.
 */
export const withWords = Effect.fnUntraced(
  function* (log: ChatLog["Service"], sessionId: SessionId, messages: ReadonlyArray<ChatMessage>) {
    const given = messages.find(({ status }) => status === "streaming")
    if (given === undefined) return messages
    const answer = yield* inFlight(log, sessionId, yield* log.bounds(sessionId))
    return answer?.messageId === given.id ? addMessage(messages, { ...given, parts: answer.parts }) : messages
  },
  (words, _log, _sessionId, messages) =>
    Effect.catch(words, (error) =>
      Effect.as(Effect.logWarning("the words of an answer cannot be reached", error), messages)
    )
)

/** Whole parts, as frames; the last of them may go on. */
export const partFrames = (parts: ReadonlyArray<MessagePart>, isLastOpen = false): ReadonlyArray<FrameBody> => {
  const frames = parts.flatMap(
    (delta, part): ReadonlyArray<FrameBody> => [
      { t: "part.start", d: { part, kind: delta.kind } },
      { t: "part.delta", d: { part, delta: "text" in delta ? delta.text : delta } },
      { t: "part.end", d: { part } }
    ]
  )
  return isLastOpen ? frames.slice(0, -1) : frames
}
