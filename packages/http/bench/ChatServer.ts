/**
 * The chat server of a bench, in a process of its own: over memory, or over the Postgres and the Redis server that it is
 * given. It says where it is and gives tokens of as many users as it is asked for, with a session each; to every
 * other question it answers for itself.
 */

import "effect/schema/SchemaJITCompiler/enable"
import * as Tokens from "@mma-savant/adapters/jose/Tokens"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import * as MemoryFactQuery from "@mma-savant/adapters/memory/MemoryFactQuery"
import * as PgServer from "@mma-savant/adapters/postgres/PgServer"
import * as Postgres from "@mma-savant/adapters/postgres/Postgres"
import * as Redis from "@mma-savant/adapters/redis/Redis"
import * as RedisClient from "@mma-savant/adapters/redis/RedisClient"
import * as VegaChartRenderer from "@mma-savant/adapters/vega/VegaChartRenderer"
import { TokenIssuer } from "@mma-savant/core/auth/TokenIssuer"
import { newUser } from "@mma-savant/core/contract/Talk"
import { ChatSessionService } from "@mma-savant/core/conversation/ChatSessionService"
import { SideJobs } from "@mma-savant/core/conversation/SideJobs"
import { AnsweringModels } from "@mma-savant/core/llm/AnsweringModels"
import { ModelFactory } from "@mma-savant/core/llm/ModelFactory"
import { languageModel, Vendors } from "@mma-savant/core/llm/Speaker"
import { CurrentData } from "@mma-savant/core/stats/CurrentData"
import { UserRepository } from "@mma-savant/core/user/UserRepository"
import { Duration, Effect, Layer, Logger, Redacted } from "effect"
import { LanguageModel, Model } from "effect/ai"
import { HttpServer } from "effect/http"
import * as Listener from "../src/Listener.ts"
import { CurrentRates } from "../src/limit/RateClass.ts"
import { identity, talk } from "../src/Server.ts"
import { plainPasswords, plenty, trusted } from "../test/TestServer.ts"
import { speaker } from "./Answers.ts"
import { answer, type Question } from "./Vitals.ts"

const [databaseUrl, redisUrl] = process.argv.slice(2)

/** What a user of the bench needs to open a socket. */
export interface Seat {
  readonly token: string
  readonly sessionId: string
}

const store =
  databaseUrl === undefined || redisUrl === undefined
    ? Memory.layer
    : Redis.layer.pipe(
        Layer.provide(RedisClient.layer(Redacted.make(redisUrl), `bench-${process.pid}:`)),
        Layer.provideMerge(Postgres.layer.pipe(Layer.provide(PgServer.layer({ url: Redacted.make(databaseUrl) })))),
        Layer.merge(MemoryFactQuery.layer)
      )

const model = Model.make(
  speaker.provider,
  speaker.model,
  Layer.effect(LanguageModel.LanguageModel, languageModel(speaker))
)

const server = Listener.layer({ host: "127.0.0.1", port: 0 }).pipe(
  Layer.provideMerge(
    Layer.mergeAll(
      identity,
      ModelFactory.layer.pipe(Layer.provide(CurrentData.layer)),
      talk.pipe(Layer.provide(AnsweringModels.layerOne.pipe(Layer.provide(model))))
    )
  ),
  Layer.provideMerge(store),
  Layer.provideMerge(
    Layer.mergeAll(
      Tokens.layer(trusted),
      plainPasswords,
      VegaChartRenderer.layer,
      Layer.succeed(CurrentRates, plenty),
      Layer.succeed(Vendors, { speakers: () => [] }),
      SideJobs.layerRule,
      Logger.layer([])
    )
  )
)

const seat = Effect.gen(function* () {
  const user = yield* UserRepository.use(({ create }) => create(newUser({ dailyRequestLimit: 10_000 })))
  const { sessionId } = yield* ChatSessionService.use(({ createNewSession }) => createNewSession(user.id, null))
  const token = yield* TokenIssuer.use(({ issue }) => issue(user, Duration.hours(1)))
  return { token: Redacted.value(token), sessionId } satisfies Seat
})

const main = Effect.gen(function* () {
  const { address } = yield* HttpServer.HttpServer
  const context = yield* Effect.context<UserRepository | ChatSessionService | TokenIssuer>()
  process.on("disconnect", () => process.exit())
  process.on("message", async (message: number | Question) => {
    if (typeof message === "number") {
      const seats = Effect.forEach(Array.from({ length: message }), () => seat, { concurrency: 8 })
      process.send!(await Effect.runPromise(Effect.provideContext(seats, context)))
      return
    }
    process.send!(await answer(message))
  })
  process.send!(`ws://127.0.0.1:${"port" in address ? address.port : 0}`)
  return yield* Effect.never
})

Effect.runFork(main.pipe(Effect.provide(server), Effect.scoped))
