import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from "effect/http-api"
import { SignedIn } from "../auth/SignedIn.ts"
import { bodyProblems } from "../problem/Anywhere.ts"
import { invalid, problem, unavailable } from "../problem/Problem.ts"
import { route } from "../request/RoutePolicy.ts"

/** The page is of a site that may not use the server. */
export class OriginRefused extends Schema.TaggedError<OriginRefused>()("OriginRefused", {}) {}

const originRefused = problem(
  OriginRefused,
  { status: 403, code: "ORIGIN_REFUSED", title: "Forbidden" },
  {
    tell: () => ({ detail: "Pages of this origin may not use the server." }),
    revive: () => ({ _tag: "OriginRefused" as const })
  }
)

/** The session has ended, or is somebody else's: the client begins another. */
export class McpSessionNotFound extends Schema.TaggedError<McpSessionNotFound>()("McpSessionNotFound", {}) {}

const mcpSessionNotFound = problem(
  McpSessionNotFound,
  { status: 404, code: "SESSION_NOT_FOUND", title: "Not Found" },
  {
    tell: () => ({ detail: "mcp-session-id: there is no such session. Send initialize to begin one." }),
    revive: () => ({ _tag: "McpSessionNotFound" as const })
  }
)

const JsonRpc = Schema.Record(Schema.String, Schema.Unknown)

/** The Model Context Protocol over streamable HTTP; what its messages are is the protocol's to say. */
export class McpApi extends HttpApiGroup.make("mcp")
  .add(
    HttpApiEndpoint.post("exchange", "/mcp", {
      payload: JsonRpc,
      success: [JsonRpc, HttpApiSchema.Accepted],
      error: [...bodyProblems, invalid, originRefused, mcpSessionNotFound, unavailable]
    }).annotateMerge(
      route({
        summary:
          "A message of the Model Context Protocol, by which other assistants use the tools that answer from facts",
        access: "user",
        rate: "read"
      })
    )
  )
  .middleware(SignedIn) {}
