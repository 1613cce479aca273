import { type Cause, Clock, Context, Duration, Effect, Exit, FiberMap, Layer, Option, Schedule, Stream } from "effect"
import type { AiError, Prompt } from "effect/ai"
import type { AgentEvent, AnswerStatus, TokenUsage } from "../llm/AgentEvent.ts"
import { MmaAgent } from "../llm/MmaAgent.ts"
import { CallLog } from "../llm/ModelCall.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { AnswerDraft } from "./AnswerDraft.ts"
import { ChatLog } from "./ChatLog.ts"
import type { MessageId, RunId, SessionId } from "./ChatMessage.ts"
import type { FrameBody } from "./ChatProtocol.ts"
import { ConversationRepository } from "./ConversationRepository.ts"
import { RunCalls } from "./RunCalls.ts"
import { ending, messageStatus, providerWords, unavailable } from "./RunEnding.ts"

/** How long deltas are gathered into one frame, and how many at most. */
const gathering = { events: 64, time: Duration.millis(25) } as const

/** How long an answer that cannot be stored is tried again. */
const persistence = Schedule.exponential("100 millis").pipe(Schedule.upTo({ times: 5 }))

/** A question that has been stored, to be answered. */
export interface Question {
  readonly sessionId: SessionId
  readonly run: RunId
  readonly answerId: MessageId
  /** The talk up to and with the question; an answer whose talk cannot be had is one that failed. */
  readonly talk: Effect.Effect<Prompt.Prompt, StoreUnavailable>
}

/** Consecutive deltas of one text become one frame. */
const gather = (frames: ReadonlyArray<FrameBody>): ReadonlyArray<FrameBody> => {
  const gathered: Array<FrameBody> = []
  for (const frame of frames) {
    const last = gathered.at(-1)
    if (
      frame.t === "part.delta" &&
      last?.t === "part.delta" &&
      last.d.part === frame.d.part &&
      typeof frame.d.delta === "string" &&
      typeof last.d.delta === "string"
    ) {
      gathered[gathered.length - 1] = { ...last, d: { part: last.d.part, delta: last.d.delta + frame.d.delta } }
    } else gathered.push(frame)
  }
  return gathered
}

/**
 * Answers stored questions in the background, one at a time in each session: whoever asked may go away, and the answer
 * is still given, logged and stored. Stopping the program ends what is running as `interrupted`, with the text so far.
 */
export class AnswerRun extends Context.Service<
  AnswerRun,
  {
    /** Takes the session for a run; false while another is being answered in it. */
    readonly reserve: (sessionId: SessionId, run: RunId) => Effect.Effect<boolean>
    /** Gives a reserved session back without an answer. */
    readonly release: (sessionId: SessionId) => Effect.Effect<void>
    /** Starts answering in a reserved session and returns at once; the end of the answer releases it. */
    readonly start: (question: Question) => Effect.Effect<void>
    /** The run that is being answered in a session. */
    readonly active: (sessionId: SessionId) => Effect.Effect<Option.Option<RunId>>
  }
>()("@mma-savant/core/conversation/AnswerRun") {
  static readonly layer = Layer.effect(
    AnswerRun,
    Effect.gen(function* () {
      const agent = yield* MmaAgent
      const conversations = yield* ConversationRepository
      const log = yield* ChatLog
      const running = yield* FiberMap.make<SessionId>()
      const runs = new Map<SessionId, RunId>()

      const release = (sessionId: SessionId) => Effect.sync(() => void runs.delete(sessionId))

      const answer = Effect.fn("AnswerRun.answer")(function* ({ answerId, run, sessionId, talk }: Question) {
        const draft = new AnswerDraft()
        const calls = new RunCalls()
        const startedAt = yield* Clock.currentTimeMillis
        let firstTextAt: number | null = null
        let tokens: TokenUsage = { input: null, output: null }
        let outcome: Effect.Effect<AnswerStatus, AiError.AiError> = Effect.succeed("completed")
        const say = (bodies: ReadonlyArray<FrameBody>) =>
          bodies.length === 0
            ? Effect.void
            : log.append(
                sessionId,
                bodies.map((frame) => ({ ...frame, run }))
              )

        const logFailure = (what: string, cause: Cause.Cause<unknown>, errorId: string) =>
          Effect.logError(what, cause).pipe(Effect.annotateLogs({ errorId, run, sessionId, ...providerWords(cause) }))

        const take = Effect.fnUntraced(function* (events: ReadonlyArray<AgentEvent>) {
          const frames: Array<FrameBody> = []
          for (const event of events) {
            if (event._tag === "TextDelta") firstTextAt ??= yield* Clock.currentTimeMillis
            if (event._tag === "Finished") {
              outcome = Effect.succeed(event.status)
              tokens = calls.tokens ?? event.usage
              frames.push(...draft.take({ ...event, usage: tokens }))
            } else frames.push(...draft.take(event))
            if (event._tag === "Reset" && draft.parts.length === 0) firstTextAt = null
          }
          yield* say(gather(frames))
          if (events.some(({ _tag }) => _tag === "ToolReturned")) yield* conversations.checkpoint(answerId, draft.parts)
        })

        const finish = Effect.fnUntraced(function* (exit: Exit.Exit<AnswerStatus, AiError.AiError | StoreUnavailable>) {
          const errorId = crypto.randomUUID()
          const end = ending(exit, errorId)
          if (end.error !== undefined && Exit.isFailure(exit)) {
            yield* logFailure("an answer failed", exit.cause, errorId)
          }
          const rest = draft.endText()
          const now = yield* Clock.currentTimeMillis
          const told = yield* conversations
            .finishTurn({
              answerId,
              parts: draft.parts,
              status: messageStatus(end.status),
              usage: {
                ...(calls.last ?? agent.model),
                tokens: calls.tokens ?? tokens,
                firstTextMs: firstTextAt === null ? null : firstTextAt - startedAt,
                totalMs: now - startedAt
              },
              calls: calls.all
            })
            .pipe(
              Effect.retry(persistence),
              Effect.as(end),
              Effect.catchCause((cause) =>
                Effect.as(logFailure("an answer could not be stored", cause, errorId), unavailable(errorId))
              )
            )
          yield* release(sessionId)
          yield* say([...rest, { t: "run.end", d: { ...told, messageId: answerId } }])
        })

        yield* Effect.exit(talk).pipe(
          Effect.tap(() => say([{ t: "run.start", d: { run, messageId: answerId, ...agent.model } }])),
          Effect.flatten,
          Effect.flatMap((prompt) =>
            agent.processQuery(prompt).pipe(
              // Told last: what is being gathered came before it.
              Stream.catchCause((cause) => {
                outcome = Effect.failCause(cause)
                return Stream.empty
              }),
              Stream.groupedWithin(gathering.events, gathering.time),
              Stream.runForEach(take),
              Effect.provideService(CallLog, calls.log)
            )
          ),
          Effect.andThen(Effect.suspend(() => outcome)),
          Effect.onExit((exit) =>
            Effect.catchCause(finish(exit), (cause) =>
              logFailure("the end of an answer could not be told", cause, crypto.randomUUID())
            )
          ),
          Effect.exit
        )
      })

      return AnswerRun.of({
        reserve: (sessionId, run) =>
          Effect.sync(() => {
            if (runs.has(sessionId)) return false
            runs.set(sessionId, run)
            return true
          }),
        release,
        start: (question) => Effect.asVoid(FiberMap.run(running, question.sessionId, answer(question))),
        active: (sessionId) => Effect.sync(() => Option.fromUndefinedOr(runs.get(sessionId)))
      })
    })
  )
}
