import type { RunNumber } from "@mma-savant/core/collection/CollectionRun"
import { Frontier, type Visit, WorkerId } from "@mma-savant/core/collection/Frontier"
import { type PageName, pageKinds, pageNamed } from "@mma-savant/core/collection/Page"
import { noOutcome, together } from "@mma-savant/core/collection/VisitOutcome"
import { Clock, DateTime, Effect, Layer, Option } from "effect"
import { MemoryVisits, type StoredVisit } from "./MemoryVisits.ts"

const keyOf = ({ page, run }: Pick<Visit, "run" | "page">) => `${run} ${page}`

const turnOf = ({ page }: StoredVisit): number => pageKinds.indexOf(pageNamed(page).kind)

export const layer = Layer.effect(
  Frontier,
  Effect.gen(function* () {
    const { living, visits } = yield* MemoryVisits
    let enlisted = 0

    const ofRun = (run: RunNumber) => [...visits.values()].filter((visit) => visit.run === run)

    const change = (visit: Visit, known: Partial<StoredVisit>) =>
      Effect.map(DateTime.now, (changedAt) => {
        const key = keyOf(visit)
        const before = visits.get(key)
        if (before !== undefined) visits.set(key, { ...before, worker: null, ...known, changedAt })
      })

    const add = (run: RunNumber, pages: ReadonlyArray<PageName>) =>
      Effect.map(DateTime.now, (changedAt) => {
        const fresh = [...new Set(pages)].filter((page) => !visits.has(keyOf({ run, page })))
        for (const page of fresh) {
          visits.set(keyOf({ run, page }), {
            run,
            page,
            state: "waiting",
            attempts: 0,
            dueAt: DateTime.toEpochMillis(changedAt),
            worker: null,
            cause: null,
            reason: "",
            outcome: null,
            changedAt
          })
        }
        return fresh.length
      })

    return Frontier.of({
      enlist: Effect.acquireRelease(
        Effect.sync(() => {
          const worker = WorkerId.make(++enlisted)
          living.add(worker)
          return worker
        }),
        (worker) => Effect.sync(() => void living.delete(worker))
      ),
      add,
      take: (run, worker) =>
        Effect.map(DateTime.now, (changedAt) => {
          const now = DateTime.toEpochMillis(changedAt)
          const [next] = ofRun(run)
            .filter(({ dueAt, state, worker: whose }) =>
              state === "waiting" ? dueAt <= now : state === "taken" && whose !== null && !living.has(whose)
            )
            .sort((a, b) => turnOf(a) - turnOf(b) || a.dueAt - b.dueAt)
          if (next === undefined) return Option.none()
          const attempts = next.attempts + 1
          visits.set(keyOf(next), { ...next, state: "taken", attempts, worker, changedAt })
          return Option.some({ run, page: next.page, attempt: attempts })
        }),
      finish: (visit, outcome, next) => Effect.andThen(add(visit.run, next), change(visit, { state: "done", outcome })),
      postpone: (visit, until) => change(visit, { state: "waiting", dueAt: DateTime.toEpochMillis(until) }),
      bury: (visit, cause, reason) => change(visit, { state: "dead", cause, reason }),
      counts: (run) =>
        Effect.map(Clock.currentTimeMillis, (now) => {
          const all = ofRun(run)
          const of = (state: StoredVisit["state"]) => all.filter((visit) => visit.state === state)
          const waiting = of("waiting")
          return {
            waiting: waiting.length,
            taken: of("taken").length,
            done: of("done").length,
            dead: of("dead").length,
            changed: all.filter(({ cause }) => cause === "changed").length,
            nextDue: waiting.length === 0 ? null : Math.max(0, Math.min(...waiting.map(({ dueAt }) => dueAt)) - now)
          }
        }),
      outcome: (run) =>
        Effect.sync(() =>
          ofRun(run).reduce((sum, { outcome }) => (outcome === null ? sum : together(sum, outcome)), noOutcome)
        )
    })
  })
)
