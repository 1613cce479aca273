import { FinishesDashboard } from "@mma-savant/core/composition/dashboard/Finishes"
import { GrapplingDashboard } from "@mma-savant/core/composition/dashboard/Grappling"
import { OverviewDashboard } from "@mma-savant/core/composition/dashboard/Overview"
import { StrikingDashboard } from "@mma-savant/core/composition/dashboard/Striking"
import { WeightClass } from "@mma-savant/core/ranking/WeightClass"
import { Coverage } from "@mma-savant/core/stats/Coverage"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import { unavailable } from "../problem/Problem.ts"
import { provenance } from "../provenance/Provenance.ts"
import { route } from "../request/RoutePolicy.ts"

const query = { weightClass: Schema.optionalKey(WeightClass) }
const told = { coverage: Coverage, ...provenance }
const stated = (summary: string) => route({ summary, access: "anyone", rate: "read" })

export class DashboardApi extends HttpApiGroup.make("dashboards")
  .add(
    HttpApiEndpoint.get("overview", "/overview", {
      query,
      success: Schema.Struct({ ...OverviewDashboard.fields, ...told }),
      error: unavailable
    }).annotateMerge(stated("Classes, years and leaders, of a class or of all")),
    HttpApiEndpoint.get("finishes", "/finishes", {
      query,
      success: Schema.Struct({ ...FinishesDashboard.fields, ...told }),
      error: unavailable
    }).annotateMerge(stated("How fights end: methods, techniques and rounds")),
    HttpApiEndpoint.get("striking", "/striking", {
      query,
      success: Schema.Struct({ ...StrikingDashboard.fields, ...told }),
      error: unavailable
    }).annotateMerge(stated("Who strikes how: targets, accuracy, exchange and stances")),
    HttpApiEndpoint.get("grappling", "/grappling", {
      query,
      success: Schema.Struct({ ...GrapplingDashboard.fields, ...told }),
      error: unavailable
    }).annotateMerge(stated("Who takes down, holds and submits whom"))
  )
  .prefix("/api/dashboards") {}
