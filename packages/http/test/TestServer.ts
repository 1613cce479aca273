import * as Tokens from "@mma-savant/adapters/jose/Tokens"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import * as MemoryAnswerCache from "@mma-savant/adapters/memory/MemoryAnswerCache"
import * as VegaChartRenderer from "@mma-savant/adapters/vega/VegaChartRenderer"
import { PasswordHasher } from "@mma-savant/core/auth/PasswordHasher"
import { TokenIssuer } from "@mma-savant/core/auth/TokenIssuer"
import { SideJobs } from "@mma-savant/core/conversation/SideJobs"
import type { Rate } from "@mma-savant/core/limit/Rate"
import { AnsweringModels } from "@mma-savant/core/llm/AnsweringModels"
import { ModelFactory } from "@mma-savant/core/llm/ModelFactory"
import { Vendors } from "@mma-savant/core/llm/Speaker"
import { CurrentData } from "@mma-savant/core/stats/CurrentData"
import { Email } from "@mma-savant/core/user/User"
import { Context, Duration, Effect, Layer, Logger, Redacted, Schema } from "effect"
import type { LanguageModel, Model } from "effect/ai"
import { HttpServer } from "effect/http"
import { CircuitBreaker } from "effect/persistence"
import { ownOnly } from "../../adapters/test/jose/Forge.ts"
import * as Listener from "../src/Listener.ts"
import { CurrentRates, type Rates } from "../src/limit/RateClass.ts"
import { identity, talk } from "../src/Server.ts"
import * as EchoModel from "./EchoModel.ts"

export const secret = Redacted.make("a secret of the tests, long enough")

/** Our own tokens, and nobody else's. */
export const trusted: Tokens.TokenOptions = { ...ownOnly, ownSecret: secret }

/** Rates that no test reaches unless it means to. */
const often: Rate = { limit: 1_000_000, window: Duration.minutes(1) }
export const plenty: Rates = { address: often, read: often, write: often, ticket: often, "sign-in": often }

/** Hashes that cost nothing. */
export const plainPasswords = Layer.succeed(
  PasswordHasher,
  PasswordHasher.of({
    hash: (password) => Effect.succeed(`plain ${Redacted.value(password)}`),
    verify: (password, hash) => Effect.succeed(hash === `plain ${Redacted.value(password)}`)
  })
)

/** A request, as the bearer of a token, with a body that is sent as JSON. */
export interface Asking extends RequestInit {
  readonly token?: string | undefined
  readonly json?: unknown
}

/** A real server on a port of its own, over memory. */
export class TestServer extends Context.Service<
  TestServer,
  {
    readonly url: string
    readonly tokenOf: (sub: string, lifetime?: Duration.Duration) => Effect.Effect<string>
    /** Every line that was logged so far. */
    readonly logged: ReadonlyArray<string>
    readonly request: (path: string, options?: Asking) => Effect.Effect<Answer>
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

class Logged extends Context.Service<Logged, Array<string>>()("TestServer/Logged") {}

const testServer = Layer.effect(
  TestServer,
  Effect.gen(function* () {
    const { address } = yield* HttpServer.HttpServer
    const { issue } = yield* TokenIssuer
    const url = `http://127.0.0.1:${"port" in address ? address.port : 0}`
    return TestServer.of({
      url,
      logged: yield* Logged,
      tokenOf: (sub, lifetime = Duration.minutes(5)) =>
        Effect.map(
          issue({ account: { provider: "test", id: sub }, email: Email.make(`${sub}@example.org`) }, lifetime),
          Redacted.value
        ),
      request: (path, { headers, json, token, ...options } = {}) =>
        Effect.promise(async () => {
          const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` }
          const [type, body] =
            json === undefined ? [{}, {}] : [{ "content-type": "application/json" }, { body: JSON.stringify(json) }]
          const asked = { ...options, ...body, headers: { ...authorization, ...type, ...headers } }
          return answer(await fetch(`${url}${path}`, asked))
        })
    })
  })
)

const kept = Layer.unwrap(
  Effect.sync(() => {
    const lines: Array<string> = []
    const logger = Logger.map(Logger.formatJson, (line) => void lines.push(line))
    return Layer.merge(Logger.layer([logger]), Layer.succeed(Logged, lines))
  })
)

/** What stands where the caller says nothing else: no vendor is set up, and nothing that costs is kept elsewhere. */
const base = Layer.mergeAll(
  Tokens.layer(trusted),
  plainPasswords,
  VegaChartRenderer.layer,
  Layer.succeed(CurrentRates, plenty),
  Layer.succeed(Vendors, { speakers: ({ provider }) => (provider === "offline" ? [EchoModel.speaker] : []) }),
  SideJobs.layerRule,
  MemoryAnswerCache.layer,
  CircuitBreaker.layerStoreMemory()
)

const models = ModelFactory.layer.pipe(Layer.provide(CurrentData.layer))

type Answering = Layer.Layer<LanguageModel.LanguageModel | Model.ProviderName | Model.ModelName>

/**
 * The server over stores of the caller's choosing, and a model that answers; whatever else the stores hold takes the place
 * of what is here.
 */
export const over = <A, E>(store: Layer.Layer<A, E>, model: Answering = EchoModel.layer) =>
  testServer.pipe(
    Layer.provideMerge(Listener.layer({ host: "127.0.0.1", port: 0 })),
    Layer.provideMerge(
      Layer.mergeAll(identity, models, talk.pipe(Layer.provide(AnsweringModels.layerOne.pipe(Layer.provide(model)))))
    ),
    Layer.provideMerge(store),
    Layer.provideMerge(base),
    Layer.provideMerge(kept)
  )

export const layer = over(Memory.layer)
