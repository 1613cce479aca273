import { Context, Effect, Layer, Option } from "effect"
import type { UserId } from "../Identity.ts"
import { today } from "../IsoDate.ts"
import { AnsweringModels } from "../llm/AnsweringModels.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { Quota } from "../user/Quota.ts"
import { ChatLog } from "./ChatLog.ts"
import { type ChatMessage, MessageId, RunId, SessionId } from "./ChatMessage.ts"
import {
  AskClosed,
  type Conversation,
  ModelNotOffered,
  NoSuchOption,
  RunNotActive,
  SessionNotFound
} from "./Conversation.ts"
import { ConversationRepository, type Slice } from "./ConversationRepository.ts"
import { withWords } from "./InFlight.ts"
import type { AskId } from "./Inquiry.ts"
import { RunKeeper } from "./RunKeeper.ts"
import { RunLeases } from "./RunLeases.ts"
import { shownMessages } from "./Standing.ts"
import type { Ask, StoredTurn, TurnMode } from "./Turn.ts"
import { type TurnRefused, TurnRepository } from "./TurnRepository.ts"

/** A session with messages of it, in the order in which they came, and how many there are. */
export interface ConversationWithMessages {
  readonly conversation: Conversation
  readonly messages: Slice<ChatMessage>
}

/** What a user asks; `cid` is the client's id of it, unique in the session. */
export interface Asked {
  readonly sessionId: SessionId
  readonly userId: UserId
  readonly cid: string
  readonly ask: Ask
  readonly mode?: TurnMode
  /** Which of the models that answer here is asked first. */
  readonly model?: string | undefined
  /** Whether the client can be asked back. */
  readonly canAsk?: boolean
}

/** A session of a user's. */
interface Place {
  readonly sessionId: SessionId
  readonly userId: UserId
}

type Missing = SessionNotFound | StoreUnavailable

/** The use cases around talks. What is somebody else's is told like what does not exist. */
export class ChatSessionService extends Context.Service<
  ChatSessionService,
  {
    /** A session of that id which the user has already is given as it is. */
    readonly createNewSession: (
      userId: UserId,
      title: string | null,
      sessionId?: SessionId
    ) => Effect.Effect<Conversation, Missing>
    /**
     * `limit` messages (1 to 200, as many when left out) from `offset` on, or the latest; of an answer that is being given
     * as much as the log has.
     */
    readonly getSessionById: (
      sessionId: SessionId,
      userId: UserId,
      page?: { readonly limit?: number | undefined; readonly offset?: number | undefined }
    ) => Effect.Effect<ConversationWithMessages, Missing>
    readonly getUserSessions: ConversationRepository["Service"]["list"]
    readonly updateSessionTitle: (place: Place, title: string) => Effect.Effect<Conversation, Missing>
    /** Stops what is being answered in it and deletes it, for whoever watches it too. */
    readonly deleteSession: (place: Place) => Effect.Effect<void, Missing>
    /**
     * Stores the question and starts the answer, which is told through the {@link ChatLog}, or lets it wait its turn. The
     * same `cid` and ask again starts nothing and names the first question and run. A session without a title gets one.
     */
    readonly addMessageToSession: (
      asked: Asked
    ) => Effect.Effect<StoredTurn, TurnRefused | ModelNotOffered | StoreUnavailable>
    /** Ends a run as `cancelled`, whichever server gives it; the model and the tools are stopped. */
    readonly cancelRun: (place: Place, run: RunId) => Effect.Effect<void, Missing | RunNotActive>
    /** Tells a run that waits for it which option is meant. */
    readonly answerInquiry: (
      place: Place,
      askId: AskId,
      value: number
    ) => Effect.Effect<void, Missing | AskClosed | NoSuchOption>
    /** What is left of the user's day. */
    readonly getQuota: (userId: UserId) => Effect.Effect<Quota, StoreUnavailable>
  }
>()("@mma-savant/core/conversation/ChatSessionService") {
  static readonly layer = Layer.effect(
    ChatSessionService,
    Effect.gen(function* () {
      const conversations = yield* ConversationRepository
      const turns = yield* TurnRepository
      const leases = yield* RunLeases
      const log = yield* ChatLog
      const keeper = yield* RunKeeper
      const models = yield* AnsweringModels

      const own = ({ sessionId, userId }: Place) => conversations.get(sessionId, userId)

      const stop = Effect.fnUntraced(function* (sessionId: SessionId, run: RunId) {
        const stopped = yield* leases.stop(sessionId, run)
        if (Option.isNone(stopped)) return false
        const { wasQueued, ...ended } = stopped.value
        yield* wasQueued ? keeper.tellEnd({ ...ended, status: "cancelled", hasBegun: false }) : keeper.notify(run)
        return true
      })

      return ChatSessionService.of({
        createNewSession: Effect.fn("ChatSessionService.createNewSession")((userId, title, sessionId) =>
          conversations.create({ sessionId: sessionId ?? SessionId.make(crypto.randomUUID()), userId, title })
        ),

        getSessionById: Effect.fn("ChatSessionService.getSessionById")(function* (sessionId, userId, page = {}) {
          const conversation = yield* conversations.get(sessionId, userId)
          const { limit = shownMessages, offset = null } = page
          const { items, total } = yield* conversations.messages(sessionId, { limit, offset })
          return { conversation, messages: { items: yield* withWords(log, sessionId, items), total } }
        }),

        getUserSessions: conversations.list,

        updateSessionTitle: Effect.fn("ChatSessionService.updateSessionTitle")(function* (place, title) {
          yield* own(place)
          yield* conversations.rename(place.sessionId, title)
          yield* keeper.tell(place.sessionId, [{ t: "title", d: { title } }])
          return yield* own(place)
        }),

        deleteSession: Effect.fn("ChatSessionService.deleteSession")(function* (place) {
          const { sessionId, userId } = place
          yield* own(place)
          const { running } = yield* leases.current(sessionId)
          if (running !== null) yield* stop(sessionId, running.run)
          if (!(yield* conversations.remove(sessionId, userId))) return yield* new SessionNotFound({ sessionId })
          yield* Effect.catch(log.forget(sessionId), (error) =>
            Effect.logWarning("the log of a deleted session is still there", error)
          )
        }),

        addMessageToSession: Effect.fn("ChatSessionService.addMessageToSession")(function* (asked) {
          const { ask, canAsk = false, cid, mode = "queue", model, sessionId, userId } = asked
          if (model !== undefined && Option.isNone(models.get(model))) return yield* new ModelNotOffered({ model })
          const day = yield* today
          // What is stored is told and started, whoever goes away meanwhile.
          return yield* Effect.uninterruptible(
            Effect.gen(function* () {
              const turn = yield* turns.begin({
                sessionId,
                userId,
                cid,
                ask,
                mode,
                model: model ?? null,
                canAsk,
                day,
                owner: yield* keeper.owner,
                run: RunId.make(`r_${crypto.randomUUID()}`),
                questionId: MessageId.make(crypto.randomUUID()),
                answerId: MessageId.make(crypto.randomUUID())
              })
              if (!turn.repeated) yield* keeper.begin(sessionId, ask, turn)
              return turn
            })
          )
        }),

        cancelRun: Effect.fn("ChatSessionService.cancelRun")(function* (place, run) {
          yield* own(place)
          if (!(yield* stop(place.sessionId, run))) return yield* new RunNotActive({ run })
        }),

        answerInquiry: Effect.fn("ChatSessionService.answerInquiry")(function* (place, askId, value) {
          yield* own(place)
          const asked = yield* leases.inquiry(place.sessionId, askId)
          if (Option.isNone(asked)) return yield* new AskClosed({ askId })
          const { inquiry, run } = asked.value
          if (!inquiry.options.some(({ fighterId }) => fighterId === value)) return yield* new NoSuchOption({ askId })
          if (!(yield* leases.choose(run, askId, value))) return yield* new AskClosed({ askId })
          yield* keeper.notify(run)
        }),

        getQuota: Effect.fn("ChatSessionService.getQuota")(function* (userId) {
          return yield* turns.quota(userId, yield* today)
        })
      })
    })
  )
}
