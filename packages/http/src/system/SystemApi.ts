import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import { Permitted } from "../auth/Permitted.ts"
import { SignedIn } from "../auth/SignedIn.ts"
import { problem, unavailable, unavailableKind } from "../problem/Problem.ts"
import { route } from "../request/RoutePolicy.ts"

/** The program was told to stop: what is asked is for another server. */
export class Stopping extends Schema.TaggedError<Stopping>()("Stopping", {}) {}

const stopping = problem(Stopping, unavailableKind, {
  tell: () => ({ detail: "The server is stopping." }),
  revive: () => ({ _tag: "Stopping" as const })
})

export class SystemApi extends HttpApiGroup.make("system").add(
  HttpApiEndpoint.get("root", "/", {
    success: Schema.Struct({
      name: Schema.String,
      version: Schema.String,
      links: Schema.Record(Schema.String, Schema.String)
    })
  }).annotateMerge(route({ summary: "Name, version and links", access: "anyone", rate: null })),
  HttpApiEndpoint.get("health", "/health", {
    success: Schema.Struct({
      status: Schema.Literal("healthy"),
      name: Schema.String,
      version: Schema.String,
      uptimeSeconds: Schema.Int
    })
  }).annotateMerge(route({ summary: "How the process is", access: "anyone", rate: null })),
  /** The process runs. */
  HttpApiEndpoint.get("livez", "/livez", { success: Schema.Struct({ status: Schema.Literal("ok") }) }).annotateMerge(
    route({ summary: "Whether the process runs", access: "anyone", rate: null })
  ),
  /** The process can serve: every store answers, the database's schema is up to date, and no stop has been asked for. */
  HttpApiEndpoint.get("readyz", "/readyz", {
    success: Schema.Struct({ status: Schema.Literal("ready"), dataVersion: Schema.Int }),
    error: [stopping, unavailable]
  }).annotateMerge(
    route({
      summary: "Whether the process can serve: the stores answer and no stop was asked for",
      access: "anyone",
      rate: null
    })
  ),
  HttpApiEndpoint.get("metrics", "/metrics", {
    success: Schema.String.pipe(HttpApiSchema.asText({ contentType: "text/plain; version=0.0.4; charset=utf-8" }))
  })
    .annotateMerge(route({ summary: "What the process has counted, for Prometheus", access: "admin", rate: "read" }))
    .middleware(Permitted)
    .middleware(SignedIn)
) {}
