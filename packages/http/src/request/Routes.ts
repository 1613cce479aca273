import * as FindMyWay from "effect/http/FindMyWay"
import { HttpApi } from "effect/http-api"
import { Api } from "../Api.ts"

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const

/** Routes that are not declared in {@link Api}. */
const others = ["/openapi.json", "/docs", "/ws/chat/:id"] as const

/** The path alone: the query may hold a ticket. */
export const pathOf = (url: string): string => url.split(/[?#]/, 1)[0]!

/** An address is written in one way, but for a slash at its end. */
export const routerConfig = { caseSensitive: true, ignoreDuplicateSlashes: false, ignoreTrailingSlash: true }

const table = FindMyWay.make<true>(routerConfig)
for (const path of others) table.on("GET", path, true)
HttpApi.reflect(Api, {
  onGroup: () => {},
  onEndpoint: ({ endpoint }) => table.on(endpoint.method, `/${endpoint.path.slice(1)}`, true)
})

/** The methods that a path answers to; none for an unknown path. */
export const allowedMethods = (url: string): ReadonlyArray<string> =>
  methods
    .filter((method) => table.find(method, url) !== undefined)
    .flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : method))
