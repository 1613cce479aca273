import { Clock, Context, Duration, Effect, FiberHandle, FiberMap, Layer, Option, Schedule, Stream } from "effect"
import { AnsweringModels } from "../llm/AnsweringModels.ts"
import { AnswerRun } from "./AnswerRun.ts"
import { ChatLog } from "./ChatLog.ts"
import type { EndedStatus, RunId, SessionId } from "./ChatMessage.ts"
import type { FrameBody } from "./ChatProtocol.ts"
import type { UntoldRun } from "./FoundRuns.ts"
import { RunHold } from "./RunHold.ts"
import { leaseRenewal, RunLeases } from "./RunLeases.ts"
import { makeRunLog } from "./RunLog.ts"
import { RunSignals } from "./RunSignals.ts"
import { type Ask, Instance, type OwnedRun, type StoredTurn } from "./Turn.ts"

/** Ends of runs that are told at once. */
const toldAtOnce = 8

/**
 * Looks after the runs of this program, and after those that others have left. A run is this program's while it renews
 * its lease; what its user wants of it is in the record, where a ring makes it look at once.
 */
export class RunKeeper extends Context.Service<
  RunKeeper,
  {
    /** Who new runs belong to; null while the program is stopping: then they wait for another one. */
    readonly owner: Effect.Effect<Instance | null>
    /** Tells a session of frames that belong to no run; a log that cannot be reached misses them. */
    readonly tell: (sessionId: SessionId, bodies: ReadonlyArray<FrameBody>) => Effect.Effect<void>
    /** Tells of a turn that was just stored and of what it ended, and starts its run if that is not to wait. */
    readonly begin: (sessionId: SessionId, ask: Ask, turn: StoredTurn) => Effect.Effect<void>
    /** Tells the end of a run that another program gave, or that never began. */
    readonly tellEnd: (run: UntoldRun) => Effect.Effect<void>
    /** Lets the owner of a run know that the record has news of it. */
    readonly notify: (run: RunId) => Effect.Effect<void>
    /** Takes no more runs and waits for those underway, as long as the patience lasts; the rest end as `interrupted`. */
    readonly drain: (patience: Duration.Duration) => Effect.Effect<void>
  }
>()("@mma-savant/core/conversation/RunKeeper") {
  static readonly layer = Layer.effect(
    RunKeeper,
    Effect.gen(function* () {
      const answers = yield* AnswerRun
      const models = yield* AnsweringModels
      const leases = yield* RunLeases
      const signals = yield* RunSignals
      const log = yield* ChatLog
      const runLog = yield* makeRunLog
      const running = yield* FiberMap.make<RunId, void, never>()
      const telling = yield* FiberHandle.make<void, never>()
      const holds = new Map<RunId, RunHold>()
      const told = new Set<RunId>()
      const instance = Instance.make(crypto.randomUUID())
      let isDraining = false

      /** Beginning and end of a run, of which the former is left out where it was told. */
      const bothEnds = ({ answerId, model: chosen, questionId, run }: OwnedRun, status: EndedStatus) => {
        const { model, provider } = Option.getOrElse(models.get(chosen), () => models.usual)
        return [
          { t: "run.start", run, d: { run, messageId: answerId, parentId: questionId, provider, model } },
          { t: "run.end", run, d: { status, messageId: answerId } }
        ] as const satisfies ReadonlyArray<FrameBody>
      }

      /** Gives an answer, and then that of the question that waits behind it. */
      const start = (owned: OwnedRun): Effect.Effect<void> =>
        Effect.gen(function* () {
          const { run, sessionId } = owned
          const hold = new RunHold()
          holds.set(run, hold)
          if (yield* answers.give(owned, hold)) told.add(run)
          holds.delete(run)
          if (isDraining) return
          const next = yield* leases.take(sessionId, instance)
          if (Option.isSome(next)) yield* start(next.value)
        }).pipe(
          Effect.catch((error) => Effect.logWarning("the next question of a session waits", error)),
          Effect.uninterruptible,
          (answering) => Effect.asVoid(FiberMap.run(running, owned.run, answering))
        )

      /** Looks at the record: renews what is ours, and does with it what its users want. */
      const look = Effect.gen(function* () {
        const mine = [...holds]
        const reported = [...told]
        const held = new Map((yield* leases.renew(instance, reported)).map((run) => [run.run, run]))
        for (const run of reported) told.delete(run)
        for (const [run, hold] of mine) {
          const { choice, isStopped } = held.get(run) ?? { choice: null, isStopped: false }
          hold.isCancelled ||= isStopped
          if (choice !== null) yield* hold.choose(choice)
          // What the record does not know as ours any more, others have ended.
          if (isStopped || !held.has(run))
            Option.map(FiberMap.getUnsafe(running, run), (fiber) => fiber.interruptUnsafe())
        }
      })

      const tellEnd = Effect.fnUntraced(
        function* (ended: UntoldRun) {
          yield* runLog.tellOver(ended, ...bothEnds(ended, ended.status))
          told.add(ended.run)
        },
        Effect.catch((error) => Effect.logWarning("the end of a run is left to others", error))
      )

      /** Telling may take its time, in which what is ours must be renewed. */
      const reap = Effect.gen(function* () {
        const { taken, untold } = yield* leases.reap(instance)
        yield* Effect.forEach(taken, start, { discard: true })
        if (untold.length === 0) return
        yield* Effect.logWarning("runs were left by their owners", { runs: untold.length })
        yield* FiberHandle.run(telling, Effect.forEach(untold, tellEnd, { discard: true, concurrency: toldAtOnce }))
      })

      let renewedAt = Number.NEGATIVE_INFINITY
      const beat = Effect.gen(function* () {
        const now = yield* Clock.currentTimeMillis
        yield* look
        // After an outage of the record, others have to renew what is theirs before anything is taken from them.
        const isSteady = now - renewedAt < 2 * Duration.toMillis(leaseRenewal)
        renewedAt = now
        const isTelling = Option.isSome(FiberHandle.getUnsafe(telling))
        if (isSteady && !isDraining && !isTelling) yield* reap
      })

      yield* beat.pipe(
        Effect.catch((error) => Effect.logWarning("the leases of runs could not be renewed", error)),
        Effect.repeat(Schedule.spaced(leaseRenewal)),
        Effect.forkScoped
      )
      const lookIfMine = (run: RunId) =>
        holds.has(run)
          ? Effect.catch(look, (error) => Effect.logWarning("news of a run could not be looked at", error))
          : Effect.void
      yield* Effect.forkScoped(Stream.runForEach(signals.rings, lookIfMine))

      const tell = (sessionId: SessionId, bodies: ReadonlyArray<FrameBody>) =>
        Effect.catch(log.append(sessionId, bodies, null), (error) =>
          Effect.logWarning("the log of a session took no frames", error)
        )

      const notify = (run: RunId) =>
        holds.has(run)
          ? lookIfMine(run)
          : Effect.catch(signals.ring(run), (error) => Effect.logWarning("nobody was told of a run", error))

      return RunKeeper.of({
        owner: Effect.sync(() => (isDraining ? null : instance)),
        tell,
        tellEnd,
        notify,

        begin: Effect.fn("RunKeeper.begin")(function* (sessionId, ask, turn) {
          const { cancelled, owned, parentId, questionId: id, stopping } = turn
          for (const waiting of cancelled) yield* tellEnd({ ...waiting, status: "cancelled", hasBegun: false })
          if (ask.kind !== "regenerate") {
            const parts = [{ kind: "text" as const, text: ask.text }]
            yield* tell(sessionId, [{ t: "message", d: { id, parentId, role: "user", parts, status: "completed" } }])
          }
          if (stopping !== null) yield* notify(stopping)
          if (owned !== null) yield* start(owned)
        }),

        drain: Effect.fn("RunKeeper.drain")(function* (patience) {
          isDraining = true
          yield* Effect.timeoutOption(FiberMap.awaitEmpty(running), patience)
          yield* FiberMap.clear(running)
          // What waits behind them need not wait for their leases to be over.
          yield* Effect.catch(look, (error) => Effect.logWarning("the ends of runs could not be reported", error))
        })
      })
    })
  )
}
