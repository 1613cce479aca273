import { HeadToHead } from "@mma-savant/core/composition/HeadToHead"
import { FighterId } from "@mma-savant/core/Identity"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import { fighterNotFound } from "../fighter/FighterApi.ts"
import { invalid, unavailable } from "../problem/Problem.ts"
import { provenance } from "../provenance/Provenance.ts"
import { route } from "../request/RoutePolicy.ts"
import { idParameter } from "../request/WholeNumber.ts"

export class ComparisonApi extends HttpApiGroup.make("comparison").add(
  HttpApiEndpoint.get("headToHead", "/api/head-to-head", {
    /** Two different fighters. */
    query: { a: idParameter(FighterId), b: idParameter(FighterId) },
    success: Schema.Struct({ ...HeadToHead.fields, ...provenance }),
    error: [fighterNotFound, invalid, unavailable]
  }).annotateMerge(
    route({ summary: "The bouts of two fighters against each other, the latest first", access: "anyone", rate: "read" })
  )
) {}
