import type { Slice } from "@mma-savant/core/conversation/ConversationRepository"
import { Effect, Schema } from "effect"
import type { SqlError } from "effect/sql"
import { orUnavailable } from "./Rows.ts"

type Rows = ReadonlyArray<Readonly<Record<string, unknown>>>

/** Reads rows that all tell the `total`; a row whose `key` is null tells nothing else. */
export const sliceOf = <A, I>(schema: Schema.Codec<A, I>, key: string) => {
  const decode = Schema.decodeUnknownEffect(Schema.Array(schema))
  return <R>(statement: Effect.Effect<Rows, SqlError.SqlError, R>) =>
    orUnavailable(
      Effect.flatMap(statement, (rows) =>
        Effect.map(
          decode(rows.filter((row) => row[key] !== null)),
          (items): Slice<A> => ({ items, total: Number(rows[0]?.["total"] ?? 0) })
        )
      )
    )
}
