import { Schema } from "effect"
import type { Found } from "./ToolAnswer.ts"

/** The most tables and preferences that an agent keeps, and how long a preference may be. */
export const mostFacts = 10
export const mostPreferences = 20
const preferenceLength = 200

/** What a user would have answers be like, such as `units: imperial`: told to the model as data. */
export const Preferences = Schema.Record(
  Schema.String.pipe(Schema.check(Schema.isMaxLength(50))),
  Schema.String.pipe(Schema.check(Schema.isMaxLength(preferenceLength)))
).pipe(Schema.check(Schema.isMaxProperties(mostPreferences)))
export type Preferences = typeof Preferences.Type

/** Rows that are at hand before the question, such as the event whose page it is asked on. */
export interface KnownFacts extends Pick<Found, "columns" | "rows"> {
  readonly name: string
}

/** What an agent knows besides the talk. */
export interface AgentContext {
  /** At most {@link mostFacts}, the latest last. */
  readonly facts: ReadonlyArray<KnownFacts>
  readonly preferences: Preferences
}

export const noContext: AgentContext = { facts: [], preferences: {} }

/**
 * The context with more: facts of the same name and preferences of the same key take the place of the earlier. Of what is
 * too many the first are dropped.
 */
export const updateAgentContext = (context: AgentContext, newData: Partial<AgentContext>): AgentContext => {
  const added = newData.facts ?? []
  const kept = context.facts.filter(({ name }) => added.every((fact) => fact.name !== name))
  const preferences = Object.entries({ ...context.preferences, ...newData.preferences })
  return {
    facts: [...kept, ...added].slice(-mostFacts),
    preferences: Object.fromEntries(preferences.slice(-mostPreferences))
  }
}
