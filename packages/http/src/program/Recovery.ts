import { ConversationRepository } from "@mma-savant/core/conversation/ConversationRepository"
import { Duration, Effect, Layer, Option, Schedule } from "effect"
import type { Settings } from "../Config.ts"

/** No answer takes so long without a sign of life, whichever program gives it. */
const longestSilence = Duration.minutes(15)

const interrupt = Effect.fnUntraced(function* (untouched: Duration.Duration) {
  const conversations = yield* ConversationRepository
  const answers = yield* conversations.interruptAbandoned(untouched)
  if (answers > 0) yield* Effect.logWarning("abandoned answers were interrupted").pipe(Effect.annotateLogs({ answers }))
})

/**
 * Ends what a killed program left unfinished, so that no answer seems to be coming for ever. The embedded database has
 * one program at a time: whatever is unfinished when it starts has been left. On a server others may be answering, so
 * time must tell, now and while this program runs.
 */
export const layer = ({ databaseUrl }: Settings) =>
  Layer.effectDiscard(
    Effect.gen(function* () {
      if (Option.isNone(databaseUrl)) yield* interrupt(Duration.zero)
      yield* interrupt(longestSilence).pipe(
        Effect.catch((error) => Effect.logWarning("abandoned answers could not be looked for", error)),
        Effect.repeat(Schedule.spaced("1 minute")),
        Effect.forkScoped
      )
    })
  )
