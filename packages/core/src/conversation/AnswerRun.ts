import { type Cause, Clock, Context, Duration, Effect, Exit, Fiber, Layer, Option, Schedule, Stream } from "effect"
import type { AiError } from "effect/ai"
import { FighterId } from "../Identity.ts"
import type { AgentEvent, AnswerStatus, TokenUsage } from "../llm/AgentEvent.ts"
import { AnsweringModels } from "../llm/AnsweringModels.ts"
import { FreshAnswer } from "../llm/FreshAnswer.ts"
import { type FighterOption, Inquirer } from "../llm/Inquirer.ts"
import { MmaAgent } from "../llm/MmaAgent.ts"
import { CallLog } from "../llm/ModelCall.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { AnswerDraft } from "./AnswerDraft.ts"
import { textOf } from "./ChatMessage.ts"
import type { FrameBody } from "./ChatProtocol.ts"
import { ConversationRepository } from "./ConversationRepository.ts"
import { AskId } from "./Inquiry.ts"
import { formatMessagesForAI, summaryDue, talkBudget } from "./MessageManager.ts"
import { RunCalls } from "./RunCalls.ts"
import { endingOf, isCharged, messageStatus, providerWords, unavailable } from "./RunEnding.ts"
import type { RunHold } from "./RunHold.ts"
import { RunLeases } from "./RunLeases.ts"
import { makeRunLog } from "./RunLog.ts"
import { makeTeller } from "./RunTeller.ts"
import { SessionTitles } from "./SessionTitles.ts"
import { SideJobs } from "./SideJobs.ts"
import { slotsIn } from "./TalkMemory.ts"
import type { OwnedRun } from "./Turn.ts"
import { TurnRepository } from "./TurnRepository.ts"

/** The messages of a talk that an answer may rest on. */
const mostMessages = 500

/** How long an answer that cannot be stored is tried again. */
const persistence = Schedule.min([Schedule.exponential("100 millis"), Schedule.spaced("2 seconds")]).pipe(
  Schedule.upTo({ times: 18 })
)

/** How long a user has to answer what is asked back. */
const patience = Duration.minutes(1)

/** Gives the answer of a run that was taken: tells the log what happens, and the record what came of it. */
export class AnswerRun extends Context.Service<
  AnswerRun,
  {
    /**
     * Ends with the run, whose end is in the record and the log; false where the log could not be told. To be run where it
     * cannot be interrupted: an interruption then ends the run as `cancelled` or `interrupted`, with what was said so far,
     * and the requests at the provider.
     */
    readonly give: (owned: OwnedRun, hold: RunHold) => Effect.Effect<boolean>
  }
>()("@mma-savant/core/conversation/AnswerRun") {
  static readonly layer = Layer.effect(
    AnswerRun,
    Effect.gen(function* () {
      const agent = yield* MmaAgent
      const models = yield* AnsweringModels
      const conversations = yield* ConversationRepository
      const turns = yield* TurnRepository
      const leases = yield* RunLeases
      const titles = yield* SessionTitles
      const jobs = yield* SideJobs
      const log = yield* makeRunLog

      const give = Effect.fn("AnswerRun.give")(function* (owned: OwnedRun, hold: RunHold) {
        const { answerId, questionId, run, sessionId } = owned
        let draft = new AnswerDraft()
        const calls = new RunCalls()
        const startedAt = yield* Clock.currentTimeMillis
        const { model, provider } = Option.getOrElse(models.get(owned.model), () => models.usual)
        const start: FrameBody = {
          t: "run.start",
          d: { run, messageId: answerId, parentId: questionId, provider, model }
        }
        const teller = yield* makeTeller(log, owned, { start, whole: () => draft.whole })
        let firstTextAt: number | null = null
        let told: TokenUsage = { input: null, output: null }
        let status: AnswerStatus = "completed"

        /** What the calls used, or what the model told with its parts where nobody measured them. */
        const used = (): TokenUsage => {
          const { input, output } = calls.usage
          return calls.last === null ? told : { input, output }
        }

        const logFailure = (what: string, cause: Cause.Cause<unknown>, errorId: string) =>
          Effect.logError(what, cause).pipe(Effect.annotateLogs({ errorId, run, sessionId, ...providerWords(cause) }))

        /** Nothing is missed where it cannot be done, unless the program dies too. */
        const keep = Effect.suspend(() => turns.checkpoint(answerId, draft.parts)).pipe(
          Effect.catch((error) => Effect.logWarning("what there is of an answer was not kept", error))
        )

        const take = Effect.fnUntraced(function* (events: ReadonlyArray<AgentEvent>) {
          const frames: Array<FrameBody> = []
          for (const event of events) {
            frames.push(...draft.take(event))
            if (event._tag === "TextDelta") firstTextAt ??= yield* Clock.currentTimeMillis
            if (event._tag === "Reset" && draft.parts.length === 0) firstTextAt = null
            if (event._tag === "Finished") {
              status = event.status
              told = event.usage
              frames.push({ t: "usage", d: { ...calls.usage, ...used() } })
            }
          }
          yield* teller.tell(frames)
          if (events.some(({ _tag }) => _tag === "ToolReturned")) yield* keep
        })

        /** Null where the client cannot be asked, the record cannot take it, or nobody answers in time. */
        const inquire = Effect.fnUntraced(
          function* (options: ReadonlyArray<FighterOption>, callId: string) {
            const inquiry = { askId: AskId.make(crypto.randomUUID()), kind: "disambiguate" as const, options }
            const choice = yield* Effect.forkChild(hold.awaitChoice(patience), { startImmediately: true })
            yield* leases.inquire(run, inquiry)
            yield* teller.tell([{ t: "ask", d: { ...inquiry, callId } }])
            const chosen = yield* Fiber.join(choice)
            yield* leases.inquire(run, null)
            return chosen === null ? null : FighterId.make(chosen)
          },
          Effect.catch((error) => Effect.as(Effect.logWarning("a user could not be asked back", error), null))
        )

        const finish = Effect.fnUntraced(function* (exit: Exit.Exit<AnswerStatus, AiError.AiError | StoreUnavailable>) {
          const errorId = crypto.randomUUID()
          const end = endingOf(exit, hold.isCancelled, errorId)
          if (end.error !== undefined && Exit.isFailure(exit)) {
            yield* logFailure("an answer failed", exit.cause, errorId)
          }
          yield* teller.tell(draft.close())
          const now = yield* Clock.currentTimeMillis
          const { parts } = draft
          const [hasEnded, ending] = yield* turns
            .finish({
              answerId,
              parts,
              status: messageStatus(end.status),
              isCharged: isCharged(end.status, parts),
              usage: {
                ...(calls.last ?? { provider, model }),
                tokens: used(),
                firstTextMs: firstTextAt === null ? null : firstTextAt - startedAt,
                totalMs: now - startedAt
              },
              calls: calls.all
            })
            .pipe(
              Effect.retry(persistence),
              Effect.map((ended) => [ended, end] as const),
              Effect.catchCause((cause) =>
                Effect.as(logFailure("an answer could not be stored", cause, errorId), [
                  true,
                  unavailable(errorId)
                ] as const)
              )
            )
          // Whoever ended it in the record tells of it.
          return hasEnded ? yield* teller.end([{ t: "run.end", d: { ...ending, messageId: answerId } }]) : true
        })

        const answer = Effect.gen(function* () {
          const messages = yield* conversations.branch(questionId, mostMessages)
          draft = new AnswerDraft(slotsIn(messages), messages.slice(-1).map(textOf).join())
          const [question] = messages
          if (messages.length === 1 && question !== undefined) yield* titles.entitle(owned, question)
          const due = summaryDue(messages)
          const summary = due === null ? null : yield* jobs.summary({ userId: owned.userId, ...due })
          const talk = formatMessagesForAI(messages, talkBudget, summary)
          yield* agent
            .processQuery(talk, { choice: owned.model })
            .pipe(
              Stream.runForEachArray(take),
              Effect.provideService(CallLog, calls.log),
              Effect.provideService(FreshAnswer, owned.isAnew),
              owned.canAsk ? Effect.provideService(Inquirer, inquire) : (running) => running
            )
          return status
        })

        return yield* finish(yield* Effect.exit(Effect.interruptible(answer)))
      }, Effect.scoped)

      return AnswerRun.of({
        give: (owned, hold) =>
          give(owned, hold).pipe(
            Effect.catchCause((cause) =>
              Effect.as(Effect.logError("the end of an answer could not be told", cause), false)
            )
          )
      })
    })
  )
}
