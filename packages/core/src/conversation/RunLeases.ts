import { Context, Duration, type Effect, type Option } from "effect"
import type { StoreUnavailable } from "../StoreUnavailable.ts"
import type { RunId, SessionId } from "./ChatMessage.ts"
import type { HeldRun, Reaped, SessionRuns } from "./FoundRuns.ts"
import type { Inquiry } from "./Inquiry.ts"
import type { Instance, OwnedRun } from "./Turn.ts"

/** How long a run is its owner's without a word of it, and how often its owner should give one. */
export const leaseTime: Duration.Duration = Duration.seconds(15)
export const leaseRenewal: Duration.Duration = Duration.seconds(5)

/** A run that nobody could take for so long is not answered any more: whoever asked has gone. */
export const longestWait: Duration.Duration = Duration.minutes(10)

/** The most runs of a kind that are reaped at once. */
export const mostReaped = 100

/**
 * Who gives which answer. At most one run of a session is running at a time, and it is one owner's as long as that one
 * renews it. Laws: `contract/RunLeases.ts`.
 */
export class RunLeases extends Context.Service<
  RunLeases,
  {
    /** The first waiting run of a session, unless one is running: it is the owner's now, and `streaming`. */
    readonly take: (sessionId: SessionId, owner: Instance) => Effect.Effect<Option.Option<OwnedRun>, StoreUnavailable>
    /**
     * The running runs of an owner, which are its own for another {@link leaseTime}. The ends of those that are `told`
     * are known to everybody, and are looked for no more.
     */
    readonly renew: (
      owner: Instance,
      told: ReadonlyArray<RunId>
    ) => Effect.Effect<ReadonlyArray<HeldRun>, StoreUnavailable>
    /**
     * Ends every run whose lease is over as `interrupted`, with the parts it has and uncounted; and takes the first
     * waiting run of every session that has none running and none that waits for its end to be told. Those that have
     * waited for {@link longestWait} end as `interrupted` too. At most {@link mostReaped} of each.
     */
    readonly reap: (owner: Instance) => Effect.Effect<Reaped, StoreUnavailable>
    /**
     * Marks a running run of the session to be stopped, and ends a waiting one as `cancelled`, uncounted. None for a run
     * that is over, or of another session.
     */
    readonly stop: (
      sessionId: SessionId,
      run: RunId
    ) => Effect.Effect<Option.Option<OwnedRun & { readonly wasQueued: boolean }>, StoreUnavailable>
    readonly current: (sessionId: SessionId) => Effect.Effect<SessionRuns, StoreUnavailable>
    /** Keeps what a running run asks back, in the place of what it asked before; null when it waits no longer. */
    readonly inquire: (run: RunId, inquiry: Inquiry | null) => Effect.Effect<void, StoreUnavailable>
    /** The run that waits for an answer to this, with what it asks. */
    readonly inquiry: (
      sessionId: SessionId,
      askId: Inquiry["askId"]
    ) => Effect.Effect<Option.Option<{ readonly run: RunId; readonly inquiry: Inquiry }>, StoreUnavailable>
    /** Answers it; false where it was answered before, or is asked no more. Of many at once one is true. */
    readonly choose: (run: RunId, askId: Inquiry["askId"], choice: number) => Effect.Effect<boolean, StoreUnavailable>
  }
>()("@mma-savant/core/conversation/RunLeases") {}
