import { ChatLog, type LogBounds, RunClosed, type RunPen } from "@mma-savant/core/conversation/ChatLog"
import type { RunId, SessionId } from "@mma-savant/core/conversation/ChatMessage"
import type { FrameBody, LoggedFrame } from "@mma-savant/core/conversation/ChatProtocol"
import { frameTime, keptFrames, knownRuns, stateTime } from "@mma-savant/core/conversation/LogRetention"
import { Clock, DateTime, Duration, Effect, Layer, Scope } from "effect"
import { ExpiringMap } from "./ExpiringMap.ts"

const frameMillis = Duration.toMillis(frameTime)
const stateMillis = Duration.toMillis(stateTime)

/** What there is to a log besides its frames. */
interface Log {
  readonly epoch: string
  readonly head: number
  /** Of the last run that began, 0 before the first. */
  readonly number: number
  readonly open: LogBounds["open"]
  /** The last runs that were told of beside it, the latest first. */
  readonly beside: ReadonlyArray<RunId>
}

const unbegun: Log = { epoch: "", head: 0, number: 0, open: null, beside: [] }

/** What is taken of a batch, and what it makes of the runs. */
const admit = (log: Log, bodies: ReadonlyArray<FrameBody>, pen: RunPen | null) => {
  const { beside, head } = log
  let { number, open } = log
  if (pen === null) return { taken: bodies, number, open, beside }
  if (pen.number === null) {
    const isKnown = beside.includes(pen.run)
    return {
      taken: isKnown ? [] : bodies,
      number,
      open,
      beside: isKnown ? beside : [pen.run, ...beside].slice(0, knownRuns)
    }
  }
  const taken: Array<FrameBody> = []
  for (const body of bodies) {
    const isOpen = open?.run === pen.run
    if (body.t === "run.start") {
      if (isOpen) continue
      if (open !== null || pen.number <= number) return new RunClosed({ run: pen.run })
      number = pen.number
      open = { run: pen.run, start: head + taken.length + 1 }
    } else if (!isOpen) return new RunClosed({ run: pen.run })
    else if (body.t === "run.end") open = null
    taken.push(body)
  }
  return { taken, number, open, beside }
}

export const layer = Layer.sync(ChatLog, () => {
  const logs = new ExpiringMap<SessionId, Log>()
  const frames = new ExpiringMap<SessionId, Array<LoggedFrame>>()
  const bells = new Map<SessionId, Set<() => void>>()

  const hang = (sessionId: SessionId, bell: () => void): void => {
    bells.set(sessionId, (bells.get(sessionId) ?? new Set()).add(bell))
  }

  const unhang = (sessionId: SessionId, bell: () => void): void => {
    const hung = bells.get(sessionId)
    hung?.delete(bell)
    if (hung?.size === 0) bells.delete(sessionId)
  }

  /** Cuts what need not be kept, once there is as much of it as is kept. */
  const cut = (all: Array<LoggedFrame>, { head, open }: Log): void => {
    const oldest = Math.min(head - keptFrames + 1, open?.start ?? head)
    const spare = oldest - (all[0]?.seq ?? oldest)
    if (spare >= keptFrames) all.splice(0, spare)
  }

  const ring = (sessionId: SessionId): void => {
    for (const bell of bells.get(sessionId) ?? []) bell()
  }

  /** The log, which begins where there is none. */
  const begun = (sessionId: SessionId, now: number): Log => {
    const there = logs.get(sessionId, now)
    if (there !== undefined) return there
    const log = { ...unbegun, epoch: crypto.randomUUID() }
    logs.set(sessionId, log, now + stateMillis, now)
    return log
  }

  return ChatLog.make({
    append: Effect.fnUntraced(function* (sessionId, bodies, pen) {
      const at = yield* DateTime.now
      const now = DateTime.toEpochMillis(at)
      const before = begun(sessionId, now)
      const admitted = admit(before, bodies, pen)
      if (admitted instanceof RunClosed) return yield* admitted
      const { beside, number, open, taken } = admitted
      if (taken.length === 0) return
      const ts = DateTime.formatIso(at)
      const all = frames.get(sessionId, now) ?? []
      for (const [index, body] of taken.entries()) {
        all.push({ ...body, v: 1, sid: sessionId, ts, seq: before.head + index + 1 })
      }
      const log = { epoch: before.epoch, head: before.head + taken.length, number, open, beside }
      cut(all, log)
      logs.set(sessionId, log, now + stateMillis, now)
      frames.set(sessionId, all, now + frameMillis, now)
      ring(sessionId)
    }),

    read: (sessionId, after, limit) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        const { epoch, head } = logs.get(sessionId, now) ?? unbegun
        const all = frames.get(sessionId, now) ?? []
        const start = Math.max(0, after + 1 - (all[0]?.seq ?? 1))
        return { epoch, head, frames: all.slice(start, start + limit) }
      }),

    bounds: (sessionId) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        const { epoch, head, open } = begun(sessionId, now)
        return { epoch, head, oldest: frames.get(sessionId, now)?.[0]?.seq ?? head + 1, open }
      }),

    forget: (sessionId) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        // What expires in this moment is there no more.
        logs.set(sessionId, unbegun, now, now)
        frames.set(sessionId, [], now, now)
        ring(sessionId)
      }),

    listen: (sessionId, ring) =>
      Effect.flatMap(Effect.scope, (scope) => {
        hang(sessionId, ring)
        return Scope.addFinalizer(
          scope,
          Effect.sync(() => unhang(sessionId, ring))
        )
      })
  })
})
