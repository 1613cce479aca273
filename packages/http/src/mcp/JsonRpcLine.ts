import { Result, Schema } from "effect"

/** JSON-RPC's codes for what is no JSON, for what is no message, and for what the server behind does not answer. */
const codes = { unreadable: -32700, invalid: -32600, unanswered: -32000 } as const

const Id = Schema.Union([Schema.String, Schema.Finite])

const readJson = Schema.decodeUnknownResult(Schema.fromJsonString(Schema.Unknown))
const isIdentified = Schema.is(Schema.Struct({ id: Id }))

const readMessage = Schema.decodeUnknownResult(
  Schema.Struct({
    jsonrpc: Schema.Literal("2.0"),
    id: Schema.optionalKey(Id),
    method: Schema.optionalKey(Schema.String),
    result: Schema.optionalKey(Schema.Unknown),
    error: Schema.optionalKey(Schema.Unknown)
  }).pipe(Schema.check(Schema.makeFilter((known) => "method" in known || "result" in known || "error" in known)))
)

/** What a message is, as far as whoever passes it on has to know. */
export interface JsonRpcMessage {
  /** Undefined for a notification, which nobody answers. */
  readonly id?: string | number
  /** Undefined for an answer. */
  readonly method?: string
}

/** The line that tells of an error. */
export const errorLine = (id: string | number | null, kind: keyof typeof codes, message: string): string =>
  JSON.stringify({ jsonrpc: "2.0", id, error: { code: codes[kind], message } })

/** What a line holds; or the line that answers what is no JSON. */
export const json = (line: string): Result.Result<unknown, string> =>
  Result.mapError(readJson(line), () => errorLine(null, "unreadable", "That is no JSON."))

/** The message that a line holds; or the line that answers what is none. Batches are none. */
export const message = (line: string): Result.Result<JsonRpcMessage, string> =>
  Result.flatMap(json(line), (held) =>
    Result.mapError(readMessage(held), () =>
      errorLine(isIdentified(held) ? held.id : null, "invalid", "That is no message of JSON-RPC 2.0.")
    )
  )
