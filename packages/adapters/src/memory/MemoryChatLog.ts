import { ChatLog } from "@mma-savant/core/conversation/ChatLog"
import type { SessionId } from "@mma-savant/core/conversation/ChatMessage"
import type { LoggedFrame } from "@mma-savant/core/conversation/ChatProtocol"
import { DateTime, Duration, Effect, Layer, Queue, Stream } from "effect"

/** The frames of a log that are kept at least; it is cut when it has grown to twice as many. */
const kept = 2000

/** After so long without a new frame only the newest is kept, from which the numbers go on. */
const idleTime = Duration.toMillis("15 minutes")

interface Log {
  readonly frames: Array<LoggedFrame>
  readonly touchedAt: number
}

export const layer = Layer.sync(ChatLog, () => {
  const epoch = crypto.randomUUID()
  // The map's order is that of the last append, so that idle logs stand in front.
  const logs = new Map<SessionId, Log>()
  const bells = new Map<SessionId, Set<Queue.Queue<number>>>()

  const cutIdle = (now: number): void => {
    for (const { frames, touchedAt } of logs.values()) {
      if (now - touchedAt < idleTime || frames.length === 1) break
      frames.splice(0, frames.length - 1)
    }
  }

  const unhang = (sessionId: SessionId, bell: Queue.Queue<number>): void => {
    const hung = bells.get(sessionId)
    hung?.delete(bell)
    if (hung?.size === 0) bells.delete(sessionId)
  }

  return ChatLog.make({
    append: (sessionId, bodies) =>
      Effect.map(DateTime.now, (now) => {
        if (bodies.length === 0) return []
        const frames = logs.get(sessionId)?.frames ?? []
        const head = frames.at(-1)?.seq ?? 0
        const ts = DateTime.formatIso(now)
        const added = bodies.map((body, index) => ({
          ...body,
          v: 1 as const,
          sid: sessionId,
          ts,
          seq: head + index + 1
        }))
        frames.push(...added)
        if (frames.length >= 2 * kept) frames.splice(0, frames.length - kept)
        const touchedAt = DateTime.toEpochMillis(now)
        logs.delete(sessionId)
        cutIdle(touchedAt)
        logs.set(sessionId, { frames, touchedAt })
        for (const bell of bells.get(sessionId) ?? []) Queue.offerUnsafe(bell, head + added.length)
        return added
      }),

    read: (sessionId, after, limit) =>
      Effect.sync(() => {
        const frames = logs.get(sessionId)?.frames ?? []
        const start = Math.max(0, after + 1 - (frames[0]?.seq ?? 1))
        return frames.slice(start, start + limit)
      }),

    bounds: (sessionId) =>
      Effect.sync(() => {
        const frames = logs.get(sessionId)?.frames ?? []
        return { epoch, oldest: frames[0]?.seq ?? 0, head: frames.at(-1)?.seq ?? 0 }
      }),

    listen: (sessionId) =>
      Effect.map(
        Effect.acquireRelease(
          Effect.tap(Queue.sliding<number>(1), (bell) =>
            Effect.sync(() => bells.set(sessionId, (bells.get(sessionId) ?? new Set()).add(bell)))
          ),
          (bell) =>
            Effect.andThen(
              Effect.sync(() => unhang(sessionId, bell)),
              Queue.shutdown(bell)
            )
        ),
        Stream.fromQueue
      )
  })
})
