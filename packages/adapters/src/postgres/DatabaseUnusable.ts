import { Schema } from "effect"

/** The database cannot be opened. `message` is one sentence for the person at the terminal, without any secret. */
export class DatabaseUnusable extends Schema.TaggedError<DatabaseUnusable>()("DatabaseUnusable", {
  message: Schema.String
}) {}

/** What went wrong in the first place, in the words of the server or the operating system. */
export const rootMessage = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  if (error.cause instanceof Error) return rootMessage(error.cause)
  // A host with several addresses fails with one error for each and no words of its own.
  if (error instanceof AggregateError && error.message === "") return rootMessage(error.errors[0])
  return error.message
}
