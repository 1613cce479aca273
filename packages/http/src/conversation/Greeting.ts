import { maxFrameBytes, maxQuestion } from "@mma-savant/core/conversation/ChatProtocol"
import { ChatSessionService } from "@mma-savant/core/conversation/ChatSessionService"
import type { Standing } from "@mma-savant/core/conversation/Standing"
import { mostQueued } from "@mma-savant/core/conversation/Turn"
import type { UserId } from "@mma-savant/core/Identity"
import { CurrentData } from "@mma-savant/core/stats/CurrentData"
import { Effect } from "effect"
import { heartbeatMs } from "./ChatClient.ts"
import type { Control } from "./ControlText.ts"
import { framesAtOnce, framesPerSecond } from "./FramePace.ts"

/** Names this process to its clients. */
const instance = crypto.randomUUID()

/** What whoever begins to watch a session is told first. */
export const makeGreeting = Effect.gen(function* () {
  const chats = yield* ChatSessionService
  const data = yield* CurrentData
  return Effect.fnUntraced(function* (userId: UserId, { snapshot, ...standing }: Standing) {
    const { version: dataVersion } = yield* data.status
    const quota = yield* chats.getQuota(userId)
    const limits = { maxQuestion, maxFrameBytes, framesPerSecond, framesAtOnce, maxQueued: mostQueued, quota }
    const welcome: Control = { t: "welcome", d: { instance, ...standing, heartbeatMs, limits, dataVersion } }
    return snapshot === null ? [welcome] : [welcome, { t: "snapshot", d: snapshot } satisfies Control]
  })
})
