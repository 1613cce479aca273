import { everyPart, freshMessage, turn, turnEnd } from "@mma-savant/core/contract/Talk"
import { type MessagePart, SessionId } from "@mma-savant/core/conversation/ChatMessage"
import { TurnRepository } from "@mma-savant/core/conversation/TurnRepository"
import { UserId } from "@mma-savant/core/Identity"
import { Effect } from "effect"
import type { Person } from "./People.ts"

/** An ended answer with a chart of the call "call_1" in a session of somebody's. */
export const charted = Effect.fnUntraced(function* (
  { id }: Pick<Person, "id">,
  session: string,
  parts: ReadonlyArray<MessagePart> = everyPart
) {
  const turns = yield* TurnRepository
  const answerId = freshMessage()
  yield* turns.begin(turn({ sessionId: SessionId.make(session), userId: UserId.make(id), answerId }))
  yield* turns.finish(turnEnd(answerId, { parts }))
  return answerId
})
