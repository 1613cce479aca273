import { Schema } from "effect"
import { Method, methodFamily } from "../../match/Method.ts"
import { over } from "../../stats/MetricRule.ts"
import type { DashboardFacts } from "./DashboardFacts.ts"

/** The most techniques that are told. */
const mostTechniques = 20

/** How fights ended. Shares are 0 to 1 of the fights whose round is known. */
export const FinishesDashboard = Schema.Struct({
  methods: Schema.Array(Schema.Struct({ method: Method, fights: Schema.Int })),
  submissionTechniques: Schema.Array(Schema.Struct({ technique: Schema.String, fights: Schema.Int })),
  rounds: Schema.Array(Schema.Struct({ round: Schema.Int, fights: Schema.Int, share: Schema.Finite })),
  averageRound: Schema.NullOr(Schema.Finite)
})
export type FinishesDashboard = typeof FinishesDashboard.Type

/** How often each of the values occurs, the most frequent first, of equal ones in the order of the values. */
export const frequencies = <A extends string | number>(values: ReadonlyArray<A>): ReadonlyArray<readonly [A, number]> =>
  [...Map.groupBy(values, (value) => value)]
    .map(([value, all]) => [value, all.length] as const)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))

export const finishesDashboard = ({ results }: DashboardFacts): FinishesDashboard => {
  const decided = results.filter(({ method }) => method !== null)
  const rounds = results.flatMap(({ round }) => round ?? [])
  const submissions = decided.filter(({ method }) => methodFamily(method!) === "SUB")
  return {
    methods: frequencies(decided.map(({ method }) => method!)).map(([method, fights]) => ({ method, fights })),
    submissionTechniques: frequencies(submissions.flatMap(({ methodDetail }) => methodDetail ?? []))
      .slice(0, mostTechniques)
      .map(([technique, fights]) => ({ technique, fights })),
    rounds: frequencies(rounds)
      .toSorted(([a], [b]) => a - b)
      .map(([round, fights]) => ({ round, fights, share: fights / rounds.length })),
    averageRound: over(
      rounds.reduce((sum, round) => sum + round, 0),
      rounds.length
    )
  }
}
