import { Context, type Effect, type Stream } from "effect"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { RunId } from "./ChatMessage.ts"

/**
 * Word to the owner of a run, whichever program that is, that the record holds news of it. A lost word costs the time
 * until the owner renews its lease, never the news itself. Laws: `contract/RunSignals.ts`.
 */
export class RunSignals extends Context.Service<
  RunSignals,
  {
    readonly ring: (run: RunId) => Effect.Effect<void, StoreUnavailable>
    /** The runs that anybody rings for, from the moment the stream runs. It never ends: it outlives losses of the store. */
    readonly rings: Stream.Stream<RunId>
  }
>()("@mma-savant/core/conversation/RunSignals") {}
