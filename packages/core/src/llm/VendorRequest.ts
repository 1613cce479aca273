import { Cause, Duration, Effect, type Scope } from "effect"

/** Ends a request at the vendor when the scope closes. */
export const requestSignal: Effect.Effect<AbortSignal, never, Scope.Scope> = Effect.map(
  Effect.acquireRelease(
    Effect.sync(() => new AbortController()),
    (controller) => Effect.sync(() => controller.abort())
  ),
  ({ signal }) => signal
)

/** How long the end of the body is waited for when the answer is over. */
const patience = Duration.millis(250)

/** The end of an answer. It waits a while for that of the body, so that the next request finds the connection. */
export const farewell = (next: () => Promise<unknown>): Effect.Effect<never, Cause.Done> =>
  Effect.promise(() => next().catch(() => null)).pipe(Effect.timeoutOption(patience), Effect.andThen(Cause.done()))
