import { Effect } from "effect"
import type { CallTokens, ModelCall } from "../llm/ModelCall.ts"
import type { AnswerUsage } from "./ChatProtocol.ts"

/** What the calls told together; null where none did. */
const sum = (counts: ReadonlyArray<number | null>): number | null =>
  counts.reduce((total, count) => (count === null ? total : (total ?? 0) + count), null)

/** The calls of models that one run makes, in the order in which they end. */
export class RunCalls {
  private readonly ended: Array<ModelCall> = []

  /** Takes a call that has ended. */
  readonly log = (call: ModelCall): Effect.Effect<void> => Effect.sync(() => void this.ended.push(call))

  /** Those so far. */
  get all(): ReadonlyArray<ModelCall> {
    return [...this.ended]
  }

  /** What they used; nothing is told where no call has told it. */
  get usage(): AnswerUsage {
    const count = (key: keyof CallTokens) => sum(this.ended.map(({ tokens }) => tokens[key]))
    const cost = sum(this.ended.map(({ cost }) => cost))
    return {
      input: count("input"),
      cacheRead: count("cacheRead"),
      cacheWrite: count("cacheWrite"),
      output: count("output"),
      reasoning: count("reasoning"),
      costMicroUsd: cost === null ? null : Math.round(cost * 1_000_000),
      estimated: this.ended.some(({ estimated }) => estimated)
    }
  }

  /** The model that had the last word; null while there is none. */
  get last(): { readonly provider: string; readonly model: string } | null {
    const call = this.ended.findLast(({ outcome }) => outcome === "completed") ?? this.ended.at(-1)
    return call === undefined ? null : { provider: call.provider, model: call.model }
  }
}
