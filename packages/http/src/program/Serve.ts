import { Console, Effect, Layer, Redacted } from "effect"
import { HttpServer } from "effect/http"
import type { Adapters } from "../Adapters.ts"
import { developmentToken } from "../auth/DevelopmentToken.ts"
import { refuseOpenDevelopment, tokenSecret } from "../auth/TokenSecret.ts"
import { settings } from "../Config.ts"
import { Halted } from "../Halted.ts"
import * as Listener from "../Listener.ts"
import { Origins } from "../request/Origins.ts"
import { services } from "../Server.ts"
import * as RunningServer from "../system/RunningServer.ts"
import * as Recovery from "./Recovery.ts"
import { loadSample } from "./Sample.ts"

/** The address at which this machine reaches the server. */
const reachableUrl = (host: string, port: number): string => {
  const name = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`
}

/** Serves until it is told to stop. */
export const serve = Effect.fn("serve")(function* (adapters: Adapters) {
  const chosen = yield* settings
  const { dataDirectory, host, origins, port } = chosen
  yield* refuseOpenDevelopment(chosen)
  const { development, secret } = yield* tokenSecret(chosen)

  const announcement = Effect.gen(function* () {
    const { address } = yield* HttpServer.HttpServer
    const url = reachableUrl(host, "port" in address ? address.port : port)
    yield* RunningServer.publish(dataDirectory, url)
    yield* Console.log(`MMA Savant listens on ${url} (API reference: ${url}/docs)`)
    if (development) yield* Console.log(`Token for 24 hours: ${Redacted.value(yield* developmentToken)}`)
  })

  const server = Layer.effectDiscard(announcement).pipe(
    Layer.provide(Listener.layer({ host, port })),
    Layer.provide(services.pipe(Layer.provide(adapters.model))),
    Layer.provide([Layer.effectDiscard(loadSample).pipe(Layer.provide(adapters.sample)), Recovery.layer(chosen)]),
    Layer.provide([adapters.store(chosen), adapters.tokens(secret), Layer.succeed(Origins, origins)])
  )
  return yield* Layer.launch(server).pipe(
    Effect.catchTag("ServeError", (error) => Effect.fail(Halted.notListening({ host, port }, error)))
  )
})
