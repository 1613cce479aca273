import { appendFile, readFile } from "node:fs/promises"
import { CollectionLog, CollectionRun, Finding, noOutcome, RunNumber, StoreUnavailable } from "@mma-savant/core"
import { DateTime, Effect, Layer, Option, Schema, Semaphore } from "effect"

/** A state of a run, the last of which holds, the order it was begun for, a request that it sent, or findings of it. */
const Entry = Schema.Union([
  Schema.Struct({ run: CollectionRun }),
  Schema.Struct({ order: Schema.String, begun: RunNumber }),
  Schema.Struct({ spent: RunNumber }),
  Schema.Struct({ of: RunNumber, findings: Schema.Array(Finding) })
])
const Line = Schema.fromJsonString(Schema.toCodecJson(Entry))
const encode = Schema.encodeEffect(Line)
const decode = Schema.decodeEffect(Line)

const unavailable = (cause: unknown) => new StoreUnavailable({ store: "file", cause })

/** The log in a file that exists or will be made; its directory must exist. One program writes it at a time. */
export const layer = (file: string) =>
  Layer.effect(
    CollectionLog,
    Effect.gen(function* () {
      const turn = yield* Semaphore.make(1)

      const append = (entry: typeof Entry.Type) =>
        Effect.flatMap(Effect.orDie(encode(entry)), (line) =>
          Effect.tryPromise({ try: () => appendFile(file, `${line}\n`), catch: unavailable })
        )
      const entries = Effect.gen(function* () {
        const text = yield* Effect.tryPromise({
          try: () => readFile(file, { encoding: "utf8", flag: "a+" }),
          catch: unavailable
        })
        return yield* Effect.forEach(text.split("\n").filter(Boolean), (line) => Effect.orDie(decode(line)))
      })
      const known = Effect.map(
        entries,
        (all) => new Map(all.flatMap((entry) => ("run" in entry ? [[entry.run.number, entry.run] as const] : [])))
      )
      const orders = Effect.map(entries, (all) => all.flatMap((entry) => ("order" in entry ? [entry] : [])))
      const write = (run: CollectionRun) => Effect.as(append({ run }), run)

      return CollectionLog.of({
        begin: (plan, order) =>
          turn.withPermits(1)(
            Effect.gen(function* () {
              const runs = yield* known
              const begun = (yield* orders).find((entry) => entry.order === order)
              if (begun !== undefined) return runs.get(begun.begun)!
              const number = RunNumber.make(runs.size + 1)
              if (order !== undefined) yield* append({ order, begun: number })
              const startedAt = yield* DateTime.now
              return yield* write({ number, plan, status: "running", startedAt, finishedAt: null, outcome: noOutcome })
            })
          ),
        settle: (number, status, outcome) =>
          turn.withPermits(1)(
            Effect.gen(function* () {
              const run = (yield* known).get(number)
              if (run === undefined) return yield* Effect.die(new Error(`there is no run ${number}`))
              const finishedAt = status === "running" ? null : yield* DateTime.now
              return yield* write({ ...run, status, outcome, finishedAt })
            })
          ),
        spend: (number) =>
          turn.withPermits(1)(
            Effect.gen(function* () {
              const run = (yield* known).get(number)
              const sent = (yield* entries).filter((entry) => "spent" in entry && entry.spent === number).length
              if (run?.plan.maxRequests != null && sent >= run.plan.maxRequests) return false
              yield* append({ spent: number })
              return true
            })
          ),
        note: (number, findings) => append({ of: number, findings }),
        find: (number) => Effect.map(known, (runs) => Option.fromUndefinedOr(runs.get(number))),
        underway: Effect.gen(function* () {
          const runs = yield* known
          return (yield* orders).flatMap(({ begun, order }) =>
            runs.get(begun)?.status === "running" ? [{ run: begun, order }] : []
          )
        }),
        runs: (limit) => Effect.map(known, (runs) => [...runs.values()].toReversed().slice(0, limit)),
        findings: (number, after, limit) =>
          Effect.map(entries, (all) =>
            all
              .flatMap((entry) => ("of" in entry && entry.of === number ? entry.findings : []))
              .slice(after, after + limit)
          )
      })
    })
  )
