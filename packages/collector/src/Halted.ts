import type { SourceUnreadable } from "@mma-savant/core/collection/FightSource"
import { RunRefused } from "@mma-savant/core/collection/OuterRun"
import { RankingsRejected } from "@mma-savant/core/ranking/Ranking"
import { StoreUnavailable } from "@mma-savant/core/StoreUnavailable"
import { Runtime, Schema } from "effect"
import type { Unusable } from "./Adapters.ts"

/**
 * Why a command ended early, in one sentence, and the exit code: 2 when what the person named cannot be used, 3 when a site
 * keeps programs out, 4 when a page has changed, 5 when only a part is stored or verified, 130 when requests ran out. A bug
 * is 1 and an interruption 130, which the runtime sees to.
 */
export class Halted extends Schema.TaggedError<Halted>()("Halted", {
  message: Schema.String,
  exitCode: Schema.Literals([2, 3, 4, 5, 130])
}) {
  override readonly [Runtime.errorExitCode] = this.exitCode
  override readonly [Runtime.errorReported] = false

  static of(error: SourceUnreadable | RankingsRejected | RunRefused | StoreUnavailable | Unusable): Halted {
    if (error instanceof Halted) return error
    if (error instanceof RunRefused) {
      return new Halted({ message: error.message, exitCode: error.why === "blocked" ? 3 : 2 })
    }
    if (error instanceof StoreUnavailable) {
      return new Halted({
        message: "The database stopped answering. What was stored stays; run the same command again to continue.",
        exitCode: 5
      })
    }
    if (error instanceof RankingsRejected) {
      return new Halted({ message: `The rankings were not stored: ${error.reason}.`, exitCode: 2 })
    }
    return new Halted({ message: error.message, exitCode: 2 })
  }
}
