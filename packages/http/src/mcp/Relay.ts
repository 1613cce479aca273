import { Effect, Result, Schema, Stdio, Stream } from "effect"
import { FetchHttpClient, HttpClient, HttpClientRequest, type HttpClientResponse } from "effect/http"
import { developmentToken } from "../auth/Developer.ts"
import { sessionHeader } from "./McpSessions.ts"

const Message = Schema.fromJsonString(
  Schema.Struct({
    id: Schema.optionalKey(Schema.Union([Schema.String, Schema.Finite])),
    method: Schema.optionalKey(Schema.String)
  })
)
const read = Schema.decodeUnknownResult(Message)

/** A refusal of the protocol, which the client is told as it stands, or one of ours. */
const Refusal = Schema.fromJsonString(
  Schema.Union([Schema.Struct({ error: Schema.Unknown }), Schema.Struct({ detail: Schema.String })])
)
const readRefusal = Schema.decodeUnknownEffect(Refusal)

const versionHeader = "mcp-protocol-version"

/** JSON-RPC's codes for what cannot be read, and for what the server behind does not answer. */
const unreadable = -32700
const unanswered = -32000

const failure = (id: string | number | null, code: number, message: string): string =>
  JSON.stringify({ jsonrpc: "2.0", id, error: { code, message } })

/** The messages of an answer, of which each is a line. */
const linesOf = (response: HttpClientResponse.HttpClientResponse) =>
  response.headers["content-type"]?.includes("text/event-stream")
    ? response.stream.pipe(
        Stream.decodeText(),
        Stream.splitLines,
        Stream.filter((line) => line.startsWith("data:")),
        Stream.map((line) => line.slice("data:".length).trim())
      )
    : Stream.unwrap(Effect.map(response.text, (text) => (text === "" ? Stream.empty : Stream.make(text))))

/**
 * Passes the messages on standard input on to the server at the address, and its answers back, until the input ends. A
 * session that the server has forgotten, as when it was started anew, is begun again without the client's notice.
 */
export const relay = Effect.fn("relay")(function* (url: string) {
  const { stdin, stdout } = yield* Stdio.Stdio
  const client = yield* HttpClient.HttpClient
  const token = yield* Effect.cachedWithTTL(developmentToken, "12 hours")
  let greeting: string | null = null
  let session: Readonly<Record<string, string>> = {}

  const post = Effect.fnUntraced(function* (line: string, headers: Readonly<Record<string, string>>) {
    return yield* HttpClientRequest.post(`${url}/mcp`, { headers }).pipe(
      HttpClientRequest.setHeader("accept", "application/json, text/event-stream"),
      HttpClientRequest.bearerToken(yield* token),
      HttpClientRequest.bodyText(line, "application/json"),
      client.execute
    )
  })

  const greet = Effect.fnUntraced(function* (line: string) {
    const response = yield* post(line, {})
    const { [sessionHeader]: id, [versionHeader]: version } = response.headers
    session = {
      ...(id === undefined ? {} : { [sessionHeader]: id }),
      ...(version === undefined ? {} : { [versionHeader]: version })
    }
    return response
  })

  const exchange = Effect.fnUntraced(function* (line: string, method: string | undefined) {
    if (method === "initialize") {
      greeting = line
      return yield* greet(line)
    }
    const response = yield* post(line, session)
    if (response.status !== 404 || greeting === null) return response
    yield* greet(greeting)
    return yield* post(line, session)
  })

  const answer = (line: string) => {
    const message = read(line)
    if (Result.isFailure(message)) return Stream.make(failure(null, unreadable, "That is no JSON-RPC message."))
    const { id, method } = message.success
    const sorry = (words: string) => (id === undefined ? Stream.empty : Stream.make(failure(id, unanswered, words)))
    return Stream.unwrap(
      Effect.gen(function* () {
        const response = yield* exchange(line, method)
        if (response.status < 400) return linesOf(response)
        const text = yield* response.text
        const refusal = yield* readRefusal(text)
        return "error" in refusal ? Stream.make(text) : sorry(refusal.detail)
      })
    ).pipe(Stream.catch(() => sorry(`The server at ${url} does not answer.`)))
  }

  yield* stdin.pipe(
    Stream.decodeText(),
    Stream.splitLines,
    Stream.filter((line) => line.trim() !== ""),
    Stream.flatMap(answer, { concurrency: "unbounded" }),
    Stream.map((line) => `${line}\n`),
    Stream.run(stdout({ endOnDone: false }))
  )
}, Effect.provide(FetchHttpClient.layer))
