import { Effect, Layer } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../Api.ts"
import { makeEventStream, seenBy } from "./EventStream.ts"
import { StreamSeats } from "./StreamSeats.ts"
import { Watcher } from "./Watching.ts"
import * as WatchingLayer from "./WatchingLayer.ts"

export const layer = HttpApiBuilder.group(
  Api,
  "watch",
  Effect.fnUntraced(function* (handlers) {
    const stream = yield* makeEventStream
    return handlers.handleAll({
      watchSession: Effect.fnUntraced(function* ({ headers, params: { sessionId }, query, request }) {
        const watcher = yield* Watcher
        const last = headers["last-event-id"]
        return yield* stream({
          sessionId,
          watcher,
          seen: last === undefined ? query : seenBy(last, query.epoch),
          request
        })
      })
    })
  })
).pipe(Layer.provide([WatchingLayer.layer, StreamSeats.layer]))
