import { IsoDate } from "@mma-savant/core/IsoDate"
import { UsageBy, UsagePeriodInvalid, UsageReport } from "@mma-savant/core/llm/UsageReport"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import { Permitted } from "../auth/Permitted.ts"
import { SignedIn } from "../auth/SignedIn.ts"
import { problem, unavailable } from "../problem/Problem.ts"
import { worded } from "../problem/Worded.ts"
import { route } from "../request/RoutePolicy.ts"

const periodInvalid = problem(
  UsagePeriodInvalid,
  { status: 400, code: "VALIDATION", title: "Bad Request" },
  {
    tell: ({ field, message }) => ({ detail: `${field}: ${message}`, errors: [{ field, message }] }),
    revive: ({ detail, errors: [fault = { field: "from", message: detail }] = [] }) => ({
      _tag: "UsagePeriodInvalid" as const,
      field: fault.field === "to" ? ("to" as const) : ("from" as const),
      message: fault.message
    })
  }
)

/** Days in UTC, both included: up to today, and from the first of the month on, where the client does not say. */
const period = { from: Schema.optionalKey(IsoDate), to: Schema.optionalKey(IsoDate) }

export class UsageApi extends HttpApiGroup.make("usage").add(
  HttpApiEndpoint.get("own", "/api/usage", {
    query: {
      ...period,
      by: Schema.optionalKey(Schema.Literals(["day", "model"]).pipe(worded("day or model")))
    },
    success: UsageReport,
    error: [periodInvalid, unavailable]
  })
    .annotateMerge(
      route({
        summary: "What answers to one's own questions used and cost, by day or model; at most 366 days",
        access: "user",
        rate: "read"
      })
    )
    .middleware(SignedIn),
  HttpApiEndpoint.get("all", "/api/admin/usage", {
    query: { ...period, by: Schema.optionalKey(UsageBy.pipe(worded("day, model or user"))) },
    success: UsageReport,
    error: [periodInvalid, unavailable]
  })
    .annotateMerge(
      route({
        summary: "What all use of the language models cost, by day, model or user; at most 366 days",
        access: "admin",
        rate: "read"
      })
    )
    .middleware(Permitted)
    .middleware(SignedIn)
) {}
