import type { Access } from "@mma-savant/core/auth/Access"
import { Context } from "effect"
import { OpenApi } from "effect/http-api"
import type { RateClass } from "../limit/RateClass.ts"

/** What every route states of itself. */
export interface RoutePolicy {
  /** Who may use it. Where it is `self-or-admin`, `id` in the path is the user whose thing it is. */
  readonly access: Access
  /** What it counts as; null for what is asked by machines that watch the server. */
  readonly rate: RateClass | null
}

export const RoutePolicy = Context.Service<RoutePolicy>("@mma-savant/http/request/RoutePolicy")

interface Stated extends RoutePolicy {
  /** One sentence for the reference. */
  readonly summary: string
  /** Whether the request may come without a body. */
  readonly bodyOptional?: boolean
}

/** The annotations of a route. */
export const route = ({ access, bodyOptional = false, rate, summary }: Stated) =>
  OpenApi.annotations({
    summary,
    transform: (operation) => ({
      ...operation,
      ...(bodyOptional ? { requestBody: { ...operation["requestBody"], required: false } } : {}),
      "x-access": access,
      "x-rate-class": rate
    })
  }).pipe(Context.add(RoutePolicy, { access, rate }))
