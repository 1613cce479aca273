import { Context, Effect, FiberSet, Layer, Option, RcMap, Semaphore } from "effect"
import type { UserId } from "../Identity.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import { AnswerRun } from "./AnswerRun.ts"
import { ChatLog } from "./ChatLog.ts"
import { type ChatMessage, MessageId, RunId, SessionId, textOf } from "./ChatMessage.ts"
import { frameMessage } from "./ChatProtocol.ts"
import { type CidConflict, type Conversation, SessionBusy, type SessionNotFound } from "./Conversation.ts"
import { ConversationRepository } from "./ConversationRepository.ts"
import { formatMessagesForAI, generateSessionTitle } from "./MessageManager.ts"
import { SideJobs } from "./SideJobs.ts"
import type { StoredTurn } from "./Turn.ts"

/** The most messages of a session that are shown at once. */
const shownMessages = 200

/** A session with its latest messages, oldest first. */
export interface ConversationWithMessages {
  readonly conversation: Conversation
  readonly messages: ReadonlyArray<ChatMessage>
}

/** What a user asks; `cid` is the client's id of the question. */
export interface Asked {
  readonly sessionId: SessionId
  readonly userId: UserId
  readonly cid: string
  readonly text: string
}

/** The use cases around talks. */
export class ChatSessionService extends Context.Service<
  ChatSessionService,
  {
    readonly createNewSession: (userId: UserId, title: string | null) => Effect.Effect<Conversation, StoreUnavailable>
    readonly getSessionById: (
      sessionId: SessionId,
      userId: UserId
    ) => Effect.Effect<ConversationWithMessages, SessionNotFound | StoreUnavailable>
    /**
     * Stores the question and starts the answer, which is told through the {@link ChatLog}. The same `cid` and text
     * again starts nothing and names the first question and run. A session without a title gets one by the rule at once,
     * and that of {@link SideJobs} in its place when there is one.
     */
    readonly addMessageToSession: (
      asked: Asked
    ) => Effect.Effect<StoredTurn, SessionNotFound | SessionBusy | CidConflict | StoreUnavailable>
    readonly activeRun: AnswerRun["Service"]["active"]
  }
>()("@mma-savant/core/conversation/ChatSessionService") {
  static readonly layer = Layer.effect(
    ChatSessionService,
    Effect.gen(function* () {
      const conversations = yield* ConversationRepository
      const log = yield* ChatLog
      const answers = yield* AnswerRun
      const jobs = yield* SideJobs
      const titling = yield* FiberSet.make()

      const gates = yield* RcMap.make({ lookup: (_: SessionId) => Semaphore.make(1) })

      /** Of one question sent twice at once the second is looked up when the first has been stored. */
      const oneByOne = <A, E>(sessionId: SessionId, taking: Effect.Effect<A, E>) =>
        Effect.scoped(Effect.flatMap(RcMap.get(gates, sessionId), ({ withPermit }) => withPermit(taking)))

      /** A better title than that of the rule, which nobody waits for and nobody misses. */
      const retitle = Effect.fn("ChatSessionService.retitle")(
        function* ({ sessionId, userId }: Conversation, question: string, rule: string) {
          const title = yield* jobs.title({ userId, question })
          if (title === null || title === rule) return
          if (!(yield* conversations.nameSession(sessionId, title, rule))) return
          yield* log.append(sessionId, [{ t: "title", d: { title } }])
        },
        (naming, { sessionId }) =>
          Effect.catchCause(naming, (cause) =>
            Effect.annotateLogs(Effect.logWarning("a title could not be replaced", cause), { sessionId })
          )
      )

      /** Tells the log of a question that has been stored, and gives the talk up to it. */
      const tell = Effect.fnUntraced(function* (conversation: Conversation, questionId: MessageId) {
        const { sessionId, title: known } = conversation
        const messages = yield* conversations.messages(sessionId, shownMessages)
        const question = messages.find(({ id }) => id === questionId)
        const rule = known === null ? generateSessionTitle(messages) : null
        const title = rule !== null && (yield* conversations.nameSession(sessionId, rule, null)) ? rule : null
        yield* log.append(sessionId, [
          ...(question === undefined ? [] : [{ t: "message", d: frameMessage(question) } as const]),
          ...(title === null ? [] : [{ t: "title", d: { title } } as const])
        ])
        const first = messages.find(({ role }) => role === "user")
        if (title !== null && first !== undefined) {
          yield* FiberSet.run(titling, retitle(conversation, textOf(first), title))
        }
        return formatMessagesForAI(messages)
      })

      const begin = Effect.fnUntraced(function* (asked: Asked, run: RunId, conversation: Conversation) {
        const { sessionId } = asked
        const turn = yield* conversations.startTurn({
          ...asked,
          run,
          questionId: MessageId.make(crypto.randomUUID()),
          answerId: MessageId.make(crypto.randomUUID())
        })
        const { answerId, questionId, repeated } = turn
        if (repeated) yield* answers.release(sessionId)
        else yield* answers.start({ sessionId, run, answerId, talk: tell(conversation, questionId) })
        return turn
      })

      const take = Effect.fnUntraced(function* (asked: Asked, conversation: Conversation) {
        const { sessionId } = asked
        const known = yield* conversations.findTurn(asked)
        if (Option.isSome(known)) return known.value
        const run = RunId.make(`r_${crypto.randomUUID()}`)
        // From here to the start of the answer nothing may come between, or the session would stay taken.
        return yield* Effect.uninterruptible(
          Effect.gen(function* () {
            if (!(yield* answers.reserve(sessionId, run))) return yield* new SessionBusy({ sessionId })
            return yield* begin(asked, run, conversation).pipe(Effect.onError(() => answers.release(sessionId)))
          })
        )
      })

      return ChatSessionService.of({
        createNewSession: Effect.fn("ChatSessionService.createNewSession")(function* (userId, title) {
          return yield* conversations.create({ sessionId: SessionId.make(crypto.randomUUID()), userId, title })
        }),
        getSessionById: Effect.fn("ChatSessionService.getSessionById")(function* (sessionId, userId) {
          const conversation = yield* conversations.get(sessionId, userId)
          return { conversation, messages: yield* conversations.messages(sessionId, shownMessages) }
        }),
        addMessageToSession: Effect.fn("ChatSessionService.addMessageToSession")(function* (asked) {
          const { sessionId, userId } = asked
          const conversation = yield* conversations.get(sessionId, userId)
          return yield* oneByOne(sessionId, take(asked, conversation))
        }),
        activeRun: answers.active
      })
    })
  )
}
