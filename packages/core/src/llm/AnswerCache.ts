import { Context, type Duration, type Effect, type Option } from "effect"
import type { StoreUnavailable } from "../StoreUnavailable.ts"

/**
 * Texts that need not be made again. What is kept is given back letter by letter until its lifetime is over, and may be
 * forgotten before, to make room. Laws: `contract/AnswerCache.ts`.
 */
export class AnswerCache extends Context.Service<
  AnswerCache,
  {
    /** Whether other servers find what this one keeps. */
    readonly isShared: boolean
    readonly get: (key: string) => Effect.Effect<Option.Option<string>, StoreUnavailable>
    /** Keeps a text in place of the one that the key had, at least a millisecond. */
    readonly set: (key: string, text: string, lifetime: Duration.Duration) => Effect.Effect<void, StoreUnavailable>
  }
>()("@mma-savant/core/llm/AnswerCache") {}
