import { Context, Effect, Layer, Option, Schema } from "effect"
import type { UserId } from "../Identity.ts"
import type { Chart } from "../llm/chart/Chart.ts"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { MessageId, SessionId } from "./ChatMessage.ts"
import type { SessionNotFound } from "./Conversation.ts"
import { ConversationRepository } from "./ConversationRepository.ts"

/** The session has no chart of that call. */
export class ChartNotFound extends Schema.TaggedError<ChartNotFound>()("ChartNotFound", { callId: Schema.String }) {}

interface Wanted {
  readonly sessionId: SessionId
  readonly userId: UserId
  readonly callId: string
  /** The answer that it is in: not every model's calls have ids of their own. The latest one that has it, where null. */
  readonly messageId: MessageId | null
}

/** Finds the charts of answers. What is somebody else's is told like what does not exist. */
export class ChartLookup extends Context.Service<
  ChartLookup,
  { readonly getChart: (wanted: Wanted) => Effect.Effect<Chart, SessionNotFound | ChartNotFound | StoreUnavailable> }
>()("@mma-savant/core/conversation/ChartLookup") {
  static readonly layer = Layer.effect(
    ChartLookup,
    Effect.gen(function* () {
      const conversations = yield* ConversationRepository
      return ChartLookup.of({
        getChart: Effect.fn("ChartLookup.getChart")(function* ({ callId, messageId, sessionId, userId }) {
          yield* conversations.get(sessionId, userId)
          const answer = yield* conversations.charted(sessionId, callId, messageId)
          const part = Option.getOrUndefined(answer)?.parts.find(
            (part) => part.kind === "chart" && part.callId === callId
          )
          if (part?.kind !== "chart") return yield* new ChartNotFound({ callId })
          const { kind: _, ...chart } = part
          return chart
        })
      })
    })
  )
}
