import type { EndedStatus } from "@mma-savant/core/conversation/ChatMessage"
import { longestWait, mostReaped, RunLeases } from "@mma-savant/core/conversation/RunLeases"
import type { OwnedRun, RunRef } from "@mma-savant/core/conversation/Turn"
import { Clock, Duration, Effect, Layer, Option } from "effect"
import { MemoryUsers } from "./MemoryUsers.ts"
import type { StoredRun, Talk } from "./Talks.ts"

const isQueued = ({ status }: StoredRun): boolean => status === "queued"

const isRunning = ({ status }: StoredRun): boolean => status === "streaming"

const refOf = ({ facts: { answerId, run, sessionId } }: StoredRun): RunRef => ({ sessionId, run, answerId })

const uncounted = (status: EndedStatus) => ({ status, isCharged: false })

const make = Effect.map(MemoryUsers, ({ talks }) => {
  const lineOf = (sessionId: OwnedRun["sessionId"]): Talk["line"] => talks.get(sessionId)?.line ?? []

  /** Whether somebody else must look after a run. */
  const isLost = (run: StoredRun, now: number): boolean =>
    isQueued(run) ? run.askedAt + Duration.toMillis(longestWait) <= now : run.leaseUntil <= now

  /** The end of a run that is lost: the one it had, or `interrupted`. */
  const endOf = (run: StoredRun, now: number): EndedStatus => {
    const { status } = run
    if (status !== "queued" && status !== "streaming") return status
    talks.end(run, uncounted("interrupted"), now)
    return "interrupted"
  }

  // Whatever looks and then writes does so in one step, between which no other fiber runs.
  return RunLeases.of({
    take: (sessionId, owner) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        const [first] = lineOf(sessionId)
        return first !== undefined && isQueued(first) ? Option.some(talks.start(first, owner, now)) : Option.none()
      }),

    renew: (owner, told) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        for (const run of told) talks.forget(run)
        const own = [...talks.open.values()].filter((run) => run.owner === owner && isRunning(run))
        for (const run of own) talks.hold(run, owner, now)
        return own.map(({ choice, facts, isStopped }) => ({ run: facts.run, isStopped, choice }))
      }),

    reap: (owner) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        const lost = [...talks.open.values()].filter((run) => isLost(run, now)).slice(0, mostReaped)
        const untold = lost.map((run) => {
          const status = endOf(run, now)
          return { ...talks.hold(run, owner, now), status, hasBegun: run.hasBegun }
        })
        const busy = new Set([...talks.open.values()].flatMap((run) => (isQueued(run) ? [] : run.facts.sessionId)))
        const taken: Array<OwnedRun> = []
        for (const run of talks.open.values()) {
          const { sessionId } = run.facts
          if (taken.length === mostReaped || busy.has(sessionId)) continue
          busy.add(sessionId)
          if (!isLost(run, now)) taken.push(talks.start(run, owner, now))
        }
        return { untold, taken }
      }),

    stop: (sessionId, id) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        const run = lineOf(sessionId).find(({ facts }) => facts.run === id)
        if (run === undefined) return Option.none()
        const wasQueued = isQueued(run)
        if (wasQueued) talks.end(run, uncounted("cancelled"), now)
        else run.isStopped = true
        return Option.some({ ...run.facts, wasQueued })
      }),

    current: (sessionId) =>
      Effect.sync(() => {
        const line = lineOf(sessionId)
        return { running: line.filter(isRunning).map(refOf)[0] ?? null, queued: line.filter(isQueued).map(refOf) }
      }),

    inquire: (id, inquiry) =>
      Effect.sync(() => {
        const run = talks.open.get(id)
        if (run === undefined || !isRunning(run)) return
        run.inquiry = inquiry
        run.choice = null
      }),

    inquiry: (sessionId, askId) =>
      Effect.sync(() => {
        for (const { choice, facts, inquiry } of lineOf(sessionId)) {
          if (inquiry?.askId === askId && choice === null) return Option.some({ run: facts.run, inquiry })
        }
        return Option.none()
      }),

    choose: (id, askId, choice) =>
      Effect.sync(() => {
        const run = talks.open.get(id)
        if (run?.inquiry?.askId !== askId || run.choice !== null) return false
        run.choice = choice
        return true
      })
  })
})

export const layer = Layer.effect(RunLeases, make)
