import { CollectionLog } from "@mma-savant/core/collection/CollectionLog"
import { type CollectionRun, RunNumber } from "@mma-savant/core/collection/CollectionRun"
import { noOutcome } from "@mma-savant/core/collection/VisitOutcome"
import { DateTime, Effect, Layer, Option } from "effect"
import { MemoryTables } from "./MemoryTables.ts"

export const layer = Layer.effect(
  CollectionLog,
  Effect.gen(function* () {
    const { findings, runs } = yield* MemoryTables
    const requests = new Map<RunNumber, number>()
    const ordered = new Map<string, RunNumber>()
    return CollectionLog.of({
      begin: (plan, order) =>
        Effect.map(DateTime.now, (startedAt) => {
          const known = order === undefined ? undefined : ordered.get(order)
          if (known !== undefined) return runs.get(known)!
          const number = RunNumber.make(runs.size + 1)
          const run: CollectionRun = {
            number,
            plan,
            status: "running",
            startedAt,
            finishedAt: null,
            outcome: noOutcome
          }
          runs.set(number, run)
          if (order !== undefined) ordered.set(order, number)
          return run
        }),
      settle: (number, status, outcome) =>
        Effect.map(DateTime.now, (now) => {
          const known = runs.get(number)
          if (known === undefined) throw new Error(`there is no run ${number}`)
          const run = { ...known, status, outcome, finishedAt: status === "running" ? null : now }
          runs.set(number, run)
          return run
        }),
      spend: (number) =>
        Effect.sync(() => {
          const most = runs.get(number)?.plan.maxRequests ?? null
          const sent = requests.get(number) ?? 0
          if (most !== null && sent >= most) return false
          requests.set(number, sent + 1)
          return true
        }),
      note: (number, found) =>
        Effect.sync(() => void findings.set(number, [...(findings.get(number) ?? []), ...found])),
      find: (number) => Effect.sync(() => Option.fromUndefinedOr(runs.get(number))),
      underway: Effect.sync(() =>
        [...ordered].flatMap(([order, run]) => (runs.get(run)?.status === "running" ? [{ run, order }] : []))
      ),
      runs: (limit) => Effect.sync(() => [...runs.values()].toReversed().slice(0, limit)),
      findings: (number, after, limit) => Effect.sync(() => (findings.get(number) ?? []).slice(after, after + limit))
    })
  })
)
