import { fork } from "node:child_process"
import { once } from "node:events"
import { createServer } from "node:http"
import { fileURLToPath } from "node:url"
import { encode } from "@auth/core/jwt"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as Tokens from "@mma-savant/adapters/jose/Tokens"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import * as MemoryAnswerCache from "@mma-savant/adapters/memory/MemoryAnswerCache"
import * as MemoryRateLimits from "@mma-savant/adapters/memory/MemoryRateLimits"
import * as Pglite from "@mma-savant/adapters/postgres/Pglite"
import * as Postgres from "@mma-savant/adapters/postgres/Postgres"
import * as ScryptHasher from "@mma-savant/adapters/scrypt/ScryptHasher"
import { TokenIssuer } from "@mma-savant/core/auth/TokenIssuer"
import { fighterFacts } from "@mma-savant/core/contract/Facts"
import { Fighter } from "@mma-savant/core/fighter/Fighter"
import { FighterRepository } from "@mma-savant/core/fighter/FighterRepository"
import { FighterId } from "@mma-savant/core/Identity"
import { CurrentData } from "@mma-savant/core/stats/CurrentData"
import { Email, Username } from "@mma-savant/core/user/User"
import { UserRepository } from "@mma-savant/core/user/UserRepository"
import { newcomer } from "@mma-savant/core/user/UserService"
import { Duration, Effect, Layer, Logger, Redacted } from "effect"
import { HttpRouter, HttpServer } from "effect/http"
import { HttpApi, HttpApiBuilder, HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import { SignedIn } from "../src/auth/SignedIn.ts"
import * as SignedInLayer from "../src/auth/SignedInLayer.ts"
import { KeptFacts } from "../src/keeping/KeptFacts.ts"
import { CurrentRates } from "../src/limit/RateClass.ts"
import { RequestLimits } from "../src/limit/RequestLimits.ts"
import { Validation } from "../src/problem/Validation.ts"
import * as ValidationLayer from "../src/problem/ValidationLayer.ts"
import * as Requests from "../src/request/Requests.ts"
import { route } from "../src/request/RoutePolicy.ts"
import { routerConfig } from "../src/request/Routes.ts"
import { idParameter } from "../src/request/WholeNumber.ts"
import { identity } from "../src/Server.ts"
import type { Load } from "./Load.ts"

const form = { params: { id: idParameter(FighterId) }, success: Fighter }

/** A fighter by id, for everybody and for users alone. */
class Twins extends HttpApi.make("twins")
  .add(
    HttpApiGroup.make("fighters").add(
      HttpApiEndpoint.get("open", "/open/:id", form).annotateMerge(
        route({ summary: "A fighter", access: "anyone", rate: "read" })
      ),
      HttpApiEndpoint.get("signed", "/signed/:id", form)
        .annotateMerge(route({ summary: "A fighter", access: "user", rate: "read" }))
        .middleware(SignedIn)
    )
  )
  .middleware(Validation) {}

const handlers = HttpApiBuilder.group(
  Twins,
  "fighters",
  Effect.fnUntraced(function* (handlers) {
    const fighters = yield* FighterRepository
    const get = ({ params }: { readonly params: { readonly id: FighterId } }) => Effect.orDie(fighters.get(params.id))
    return handlers.handleAll({ open: get, signed: get })
  })
)

const sessionSecret = "a secret of the front end's sessions"
const often = { limit: 1_000_000_000, window: Duration.hours(1) }

const server = HttpRouter.serve(
  HttpApiBuilder.layer(Twins).pipe(
    Layer.provide(handlers.pipe(Layer.provide([SignedInLayer.layer, ValidationLayer.layer]))),
    Layer.provideMerge(Requests.layer),
    Layer.provide([
      RequestLimits.layer,
      KeptFacts.layer.pipe(Layer.provide([CurrentData.layer, MemoryAnswerCache.layer]))
    ])
  ),
  { routerConfig, disableLogger: true, disableListenLog: true }
).pipe(
  Layer.provideMerge(NodeHttpServer.layer(() => createServer(), { host: "127.0.0.1", port: 0 })),
  Layer.provideMerge(identity),
  Layer.provide(
    Layer.succeed(CurrentRates, { address: often, read: often, write: often, ticket: often, "sign-in": often })
  )
)

const tokens = Tokens.layer({
  ownSecret: Redacted.make("a secret of our own tokens, long enough"),
  sessionSecrets: [Redacted.make(sessionSecret)],
  signedSecret: null,
  keySetUrl: null,
  issuer: null,
  audience: null,
  google: null
})

const stores = {
  memory: Memory.layer,
  "embedded Postgres": Layer.merge(MemoryRateLimits.layer, Postgres.layer.pipe(Layer.provide(Pglite.layerMemory)))
}

const email = Email.make("fan@example.com")

/** What is asked for: the same fighter by nobody, and by the same user with a token of ours and of the front end's. */
const asked = Effect.gen(function* () {
  const { address } = yield* HttpServer.HttpServer
  const fighter = yield* FighterRepository.use(({ save }) => save(fighterFacts()))
  const user = yield* UserRepository.use(({ create }) =>
    create({
      username: Username.make("fan"),
      email,
      emailVerified: true,
      ...newcomer,
      provider: "nextauth",
      providerAccountId: email
    })
  )
  const own = yield* TokenIssuer.use(({ issue }) => issue(user, Duration.hours(1)))
  const session = yield* Effect.promise(() =>
    encode({ token: { sub: "42", email, name: "Fan" }, secret: sessionSecret, salt: "authjs.session-token" })
  )
  const url = `http://127.0.0.1:${"port" in address ? address.port : 0}`
  return [
    { name: "without authentication", url: `${url}/open/${fighter}`, token: null },
    { name: "our own token", url: `${url}/signed/${fighter}`, token: Redacted.value(own) },
    { name: "Auth.js session (mode A)", url: `${url}/signed/${fighter}`, token: session }
  ]
})

const turn = 1000
const turns = 7
const clients = 16

const load = Effect.acquireRelease(
  Effect.sync(() => fork(fileURLToPath(new URL("./Load.ts", import.meta.url)))),
  (child) => Effect.sync(() => child.kill())
)

const median = (values: ReadonlyArray<number>) => values.toSorted((a, b) => a - b)[values.length >> 1]!

/** Microseconds of CPU that this process takes for a request, and requests a second. */
const measure = Effect.gen(function* () {
  const kinds = (yield* asked).map((kind) => ({ ...kind, cpu: [] as number[], rate: [] as number[] }))
  const child = yield* load
  const run = ({ token, url }: Pick<Load, "url" | "token">) =>
    Effect.promise(async () => {
      const before = process.cpuUsage()
      const startedAt = performance.now()
      child.send({ url, token, clients, milliseconds: turn } satisfies Load)
      const [answered] = await once(child, "message")
      const { system, user } = process.cpuUsage(before)
      return { cpu: (system + user) / answered, rate: (answered / (performance.now() - startedAt)) * 1000 }
    })
  for (const kind of kinds) yield* run(kind)
  // They take turns, so that whatever else the machine does is no one's loss.
  for (let i = 0; i < turns; i++) {
    for (const kind of kinds) {
      const { cpu, rate } = yield* run(kind)
      kind.cpu.push(cpu)
      kind.rate.push(rate)
    }
  }
  return kinds.map(({ cpu, name, rate }) => ({ name, cpu: median(cpu), rate: median(rate) }))
})

const row = (name: string, figures: ReadonlyArray<string>) =>
  name.padEnd(30) + figures.map((figure) => figure.padStart(12)).join("")

/** What it adds to a request to know who is asking: a fighter by id, from a real server on this machine. */
export const signedRequests = Effect.gen(function* () {
  for (const [store, layer] of Object.entries(stores)) {
    const kinds = yield* measure.pipe(
      Effect.provide(
        server.pipe(Layer.provideMerge(layer), Layer.provideMerge(Layer.merge(tokens, ScryptHasher.layer)))
      ),
      Effect.provide(Logger.layer([])),
      Effect.scoped
    )
    console.log(`\n${row(`a request over ${store}`, ["CPU us", "ratio", "a second", "ratio"])}`)
    for (const { cpu, name, rate } of kinds) {
      const [bare] = kinds
      const ratios = [cpu / bare!.cpu, rate / bare!.rate].map((ratio) => ratio.toFixed(2))
      console.log(row(name, [cpu.toFixed(0), ratios[0]!, rate.toFixed(0), ratios[1]!]))
    }
  }
})
