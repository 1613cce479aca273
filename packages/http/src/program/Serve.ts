import { AutoCreate } from "@mma-savant/core/auth/Admission"
import { Console, Effect, Layer, Redacted } from "effect"
import { HttpServer } from "effect/http"
import type { Adapters } from "../Adapters.ts"
import { waysIn } from "../auth/AuthConfig.ts"
import { developer, developmentToken } from "../auth/Developer.ts"
import { SignUpOpen } from "../auth/SignUpOpen.ts"
import { refuseOpenDevelopment, tokenSecret } from "../auth/TokenSecret.ts"
import { settings } from "../Config.ts"
import { Halted } from "../Halted.ts"
import * as Listener from "../Listener.ts"
import { TrustedProxies } from "../limit/ClientAddress.ts"
import { CurrentRates } from "../limit/RateClass.ts"
import * as AssistantModel from "../model/AssistantModel.ts"
import { Origins } from "../request/Origins.ts"
import { identity, talk } from "../Server.ts"
import * as RunningServer from "../system/RunningServer.ts"
import { DrainTime } from "../system/Shutdown.ts"
import { loadSample } from "./Sample.ts"

/** The address at which this machine reaches the server. */
const reachableUrl = (host: string, port: number): string => {
  const name = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`
}

/** Serves until it is told to stop. */
export const serve = Effect.fn("serve")(function* (adapters: Adapters) {
  const chosen = yield* settings
  const { assistant, auth, dataDirectory, host, origins, port } = chosen
  yield* refuseOpenDevelopment(chosen)
  const { development, secret } = yield* tokenSecret(chosen)

  const announcement = Effect.gen(function* () {
    const { address } = yield* HttpServer.HttpServer
    const url = reachableUrl(host, "port" in address ? address.port : port)
    yield* RunningServer.publish(dataDirectory, url)
    yield* Console.log(`MMA Savant listens on ${url} (API reference: ${url}/docs)`)
    yield* Console.log(`Model: ${assistant.models.map(({ name }) => name).join(", else ")}`)
    yield* Console.log(`Sign-in: ${waysIn(auth).join("; ")}`)
    if (!development) return
    yield* developer
    yield* Console.log(`Token for 24 hours: ${Redacted.value(yield* developmentToken)}`)
  })

  const chosenLayers = Layer.mergeAll(
    Layer.succeed(Origins, origins),
    Layer.succeed(CurrentRates, chosen.rates),
    Layer.succeed(TrustedProxies, chosen.trustedProxies),
    Layer.succeed(DrainTime, chosen.drainTime),
    Layer.succeed(AutoCreate, auth.autoCreate),
    Layer.succeed(SignUpOpen, auth.signUpOpen)
  )

  const server = Layer.effectDiscard(announcement).pipe(
    Layer.provide(Listener.layer({ host, port })),
    Layer.provide([
      identity,
      talk.pipe(
        Layer.provide(AssistantModel.layerTitles(chosen)),
        Layer.provideMerge(AssistantModel.layer(adapters, chosen))
      )
    ]),
    Layer.provide(Layer.effectDiscard(loadSample).pipe(Layer.provide(adapters.sample))),
    Layer.provide([
      adapters.store(chosen),
      adapters.tokens(secret, auth),
      adapters.passwords,
      adapters.charts,
      chosenLayers
    ])
  )
  return yield* Layer.launch(server).pipe(
    Effect.catchTag("ServeError", (error) => Effect.fail(Halted.notListening({ host, port }, error)))
  )
})
