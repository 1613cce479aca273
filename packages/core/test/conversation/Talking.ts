import * as Memory from "@mma-savant/adapters/memory/Memory"
import { Effect, Layer, Logger, Stream } from "effect"
import { LanguageModel, Model } from "effect/ai"
import { newUser } from "../../contract/Talk.ts"
import { AnswerRun } from "../../src/conversation/AnswerRun.ts"
import { ChatLog } from "../../src/conversation/ChatLog.ts"
import type { SessionId } from "../../src/conversation/ChatMessage.ts"
import type { LoggedFrame } from "../../src/conversation/ChatProtocol.ts"
import { type Asked, ChatSessionService } from "../../src/conversation/ChatSessionService.ts"
import type { ConversationRepository } from "../../src/conversation/ConversationRepository.ts"
import { RunKeeper } from "../../src/conversation/RunKeeper.ts"
import type { RunLeases } from "../../src/conversation/RunLeases.ts"
import type { RunSignals } from "../../src/conversation/RunSignals.ts"
import { SessionTitles } from "../../src/conversation/SessionTitles.ts"
import { SessionWatch } from "../../src/conversation/SessionWatch.ts"
import { SideJobs } from "../../src/conversation/SideJobs.ts"
import type { TurnEnd } from "../../src/conversation/Turn.ts"
import { TurnRepository } from "../../src/conversation/TurnRepository.ts"
import { FighterService } from "../../src/fighter/FighterService.ts"
import type { UserId } from "../../src/Identity.ts"
import { AnsweringModels } from "../../src/llm/AnsweringModels.ts"
import { MmaAgent } from "../../src/llm/MmaAgent.ts"
import * as SavantHandlers from "../../src/llm/SavantHandlers.ts"
import { languageModel, type Speaker } from "../../src/llm/Speaker.ts"
import { UserRepository } from "../../src/user/UserRepository.ts"

/** What talks need of a store. */
export type Stored = ConversationRepository | TurnRepository | RunLeases | RunSignals | ChatLog | UserRepository

type Amending = Layer.Layer<never, never, Stored> | Layer.Layer<TurnRepository | ChatLog | RunLeases, never, Stored>

/** One program that talks, over a store that others may share. */
export const program = (speaker: Speaker, store: Layer.Layer<Layer.Success<typeof Memory.layer>>) => {
  const model = Layer.effect(LanguageModel.LanguageModel, languageModel(speaker))
  return Layer.mergeAll(ChatSessionService.layer, SessionWatch.layer).pipe(
    Layer.provideMerge(RunKeeper.layer),
    Layer.provide(AnswerRun.layer),
    Layer.provide([MmaAgent.layer.pipe(Layer.provide(SavantHandlers.layer)), SessionTitles.layer]),
    Layer.provide([
      SideJobs.layerRule,
      AnsweringModels.layerOne.pipe(Layer.provide(Model.make(speaker.provider, speaker.model, model)))
    ]),
    Layer.provide(FighterService.layer),
    Layer.provideMerge(store),
    Layer.provideMerge(Logger.layer([]))
  )
}

/** Talks that a speaker answers, over memory of which some parts may be otherwise. */
export const talkOf = (speaker: Speaker, amending: Amending = Layer.empty) =>
  program(speaker, amending.pipe(Layer.provideMerge(Memory.layer)))

/** Keeps every end that is stored. */
export const keepingEnds = (ends: Array<TurnEnd>) =>
  Layer.effect(
    TurnRepository,
    Effect.map(TurnRepository, (whole) =>
      TurnRepository.of({
        ...whole,
        finish: (end) => Effect.tap(whole.finish(end), () => Effect.sync(() => ends.push(end)))
      })
    )
  )

export interface Place {
  readonly sessionId: SessionId
  readonly userId: UserId
}

/** A session of somebody new, who may ask a hundred questions. */
export const newSession = Effect.gen(function* () {
  const users = yield* UserRepository
  const chats = yield* ChatSessionService
  const { id: userId } = yield* users.create(newUser({ dailyRequestLimit: 100 }))
  const { sessionId } = yield* chats.createNewSession(userId, null)
  return { sessionId, userId } satisfies Place
})

/** Asks a question, each under an id of its own. */
export const ask = (place: Place, text: string, more: Partial<Asked> = {}) =>
  Effect.flatMap(ChatSessionService, (chats) =>
    chats.addMessageToSession({
      ...place,
      cid: crypto.randomUUID(),
      ask: { kind: "send", text, parentId: null },
      ...more
    })
  )

/** Everything that is logged of a session, from the beginning. */
const logOf = (sessionId: SessionId) =>
  Stream.unwrap(Effect.map(ChatLog, (log) => Stream.flattenIterable(log.follow(sessionId, { epoch: "", after: 0 }))))

/** What is logged until so many runs have ended. */
export const untilEnd = (sessionId: SessionId, runs = 1) => {
  let ended = 0
  const isLast = ({ t }: LoggedFrame) => t === "run.end" && ++ended === runs
  return Stream.runCollect(Stream.takeUntil(logOf(sessionId), isLast))
}
