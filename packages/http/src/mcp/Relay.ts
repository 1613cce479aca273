import { Deferred, Effect, Result, Schema, Stdio, Stream } from "effect"
import { FetchHttpClient, HttpClient, HttpClientRequest, type HttpClientResponse } from "effect/http"
import { developmentToken } from "../auth/Developer.ts"
import * as JsonRpcLine from "./JsonRpcLine.ts"
import { sessionHeader } from "./McpSessions.ts"

/** A refusal of the protocol, which the client is told as it stands, or one of ours. */
const Refusal = Schema.fromJsonString(
  Schema.Union([Schema.Struct({ error: Schema.Unknown }), Schema.Struct({ detail: Schema.String })])
)
const readRefusal = Schema.decodeUnknownEffect(Refusal)

const versionHeader = "mcp-protocol-version"

/** The messages of an answer, of which each is a line. An event without one tells only that the stream is open. */
const linesOf = (response: HttpClientResponse.HttpClientResponse) =>
  response.headers["content-type"]?.includes("text/event-stream")
    ? response.stream.pipe(
        Stream.decodeText(),
        Stream.splitLines,
        Stream.filter((line) => line.startsWith("data:")),
        Stream.map((line) => line.slice("data:".length).trim())
      )
    : Stream.unwrap(Effect.map(response.text, (text) => Stream.fromIterable(text.split("\n"))))

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
  /** Until what came before is with the server that later messages rest on. */
  let before: Effect.Effect<void> = Effect.void

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

  const answered = (
    line: string,
    id: string | number | null,
    method: string | undefined,
    sent: Effect.Effect<unknown>
  ) =>
    Stream.unwrap(
      Effect.gen(function* () {
        const response = yield* Effect.ensuring(exchange(line, method), sent)
        if (response.status < 400) return linesOf(response)
        const text = yield* response.text
        const refusal = yield* readRefusal(text)
        return Stream.make("error" in refusal ? text : JsonRpcLine.errorLine(id, "unanswered", refusal.detail))
      })
    ).pipe(
      Stream.catch(() => Stream.make(JsonRpcLine.errorLine(id, "unanswered", `The server at ${url} does not answer.`)))
    )

  const answer = (line: string) => {
    const read = JsonRpcLine.message(line)
    if (Result.isFailure(read)) return Stream.make(read.failure)
    const { id, method } = read.success
    const earlier = before
    // A request says nothing that others rest on, but for the one that begins the session.
    const isRequest = id !== undefined && method !== undefined
    const sent = Deferred.makeUnsafe<void>()
    if (!isRequest || method === "initialize") before = Deferred.await(sent)
    const lines = answered(line, id ?? null, method, Deferred.succeed(sent, undefined))
    return Stream.unwrap(Effect.as(earlier, isRequest ? lines : Stream.drain(lines)))
  }

  yield* stdin.pipe(
    Stream.decodeText(),
    Stream.splitLines,
    Stream.filter((line) => line.trim() !== ""),
    Stream.flatMap(answer, { concurrency: "unbounded" }),
    Stream.filter((line) => line !== ""),
    Stream.map((line) => `${line}\n`),
    Stream.run(stdout({ endOnDone: false }))
  )
}, Effect.provide(FetchHttpClient.layer))
