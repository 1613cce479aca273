import { Effect, Layer, Stream } from "effect"
import { FetchHttpClient, HttpClient, HttpClientRequest } from "effect/http"
import {
  type HttpApi,
  HttpApiClient,
  type HttpApiEndpoint,
  type HttpApiGroup,
  HttpApiMiddleware
} from "effect/http-api"
import { Api } from "./Api.ts"
import { SignedIn } from "./auth/SignedIn.ts"
import { Watching } from "./conversation/Watching.ts"

export { EventId, FighterId, MatchId, UserId } from "@mma-savant/core/Identity"

export interface ClientOptions {
  /** Where the server is, such as `https://savant.example.org`. */
  readonly baseUrl: string | URL
  /** A bearer token, sent where a route asks for one; without it those answer 401. */
  readonly token?: string | undefined
}

/** A function for each route, by group and name, as {@link Api} declares them. */
export type Client = HttpApiClient.ForApi<typeof Api>

const signedWith = (token: string | undefined) => {
  const sign: HttpApiMiddleware.HttpApiMiddlewareClient<never, never, never> = ({ next, request }) =>
    next(token === undefined ? request : HttpClientRequest.bearerToken(request, token))
  return Layer.merge(HttpApiMiddleware.layerClient(SignedIn, sign), HttpApiMiddleware.layerClient(Watching, sign))
}

/** A server of another origin allows for no headers of traces. */
const quiet = HttpClient.transformResponse(Effect.provideService(HttpClient.TracerPropagationEnabled, false))

/**
 * The client of a server, over `fetch`. What a route refuses is the error that it declares; what is wrong with the
 * arguments is told before anything is sent, as a `SchemaError`.
 */
export const make = ({ baseUrl, token }: ClientOptions): Effect.Effect<Client> =>
  HttpApiClient.make(Api, { baseUrl, transformClient: quiet }).pipe(
    Effect.provide([signedWith(token), FetchHttpClient.layer])
  )

type Groups = typeof Api extends HttpApi.HttpApi<infer _Id, infer Declared> ? Declared : never

type Request<Endpoint extends HttpApiEndpoint.ConstraintRequest> = HttpApiEndpoint.ClientRequest<
  Endpoint["~Params"],
  Endpoint["~Query"],
  Endpoint["~Payload"],
  Endpoint["~Headers"],
  "decoded-only"
>

type Answer<A> = A extends Stream.Stream<infer Item, infer _E, infer _R> ? AsyncIterable<Item> : A

type Methods<Endpoints> = {
  readonly [Name in keyof Endpoints]: Endpoints[Name] extends HttpApiEndpoint.ConstraintRequest
    ? (request: Request<Endpoints[Name]>) => Promise<Answer<HttpApiClient.SuccessType<Endpoints[Name]["~Success"]>>>
    : never
}

/** The same without Effect: a promise for each answer, which is rejected with the error, and what streams to iterate over. */
export type PromiseClient = {
  readonly [Group in Groups as HttpApiGroup.Identifier<Group>]: Methods<Group["endpoints"]>
}

type Route = (request: unknown) => Effect.Effect<unknown, unknown>

const promising =
  (route: Route) =>
  async (request: unknown): Promise<unknown> => {
    const answer = await Effect.runPromise(route(request))
    return Stream.isStream(answer) ? Stream.toAsyncIterable(answer as Stream.Stream<unknown>) : answer
  }

const mapValues = <A, B>(record: Readonly<Record<string, A>>, f: (value: A) => B): Readonly<Record<string, B>> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, f(value)]))

/** The client for whoever does not use Effect. */
export const makePromise = (options: ClientOptions): PromiseClient => {
  const client: unknown = Effect.runSync(make(options))
  const groups = client as Readonly<Record<string, Readonly<Record<string, Route>>>>
  return mapValues(groups, (routes) => mapValues(routes, promising)) as unknown as PromiseClient
}
