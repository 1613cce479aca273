import { ChatLog } from "@mma-savant/core/conversation/ChatLog"
import type { LoggedFrame } from "@mma-savant/core/conversation/ChatProtocol"
import { ChatSessionService } from "@mma-savant/core/conversation/ChatSessionService"
import { SideJobs } from "@mma-savant/core/conversation/SideJobs"
import type { FighterId } from "@mma-savant/core/Identity"
import type { AnsweringModels } from "@mma-savant/core/llm/AnsweringModels"
import { Email, Username } from "@mma-savant/core/user/User"
import { UserRepository } from "@mma-savant/core/user/UserRepository"
import { newcomer } from "@mma-savant/core/user/UserService"
import { talk } from "@mma-savant/http/Server"
import { Clock, Context, Effect, Layer, Stream } from "effect"
import { type Answer, answerOf } from "./Answer.ts"

/** As many questions as an interview may have. */
const dailyRequestLimit = 10_000

/** Longer than any answer takes. */
const patience = "5 minutes"

/** Asks as a client does: each question in a session of its own, whose log is followed to the end of the answer. */
export class Interview extends Context.Service<
  Interview,
  {
    /** `choice` is the answer to a question back; without one nobody can be asked. */
    readonly ask: (text: string, choice?: FighterId) => Effect.Effect<Answer>
  }
>()("@mma-savant/evaluation/Interview") {
  /** Over the use cases of talk as the server has them, with these models. */
  static readonly layer = <E, R>(models: Layer.Layer<AnsweringModels, E, R>) =>
    Layer.effect(
      Interview,
      Effect.gen(function* () {
        const chats = yield* ChatSessionService
        const log = yield* ChatLog
        const users = yield* UserRepository
        const { id: userId } = yield* users.create({
          ...newcomer,
          username: Username.make("interviewer"),
          email: Email.make("interviewer@users.invalid"),
          emailVerified: true,
          dailyRequestLimit,
          provider: "evaluation",
          providerAccountId: "interviewer"
        })

        const ask = Effect.fnUntraced(function* (text: string, choice: FighterId | undefined) {
          const { sessionId } = yield* chats.createNewSession(userId, null)
          const startedAt = yield* Clock.currentTimeMillis
          yield* chats.addMessageToSession({
            sessionId,
            userId,
            cid: "ask",
            ask: { kind: "send", text, parentId: null },
            canAsk: choice !== undefined
          })
          const frames: Array<LoggedFrame> = []
          yield* log.follow(sessionId, { epoch: "", after: 0 }).pipe(
            Stream.flattenIterable,
            Stream.takeUntil(({ t }) => t === "run.end"),
            Stream.runForEach((frame) => {
              frames.push(frame)
              return frame.t === "ask" && choice !== undefined
                ? chats.answerInquiry({ sessionId, userId }, frame.d.askId, choice)
                : Effect.void
            }),
            Effect.timeout(patience)
          )
          return answerOf(frames, (yield* Clock.currentTimeMillis) - startedAt)
        })

        return Interview.of({ ask: (text, choice) => Effect.orDie(ask(text, choice)) })
      })
    ).pipe(Layer.provide(talk.pipe(Layer.provide([models, SideJobs.layerRule]))))
}
