import { FighterComparison } from "@mma-savant/core/composition/FighterComparison"
import { HeadToHead } from "@mma-savant/core/composition/HeadToHead"
import { FighterId } from "@mma-savant/core/Identity"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import { fighterNotFound } from "../fighter/FighterApi.ts"
import { invalid, unavailable } from "../problem/Problem.ts"
import { provenance } from "../provenance/Provenance.ts"
import { route } from "../request/RoutePolicy.ts"
import { idParameter } from "../request/WholeNumber.ts"

/** Two different fighters. */
const pair = { a: idParameter(FighterId), b: idParameter(FighterId) }

export class ComparisonApi extends HttpApiGroup.make("comparison").add(
  HttpApiEndpoint.get("headToHead", "/api/head-to-head", {
    query: pair,
    success: Schema.Struct({ ...HeadToHead.fields, ...provenance }),
    error: [fighterNotFound, invalid, unavailable]
  }).annotateMerge(
    route({ summary: "The bouts of two fighters against each other, the latest first", access: "anyone", rate: "read" })
  ),
  HttpApiEndpoint.get("fighters", "/api/compare", {
    query: pair,
    success: Schema.Struct({ ...FighterComparison.fields, ...provenance }),
    error: [fighterNotFound, invalid, unavailable]
  }).annotateMerge(
    route({
      summary: "The totals and rates of two fighters side by side, and who would win",
      access: "anyone",
      rate: "read"
    })
  )
) {}
