import * as SharedSecretTokens from "@mma-savant/adapters/jose/SharedSecretTokens"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { TokenIssuer } from "@mma-savant/core/auth/TokenIssuer"
import { Context, Duration, Effect, Layer, Logger, Redacted, Schema } from "effect"
import { HttpServer } from "effect/http"
import * as Listener from "../src/Listener.ts"
import { services } from "../src/Server.ts"
import * as EchoModel from "./EchoModel.ts"

export const secret = Redacted.make("a secret of the tests, long enough")

/** A real server on a port of its own, over memory. */
export class TestServer extends Context.Service<
  TestServer,
  {
    readonly url: string
    readonly tokenOf: (sub: string, lifetime?: Duration.Duration) => Effect.Effect<string>
    /** Every line that was logged so far. */
    readonly logged: ReadonlyArray<string>
    /** Asks the server; a path with a token is asked as that bearer. */
    readonly request: (path: string, options?: RequestInit & { readonly token?: string }) => Effect.Effect<Answer>
  }
>()("test/TestServer") {}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** Empty for a body that is no JSON object. */
  readonly body: Readonly<Record<string, unknown>>
  readonly text: string
}

const decodeBody = Schema.decodeUnknownSync(Schema.fromJsonString(Schema.Record(Schema.String, Schema.Unknown)))

const answer = async (response: Response): Promise<Answer> => {
  const { headers, status } = response
  const text = await response.text()
  return {
    status,
    headers,
    text,
    body: text !== "" && headers.get("content-type")?.includes("json") ? decodeBody(text) : {}
  }
}

const testServer = Layer.effect(
  TestServer,
  Effect.gen(function* () {
    const { address } = yield* HttpServer.HttpServer
    const { issue } = yield* TokenIssuer
    const url = `http://127.0.0.1:${"port" in address ? address.port : 0}`
    return TestServer.of({
      url,
      logged: lines,
      tokenOf: (sub, lifetime = Duration.minutes(5)) =>
        Effect.map(issue({ provider: "test", sub, email: null, name: null }, lifetime), Redacted.value),
      request: (path, { headers, token, ...options } = {}) =>
        Effect.promise(async () => {
          const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` }
          return answer(await fetch(`${url}${path}`, { ...options, headers: { ...authorization, ...headers } }))
        })
    })
  })
)

const lines: Array<string> = []
const kept = Logger.layer([Logger.map(Logger.formatJson, (line) => void lines.push(line))])

/** The server over stores of the caller's choosing. */
export const over = <A, E>(store: Layer.Layer<A, E>) =>
  testServer.pipe(
    Layer.provideMerge(Listener.layer({ host: "127.0.0.1", port: 0 })),
    Layer.provideMerge(services.pipe(Layer.provide(EchoModel.layer))),
    Layer.provideMerge(store),
    Layer.provideMerge(SharedSecretTokens.layer(secret)),
    Layer.provideMerge(kept)
  )

export const layer = over(Memory.layer)
