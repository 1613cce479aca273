import { Context } from "effect"
import * as FindMyWay from "effect/http/FindMyWay"
import { HttpApi, type HttpApiEndpoint } from "effect/http-api"
import { Api } from "../Api.ts"
import { Permitted } from "../auth/Permitted.ts"
import { SignedIn } from "../auth/SignedIn.ts"
import { Watching } from "../conversation/Watching.ts"
import { saysProvenance } from "../provenance/Provenance.ts"
import { RoutePolicy } from "./RoutePolicy.ts"

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const

/** Routes that are not declared in {@link Api}. */
const others = ["/openapi.json", "/docs", "/ws/chat/:id"] as const

/** The path alone: the query may hold a ticket. */
export const pathOf = (url: string): string => {
  const end = url.search(/[?#]/)
  return end === -1 ? url : url.slice(0, end)
}

/** The router would take what follows a semicolon for parameters. No address of ours has one. */
export const hasSemicolon = (url: string): boolean => url.includes(";") && pathOf(url).includes(";")

/** An address is written in one way, but for a slash at its end. */
export const routerConfig = { caseSensitive: true, ignoreDuplicateSlashes: false, ignoreTrailingSlash: true }

/** What keeps a policy: one of each row. */
const keepers = {
  anyone: [],
  user: [[SignedIn, Watching]],
  "self-or-admin": [[SignedIn], [Permitted]],
  admin: [[SignedIn], [Permitted]]
} as const

type Stating = Pick<HttpApiEndpoint.Top, "annotations" | "method" | "middlewares" | "path">

/** The policy that a route states. One that states none, or has not what keeps it, is a bug that no server starts with. */
export const statedPolicy = ({ annotations, method, middlewares, path }: Stating): RoutePolicy => {
  const policy = Context.getOrUndefined(annotations, RoutePolicy)
  if (policy === undefined) throw new Error(`${method} ${path} states no policy`)
  const { access } = policy
  const namesSubject = access !== "self-or-admin" || path.split("/").includes(":id")
  if (!namesSubject || keepers[access].some((row) => !row.some((keeper) => middlewares.has(keeper)))) {
    throw new Error(`${method} ${path} does not keep its policy: ${access}`)
  }
  return policy
}

/** What is known of a route before it is taken. */
export interface KnownRoute extends RoutePolicy {
  /** Whether it answers everybody alike, from the facts. */
  readonly tellsFacts: boolean
}

/** Answers from the facts say of which day they are. */
const tellsFacts = (endpoint: Stating & Pick<HttpApiEndpoint.Top, "success">): boolean =>
  endpoint.method === "GET" && statedPolicy(endpoint).access === "anyone" && [...endpoint.success].some(saysProvenance)

const table = FindMyWay.make<KnownRoute>(routerConfig)
for (const path of others) table.on("GET", path, { access: "anyone", rate: "read", tellsFacts: false })
HttpApi.reflect(Api, {
  onGroup: () => {},
  onEndpoint: ({ endpoint }) =>
    table.on(endpoint.method, `/${endpoint.path.slice(1)}`, {
      ...statedPolicy(endpoint),
      tellsFacts: tellsFacts(endpoint)
    })
})

/** The route that a request goes to; undefined for none. */
export const routeOf = (method: string, url: string): KnownRoute | undefined =>
  table.find(method === "HEAD" ? "GET" : method, pathOf(url))?.handler

/** The methods that a path answers to; none for an unknown path. */
export const allowedMethods = (url: string): ReadonlyArray<string> =>
  methods
    .filter((method) => table.find(method, url) !== undefined)
    .flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : method))
