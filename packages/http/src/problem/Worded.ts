import { Effect, Schema, SchemaIssue } from "effect"

/** The schema, with one sentence of ours for whatever is wrong: the library's tell of how a value is read. */
export const worded =
  (message: string) =>
  <S extends Schema.Top>(schema: S) =>
    schema.pipe(Schema.middlewareDecoding(Effect.mapErrorEager(() => new SchemaIssue.InvalidValue({ message }))))
