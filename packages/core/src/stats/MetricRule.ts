/** What a value is measured in. A ratio lies between 0 and 1. */
export type MetricUnit = "count" | "ratio" | "seconds" | "per minute" | "per 15 minutes" | "per fight"

/** How a figure comes of sums. */
export interface MetricRule<Sums> {
  readonly unit: MetricUnit
  /** How it is computed, in one sentence: the glossary. */
  readonly definition: string
  /** What is divided by; null for a sum. Of a sum, few fights say as much as many. */
  readonly denominator: string | null
  /** Rests on round statistics, which not every fight has. */
  readonly measured: boolean
  /** Null when there is nothing to divide by. */
  readonly value: (sums: Sums) => number | null
  /** What is divided by, where that is attempts: of few of them a share says as little as of few fights. */
  readonly attempts?: (sums: Sums) => number
}

export const over = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null)

/** The rules that figures over all kinds of sums have in common. */
export const rulesOver = <Sums>() => ({
  count: (definition: string, value: (sums: Sums) => number): MetricRule<Sums> => ({
    unit: "count",
    definition,
    denominator: null,
    measured: false,
    value
  }),
  ratio: (part: string, denominator: string, value: (sums: Sums) => number | null): MetricRule<Sums> => ({
    unit: "ratio",
    definition: `${part} / ${denominator}.`,
    denominator,
    measured: true,
    value
  })
})
