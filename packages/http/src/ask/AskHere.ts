import { ChatLog } from "@mma-savant/core/conversation/ChatLog"
import { ChatSessionService } from "@mma-savant/core/conversation/ChatSessionService"
import { SideJobs } from "@mma-savant/core/conversation/SideJobs"
import { Effect, Layer, Stream } from "effect"
import type { Adapters } from "../Adapters.ts"
import { developer } from "../auth/Developer.ts"
import type { Settings } from "../Config.ts"
import * as AssistantModel from "../model/AssistantModel.ts"
import { loadSample } from "../program/Sample.ts"
import { talk } from "../Server.ts"

/** Everything that is logged of a new session with the one question, while it is answered in this process. */
export const askHere = (adapters: Adapters, settings: Settings, text: string) =>
  Stream.unwrap(
    Effect.gen(function* () {
      const chats = yield* ChatSessionService
      const log = yield* ChatLog
      const { id: userId } = yield* developer
      const { sessionId } = yield* chats.createNewSession(userId, null)
      yield* chats.addMessageToSession({ sessionId, userId, cid: "ask", ask: { kind: "send", text, parentId: null } })
      return log.follow(sessionId, { epoch: "", after: 0 }).pipe(Stream.flattenIterable)
    })
  ).pipe(
    Stream.provide(
      talk.pipe(
        Layer.provide([AssistantModel.layer(adapters, settings), SideJobs.layerRule]),
        Layer.provide(Layer.effectDiscard(loadSample).pipe(Layer.provide(adapters.sample))),
        Layer.provideMerge(adapters.store(settings))
      )
    )
  )
