import { Schema } from "effect"
import { Tool } from "effect/ai"
import { answered, fighterId, name } from "./ToolArguments.ts"

/** What a text can be looked up as. */
export const ResolveKind = Schema.Literals(["fighter", "event", "weight-class"])
export type ResolveKind = typeof ResolveKind.Type

export const ResolveTool = Tool.make("resolve", {
  description:
    "Finds what a text may mean, best first, with a score: fighters by name, nickname, misspelling or Korean spelling; " +
    "with `kinds` also events ('UFC 300') and weight classes ('LW', '155'). `meant` is surely for the one that is meant, " +
    "maybe for each of several that may be, hardly for the rest; `apart` tells several apart. With `facing`, only those " +
    "who have fought that fighter.",
  parameters: Schema.Struct({
    text: name,
    kinds: Schema.optionalKey(Schema.Array(ResolveKind).pipe(Schema.check(Schema.isMinLength(1)))).annotate({
      description: "fighter when left out"
    }),
    facing: Schema.optionalKey(fighterId)
  }),
  ...answered
})
