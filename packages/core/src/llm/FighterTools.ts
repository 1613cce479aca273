import { Schema } from "effect"
import { Tool } from "effect/ai"
import { EventId } from "../Identity.ts"
import { MethodFamily } from "../match/Method.ts"
import { Result } from "../match/Result.ts"
import { answered, fighterId, limit, scope } from "./ToolArguments.ts"
import { mostCandidates } from "./ToolTable.ts"

export const AskUserTool = Tool.make("askUser", {
  description:
    "Asks the user which of several fighters is meant, and waits for the choice. Fails with NOT_ANSWERED when the user " +
    "cannot be asked, or does not answer.",
  parameters: Schema.Struct({
    fighterIds: Schema.Array(fighterId).pipe(Schema.check(Schema.isMinLength(2), Schema.isMaxLength(mostCandidates)))
  }),
  ...answered
})

export const FighterProfileTool = Tool.make("fighterProfile", {
  description: "One fighter: record in the data, bonuses, physical measures, age, rank, debut and last fight.",
  parameters: Schema.Struct({ fighterId }),
  ...answered
})

export const FightsTool = Tool.make("fights", {
  description:
    "Bouts, latest first unless order says earliest, filtered by fighter, opponent, event, class, result, method and days.",
  parameters: Schema.Struct({
    fighterId: Schema.optionalKey(fighterId),
    opponentId: Schema.optionalKey(fighterId),
    eventId: Schema.optionalKey(EventId),
    result: Schema.optionalKey(Result),
    method: Schema.optionalKey(MethodFamily),
    titleFightsOnly: Schema.optionalKey(Schema.Boolean),
    ...scope,
    order: Schema.optionalKey(Schema.Literals(["latest", "earliest"])),
    limit: limit(10)
  }),
  ...answered
})

export const HeadToHeadTool = Tool.make("headToHead", {
  description:
    "Every meeting of two fighters, latest first, seen from the first; or, to compare two who may not have met, how both " +
    "did against the opponents they have in common.",
  parameters: Schema.Struct({
    a: fighterId,
    b: fighterId,
    show: Schema.optionalKey(Schema.Literals(["meetings", "commonOpponents"])).annotate({
      description: "meetings when left out"
    })
  }),
  ...answered
})
