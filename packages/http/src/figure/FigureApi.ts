import { FighterSeries, GroupFigures, RankedFigures, RecordFigures } from "@mma-savant/core/composition/FigureComposer"
import { FighterId } from "@mma-savant/core/Identity"
import { IsoDate } from "@mma-savant/core/IsoDate"
import { maxLimit } from "@mma-savant/core/Listing"
import { MethodFamily } from "@mma-savant/core/match/Method"
import { WeightClass } from "@mma-savant/core/ranking/WeightClass"
import { BoutRecordId } from "@mma-savant/core/stats/BoutRecord"
import { Grouping } from "@mma-savant/core/stats/Grouping"
import { GroupMetricId } from "@mma-savant/core/stats/GroupMetric"
import { RankOrder } from "@mma-savant/core/stats/Leaderboard"
import { MetricId } from "@mma-savant/core/stats/Metric"
import { Schema, SchemaTransformation } from "effect"
import { HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import { fighterNotFound } from "../fighter/FighterApi.ts"
import { unavailable } from "../problem/Problem.ts"
import { worded } from "../problem/Worded.ts"
import { provenance } from "../provenance/Provenance.ts"
import { flag } from "../request/Flag.ts"
import { limit } from "../request/Paging.ts"
import { inOrder, period } from "../request/Period.ts"
import { route } from "../request/RoutePolicy.ts"
import { idParameter, wholeNumber } from "../request/WholeNumber.ts"

/** Which completed fights count; both days are included. */
const fights = {
  weightClass: Schema.optionalKey(WeightClass),
  ...period
}

/** Nobody is active in a time that is over before it begins. */
const activeInTime = Schema.makeFilter(
  ({ activeSince, to }: { readonly activeSince?: IsoDate; readonly to?: IsoDate }) =>
    activeSince === undefined || to === undefined || activeSince <= to
      ? undefined
      : { path: ["activeSince"], issue: "not after to" }
)

/** Only each fighter's latest so many of the fights that all else lets in. */
const last = Schema.optionalKey(wholeNumber(Schema.Int, maxLimit))

/** The most fighters of a series. */
const mostFighters = 10

const words = `1 to ${mostFighters} ids of fighters, separated by commas`

const FighterIds = Schema.String.annotate({ description: words }).pipe(
  Schema.check(
    Schema.isPattern(/^[1-9]\d{0,9}(,[1-9]\d{0,9})*$/),
    Schema.makeFilter((text) => text.split(",").length <= mostFighters)
  ),
  Schema.decodeTo(
    Schema.Array(FighterId),
    SchemaTransformation.transform({
      decode: (text: string): ReadonlyArray<number> => [...new Set(text.split(",").map(Number))],
      encode: (ids: ReadonlyArray<number>) => ids.join(",")
    })
  ),
  worded(words)
)

/** What there is to ask for: of fighters, of fights whoever fought them, and of single fights. */
const MetricEntry = Schema.Struct({
  id: Schema.String,
  of: Schema.Literals(["fighters", "groups", "records"]),
  label: Schema.String,
  unit: Schema.String,
  definition: Schema.String,
  /** What it is divided by; null for a sum. */
  denominator: Schema.NullOr(Schema.String),
  /** The fewest fights of whoever ranks, when nobody says; null where nobody ranks by it. */
  minFights: Schema.NullOr(Schema.Int)
})

const stated = (summary: string) => route({ summary, access: "anyone", rate: "read" })

export class FigureApi extends HttpApiGroup.make("figures").add(
  HttpApiEndpoint.get("metrics", "/api/metrics", {
    success: Schema.Struct({ items: Schema.Array(MetricEntry), ...provenance }),
    error: unavailable
  }).annotateMerge(stated("Every figure that can be asked for, and how it is defined")),
  HttpApiEndpoint.get("leaderboard", "/api/leaderboards/:metric", {
    params: { metric: MetricId },
    query: inOrder(
      Schema.Struct({
        ...fights,
        last,
        /** Only fighters with a completed fight, in whatever class, from this day on. */
        activeSince: Schema.optionalKey(IsoDate),
        /** The metric's own when left out. */
        minFights: Schema.optionalKey(wholeNumber(Schema.Int, 1000)),
        order: Schema.optionalKey(RankOrder),
        limit
      }).pipe(Schema.check(activeInTime))
    ),
    success: Schema.Struct({ ...RankedFigures.fields, ...provenance }),
    error: unavailable
  }).annotateMerge(stated("Fighters by a figure; equal values share a rank, and ties at the cut are stated")),
  HttpApiEndpoint.get("series", "/api/series/:metric", {
    params: { metric: MetricId },
    query: inOrder(Schema.Struct({ fighterIds: FighterIds, by: Schema.optionalKey(Grouping), ...fights, last })),
    success: Schema.Struct({ ...FighterSeries.fields, ...provenance }),
    error: [fighterNotFound, unavailable]
  }).annotateMerge(stated("A figure of fighters by year, when nothing else is said, by class or fight by fight")),
  HttpApiEndpoint.get("groups", "/api/groups/:metric", {
    params: { metric: GroupMetricId },
    query: inOrder(
      Schema.Struct({ by: Schema.optionalKey(Schema.Literals(["year", "weightClass", "all"])), ...fights })
    ),
    success: Schema.Struct({ ...GroupFigures.fields, ...provenance }),
    error: unavailable
  }).annotateMerge(stated("A figure of all fights by year, when nothing else is said, by class or together")),
  HttpApiEndpoint.get("records", "/api/records/:record", {
    params: { record: BoutRecordId },
    query: inOrder(
      Schema.Struct({
        ...fights,
        fighterId: Schema.optionalKey(idParameter(FighterId)),
        methodFamily: Schema.optionalKey(MethodFamily),
        titleBoutsOnly: Schema.optionalKey(flag),
        limit
      })
    ),
    success: Schema.Struct({ ...RecordFigures.fields, ...provenance }),
    error: [fighterNotFound, unavailable]
  }).annotateMerge(stated("The most or least of something in a single fight"))
) {}
