import { Context, Effect } from "effect"
import type { FighterId } from "../Identity.ts"

/** A fighter who may be meant, with what tells people who it is. */
export interface FighterOption {
  readonly fighterId: FighterId
  readonly label: string
}

/**
 * Asks the user which of 2 to 8 fighters is meant, and waits for the answer, however long that takes; the end of the
 * run ends the wait. Null where nobody can be asked, or nobody answers. It is asked one thing at a time, by the call of a
 * tool that has the id.
 */
export const Inquirer = Context.Reference<
  (options: ReadonlyArray<FighterOption>, callId: string) => Effect.Effect<FighterId | null>
>("@mma-savant/core/llm/Inquirer", { defaultValue: () => () => Effect.succeed(null) })
