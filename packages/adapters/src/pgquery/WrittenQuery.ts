import { Option, Schema } from "effect"

const fence = /^```[a-z]*\s*\n([\s\S]*?)\n?\s*```$/i

const wrapped = Schema.decodeUnknownOption(
  Schema.fromJsonString(Schema.Union([Schema.Struct({ query: Schema.String }), Schema.Struct({ sql: Schema.String })]))
)

const unwrapped = (text: string): string => {
  const inFence = fence.exec(text)?.[1]
  if (inFence !== undefined) return inFence.trim()
  if (!text.startsWith("{")) return text
  return Option.match(wrapped(text), {
    onNone: () => text,
    onSome: (found) => ("query" in found ? found.query : found.sql).trim()
  })
}

/** The SQL itself, where a model has put it in a fence, in `{"query": ...}` or both. */
export const sqlIn = (written: string): string => unwrapped(unwrapped(unwrapped(written.trim())))
