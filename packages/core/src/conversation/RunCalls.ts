import { Effect } from "effect"
import type { TokenUsage } from "../llm/AgentEvent.ts"
import type { ModelCall } from "../llm/ModelCall.ts"

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

  /** What they used; null while there are none. */
  get tokens(): TokenUsage | null {
    if (this.ended.length === 0) return null
    return {
      input: sum(this.ended.map(({ tokens }) => tokens.input)),
      output: sum(this.ended.map(({ tokens }) => tokens.output))
    }
  }

  /** The model that had the last word; null while there is none. */
  get last(): { readonly provider: string; readonly model: string } | null {
    const call = this.ended.findLast(({ outcome }) => outcome === "completed") ?? this.ended.at(-1)
    return call === undefined ? null : { provider: call.provider, model: call.model }
  }
}
