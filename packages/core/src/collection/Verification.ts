import type { Scraped } from "./Scraped.ts"

export type VerifiedKind = "fighters" | "events" | "matches"

/** A field that two stores of facts tell differently, and why that may be. */
export interface Conflict {
  readonly kind: VerifiedKind
  readonly key: string
  readonly field: string
  readonly stored: unknown
  readonly told: unknown
  readonly reason: "renamed" | "corrected" | "unlike"
}

/** What one kind of fact comes to. */
export interface VerifiedTable {
  readonly equal: number
  /** Keys that the data set has, and the store does not; and the other way round. */
  readonly missing: ReadonlyArray<string>
  readonly beyond: ReadonlyArray<string>
}

export interface Verification {
  readonly tables: Readonly<Record<VerifiedKind, VerifiedTable>>
  readonly conflicts: ReadonlyArray<Conflict>
}

type Facts = Readonly<Record<string, unknown>>
type Tables = Readonly<Record<VerifiedKind, ReadonlyMap<string, Facts>>>

const tablesOf = (batches: Iterable<Scraped>): Tables => {
  const tables = {
    fighters: new Map<string, Facts>(),
    events: new Map<string, Facts>(),
    matches: new Map<string, Facts>()
  }
  for (const batch of batches) {
    if (batch._tag === "Fighters")
      for (const { facts } of batch.fighters) tables.fighters.set(facts.ufcstatsId, { ...facts })
    if (batch._tag === "Events") for (const event of batch.events) tables.events.set(event.ufcstatsId, { ...event })
    if (batch._tag === "Matches") {
      for (const { corners, ...match } of batch.matches) {
        // Which side stands first differs between sources; who did what does not.
        const sides = [...corners].sort((a, b) => ((a.fighterKey ?? a.name) < (b.fighterKey ?? b.name) ? -1 : 1))
        const named = Object.fromEntries(
          sides.flatMap(({ corner: _, name, ...side }, at) =>
            Object.entries({ ...side, ...(side.fighterKey === null ? { name } : {}) }).map(([field, value]) => [
              `side ${at + 1} ${field}`,
              value
            ])
          )
        )
        tables.matches.set(match.ufcstatsId, { ...match, ...named })
      }
    }
  }
  return tables
}

const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || value === false || (Array.isArray(value) && value.length === 0)

const same = (a: unknown, b: unknown): boolean => {
  if (a === b) return true
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...keys].every((key) => same((a as Facts)[key], (b as Facts)[key]))
}

const corrections: ReadonlySet<string> = new Set([
  "method",
  "methodDetail",
  "details",
  "judges",
  "referee",
  "title",
  "status"
])

const reasonOf = (field: string): Conflict["reason"] =>
  field === "name" || field === "nickname"
    ? "renamed"
    : corrections.has(field) || field.endsWith(" result")
      ? "corrected"
      : "unlike"

/**
 * Holds what is stored against a data set: what either has alone, and the fields that both know and tell differently. What
 * the data set does not say is no conflict.
 */
export const verify = (stored: Iterable<Scraped>, told: Iterable<Scraped>): Verification => {
  const [here, there] = [tablesOf(stored), tablesOf(told)]
  const conflicts: Array<Conflict> = []
  const table = (kind: VerifiedKind): VerifiedTable => {
    let equal = 0
    for (const [key, facts] of there[kind]) {
      const known = here[kind].get(key)
      if (known === undefined) continue
      const unlike = Object.entries(facts).filter(([field, value]) => !isNothing(value) && !same(known[field], value))
      if (unlike.length === 0) equal++
      for (const [field, value] of unlike) {
        conflicts.push({ kind, key, field, stored: known[field] ?? null, told: value, reason: reasonOf(field) })
      }
    }
    const without = (a: ReadonlyMap<string, Facts>, b: ReadonlyMap<string, Facts>) =>
      [...a.keys()].filter((key) => !b.has(key))
    return { equal, missing: without(there[kind], here[kind]), beyond: without(here[kind], there[kind]) }
  }
  return { tables: { fighters: table("fighters"), events: table("events"), matches: table("matches") }, conflicts }
}
