import { type DeadLetterScope, DeadLetters } from "@mma-savant/core/collection/DeadLetters"
import { DateTime, Effect, Layer } from "effect"
import { MemoryVisits, type StoredVisit } from "./MemoryVisits.ts"

const letterOf = ({ attempts, cause, changedAt, page, reason, run }: StoredVisit) => ({
  run,
  page,
  attempts,
  // What is dead has a cause.
  cause: cause!,
  reason,
  since: changedAt
})

/** They are the visits that were given up. */
export const layer = Layer.effect(
  DeadLetters,
  Effect.gen(function* () {
    const { visits } = yield* MemoryVisits
    const within = ({ page, run }: DeadLetterScope) =>
      [...visits].filter(
        ([, visit]) =>
          visit.state === "dead" &&
          (run === undefined || visit.run === run) &&
          (page === undefined || visit.page === page)
      )
    return DeadLetters.of({
      list: (scope, limit) =>
        Effect.sync(() =>
          within(scope)
            .map(([, visit]) => letterOf(visit))
            .sort((a, b) => DateTime.toEpochMillis(b.since) - DateTime.toEpochMillis(a.since) || b.run - a.run)
            .slice(0, limit)
        ),
      replay: (scope) =>
        Effect.map(DateTime.now, (changedAt) =>
          within(scope).map(([key, visit]) => {
            const dueAt = DateTime.toEpochMillis(changedAt)
            visits.set(key, { ...visit, state: "waiting", attempts: 0, cause: null, reason: "", dueAt, changedAt })
            return letterOf(visit)
          })
        ),
      purge: (scope) =>
        Effect.sync(() => {
          const dead = within(scope)
          for (const [key] of dead) visits.delete(key)
          return dead.length
        })
    })
  })
)
