import { StoreUnavailable } from "@mma-savant/core/StoreUnavailable"
import { Effect, Layer } from "effect"
import { Outage } from "./Outage.ts"
import { logOutage } from "./ProblemResponse.ts"

export const layer = Layer.succeed(Outage, (httpEffect) =>
  Effect.tapError(httpEffect, (error: unknown) => (error instanceof StoreUnavailable ? logOutage(error) : Effect.void))
)
