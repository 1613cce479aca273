import type { CallTokens } from "@mma-savant/core/llm/ModelCall"
import { modelName } from "@mma-savant/core/llm/ModelConfig"
import { type UsageEntry, UsageLedger } from "@mma-savant/core/llm/UsageLedger"
import { mostUsageDays, type UsageBy, type UsageRow } from "@mma-savant/core/llm/UsageReport"
import { DateTime, Effect, Layer } from "effect"
import { MemoryUsers } from "./MemoryUsers.ts"

const dayOf = ({ at }: UsageEntry): string => DateTime.formatIsoDateUtc(at)

const keyOf: Readonly<Record<UsageBy, (entry: UsageEntry) => string | null>> = {
  day: dayOf,
  model: ({ call }) => modelName(call),
  user: ({ userId }) => (userId === null ? null : String(userId))
}

type Numbers = ReadonlyArray<number | null>

const known = (numbers: Numbers): ReadonlyArray<number> => numbers.filter((number) => number !== null)

const sum = (numbers: Numbers): number | null => {
  const told = known(numbers)
  return told.length === 0 ? null : told.reduce((total, number) => total + number)
}

const median = (numbers: Numbers): number | null => {
  const sorted = known(numbers).toSorted((a, b) => a - b)
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}

const rowOf = (key: string | null, entries: ReadonlyArray<UsageEntry>): UsageRow => {
  const calls = entries.map(({ call }) => call)
  const completed = calls.filter(({ outcome }) => outcome === "completed")
  const tokens = (of: keyof CallTokens) => sum(calls.map(({ tokens }) => tokens[of]))
  return {
    key,
    calls: calls.length,
    failed: calls.filter(({ outcome }) => outcome === "failed").length,
    tokens: {
      input: tokens("input"),
      cacheRead: tokens("cacheRead"),
      cacheWrite: tokens("cacheWrite"),
      output: tokens("output"),
      reasoning: tokens("reasoning")
    },
    cost: sum(calls.map(({ cost }) => cost)),
    medianFirstTokenMs: median(completed.map(({ firstTokenMs }) => firstTokenMs)),
    medianTotalMs: median(completed.map(({ totalMs }) => totalMs))
  }
}

/** Text as Postgres compares it by its bytes, nothing last. */
const byKey = ({ key: a }: UsageRow, { key: b }: UsageRow): number =>
  a === b ? 0 : a === null ? 1 : b === null || a < b ? -1 : 1

const byCost = (a: UsageRow, b: UsageRow): number => (b.cost ?? -1) - (a.cost ?? -1) || b.calls - a.calls || byKey(a, b)

export const layer = Layer.effect(
  UsageLedger,
  Effect.map(MemoryUsers, ({ accounts, usage }) =>
    UsageLedger.of({
      record: (entries) =>
        Effect.sync(() => {
          for (const entry of entries) {
            const isKnown = entry.userId !== null && accounts.has(entry.userId)
            usage.push(isKnown ? entry : { ...entry, userId: null })
          }
        }),
      report: ({ by, from, to, userId }) =>
        Effect.sync(() => {
          const meant = usage.filter((entry) => {
            const day = dayOf(entry)
            return day >= from && day <= to && (userId === null || entry.userId === userId)
          })
          const rows = [...Map.groupBy(meant, keyOf[by])].map(([key, entries]) => rowOf(key, entries))
          return by === "day" ? rows.sort(byKey).slice(0, mostUsageDays) : rows.sort(byCost).slice(0, 100)
        })
    })
  )
)
