import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "effect/http-api"
import { unavailable } from "../problem/Problem.ts"

export class SystemApi extends HttpApiGroup.make("system").add(
  HttpApiEndpoint.get("root", "/", {
    success: Schema.Struct({
      name: Schema.String,
      version: Schema.String,
      links: Schema.Record(Schema.String, Schema.String)
    })
  }).annotate(OpenApi.Summary, "Name, version and links"),
  HttpApiEndpoint.get("health", "/health", {
    success: Schema.Struct({
      status: Schema.Literal("healthy"),
      name: Schema.String,
      version: Schema.String,
      uptimeSeconds: Schema.Int
    })
  }).annotate(OpenApi.Summary, "How the process is"),
  /** The process runs. */
  HttpApiEndpoint.get("livez", "/livez", { success: Schema.Struct({ status: Schema.Literal("ok") }) }).annotate(
    OpenApi.Summary,
    "Whether the process runs"
  ),
  /** The process can serve: the database answers, its schema is up to date, and no stop has been asked for. */
  HttpApiEndpoint.get("readyz", "/readyz", {
    success: Schema.Struct({ status: Schema.Literal("ready"), dataVersion: Schema.Int }),
    error: unavailable
  }).annotate(OpenApi.Summary, "Whether the process can serve: the database answers and no stop was asked for")
) {}
