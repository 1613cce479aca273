import { type Block, HostGate } from "@mma-savant/core/collection/HostGate"
import { Clock, DateTime, Duration, Effect, Layer } from "effect"

export const layer = Layer.sync(HostGate, () => {
  const turns = new Map<string, number>()
  const penalties = new Map<string, number>()
  const blocks = new Map<string, Block>()
  const all = () => [...blocks.values()].sort((a, b) => (a.host < b.host ? -1 : 1))
  return HostGate.of({
    takeTurn: (host, interval) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        const turn = Math.max(turns.get(host) ?? 0, penalties.get(host) ?? 0, now)
        turns.set(host, turn + Duration.toMillis(interval))
        return turn - now
      }),
    standing: (host) =>
      Effect.map(Clock.currentTimeMillis, (now) => ({
        penalty: Math.max(0, (penalties.get(host) ?? 0) - now),
        block: blocks.get(host) ?? null
      })),
    penalize: (host, wait) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        penalties.set(host, Math.max(penalties.get(host) ?? 0, now + Duration.toMillis(wait)))
      }),
    block: (block) =>
      Effect.map(DateTime.now, (since) => {
        if (!blocks.has(block.host)) blocks.set(block.host, { ...block, since })
      }),
    blocks: Effect.sync(all),
    reset: (host) =>
      Effect.sync(() => {
        const closed = all().filter((block) => host === null || block.host === host)
        for (const block of closed) blocks.delete(block.host)
        return closed
      })
  })
})
