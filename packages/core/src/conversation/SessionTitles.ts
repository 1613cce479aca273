import { Context, Effect, FiberSet, Layer } from "effect"
import { FighterService } from "../fighter/FighterService.ts"
import { ChatLog } from "./ChatLog.ts"
import { type ChatMessage, textOf } from "./ChatMessage.ts"
import { ConversationRepository } from "./ConversationRepository.ts"
import { generateSessionTitle } from "./MessageManager.ts"
import { SideJobs } from "./SideJobs.ts"
import type { OwnedRun } from "./Turn.ts"

/** A session, and whose it is. */
interface Titled extends Pick<OwnedRun, "sessionId" | "userId"> {}

/** Gives talks their titles: by the rule at once, and that of {@link SideJobs} in its place when there is one. */
export class SessionTitles extends Context.Service<
  SessionTitles,
  {
    /** Sees to it that a session without a title gets one by its first question. Nobody waits for it, or misses it. */
    readonly entitle: (session: Titled, question: ChatMessage) => Effect.Effect<void>
  }
>()("@mma-savant/core/conversation/SessionTitles") {
  static readonly layer = Layer.effect(
    SessionTitles,
    Effect.gen(function* () {
      const conversations = yield* ConversationRepository
      const log = yield* ChatLog
      const jobs = yield* SideJobs
      const fighters = yield* FighterService
      const naming = yield* FiberSet.make()

      const name = Effect.fnUntraced(function* ({ sessionId }: Titled, title: string, instead: string | null) {
        if (!(yield* conversations.rename(sessionId, title, instead))) return false
        yield* log.append(sessionId, [{ t: "title", d: { title } }], null)
        return true
      })

      const improve = Effect.fn("SessionTitles.improve")(function* (session: Titled, question: string, rule: string) {
        const title = yield* jobs.title({ userId: session.userId, question })
        if (title !== null && title !== rule) yield* name(session, title, rule)
      })

      const spared = <A, E>({ sessionId }: Titled, naming: Effect.Effect<A, E>) =>
        Effect.catchCause(naming, (cause) =>
          Effect.annotateLogs(Effect.logWarning("a talk could not be given a title", cause), { session: sessionId })
        )

      const entitle = Effect.fn("SessionTitles.entitle")(function* (session: Titled, question: ChatMessage) {
        const text = textOf(question)
        const rule = generateSessionTitle([question], yield* Effect.orElseSucceed(fighters.mentioned(text), () => []))
        if (rule !== null && (yield* name(session, rule, null))) yield* improve(session, text, rule)
      })

      return SessionTitles.of({
        entitle: (session, question) => Effect.asVoid(FiberSet.run(naming, spared(session, entitle(session, question))))
      })
    })
  )
}
