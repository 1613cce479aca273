import { Context, Effect, Layer } from "effect"
import { today } from "../../IsoDate.ts"
import type { WeightClass } from "../../ranking/WeightClass.ts"
import type { StoreUnavailable } from "../../StoreUnavailable.ts"
import type { Coverage } from "../../stats/Coverage.ts"
import { StatsReader } from "../../stats/StatsReader.ts"
import type { DashboardFacts } from "./DashboardFacts.ts"
import { type FinishesDashboard, finishesDashboard } from "./Finishes.ts"
import { type GrapplingDashboard, grapplingDashboard } from "./Grappling.ts"
import { type OverviewDashboard, overviewDashboard } from "./Overview.ts"
import { type StrikingDashboard, strikingDashboard } from "./Striking.ts"

type Covered<A> = Effect.Effect<A & { readonly coverage: Coverage }, StoreUnavailable>

/** Dashboards of a class, or of all: of all completed fights, whoever fought them. Each is made of at most four queries. */
export class DashboardComposer extends Context.Service<
  DashboardComposer,
  {
    readonly getOverview: (weightClass?: WeightClass) => Covered<OverviewDashboard>
    readonly getFinishes: (weightClass?: WeightClass) => Covered<FinishesDashboard>
    readonly getStriking: (weightClass?: WeightClass) => Covered<StrikingDashboard>
    readonly getGrappling: (weightClass?: WeightClass) => Covered<GrapplingDashboard>
  }
>()("@mma-savant/core/composition/dashboard/DashboardComposer") {
  static readonly layer = Layer.effect(
    DashboardComposer,
    Effect.gen(function* () {
      const reader = yield* StatsReader
      type Part = Exclude<keyof DashboardFacts, "all">

      /** The parts that a dashboard takes, and no others; the sums of all fights tell what each rests on. */
      const composed = <A extends object>(
        name: string,
        parts: ReadonlyArray<Part>,
        compose: (facts: DashboardFacts) => A
      ) =>
        Effect.fn(`DashboardComposer.${name}`)(function* (weightClass?: WeightClass) {
          const to = yield* today
          const scope = { weightClass, to }
          const has = (part: Part) => parts.includes(part)
          const results = has("results") ? yield* reader.results(to) : []
          const all = yield* reader.groupTallies(scope, "all")
          const dashboard = compose({
            all,
            results: results.filter((bout) => weightClass === undefined || bout.weightClass === weightClass),
            tallies: has("tallies") ? yield* reader.tallies(scope) : [],
            byClass: has("byClass") ? yield* reader.groupTallies(scope, "weightClass") : [],
            byYear: has("byYear") ? yield* reader.groupTallies(scope, "year") : []
          })
          const { fights = 0, measuredFights = 0 } = all[0]?.sums ?? {}
          return { ...dashboard, coverage: { fights, measuredFights } }
        })

      return DashboardComposer.of({
        getOverview: composed("getOverview", ["tallies", "byClass", "byYear"], overviewDashboard),
        getFinishes: composed("getFinishes", ["results"], finishesDashboard),
        getStriking: composed("getStriking", ["results", "tallies", "byClass"], strikingDashboard),
        getGrappling: composed("getGrappling", ["tallies", "byClass"], grapplingDashboard)
      })
    })
  )
}
