import type { Pairing } from "@mma-savant/core/stats/BoutResult"
import { type EloParameters, eloGrid, eloParameters, plainElo } from "@mma-savant/core/stats/EloParameters"
import { contest, rateField, type Spans, spansOf, yearly } from "@mma-savant/core/stats/EloTrial"
import { type Trial, tune } from "@mma-savant/core/stats/EloTuning"
import type { Bucket, Measures, Span } from "@mma-savant/core/stats/Forecast"

const amount = (count: number) => count.toLocaleString("en-US")
const percent = (ratio: number | null) => (ratio === null ? "-" : `${(ratio * 100).toFixed(1)}%`)
const fixed = (value: number | null) => (value === null ? "-" : value.toFixed(4))

const table = (head: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): string => {
  const line = (cells: ReadonlyArray<string>) => `| ${cells.join(" | ")} |`
  return [line(head), line(head.map((_, index) => (index === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n")
}

const byNumber = new Intl.Collator("en", { numeric: true })

const days = ({ after, until }: Span) => `after ${after}, up to ${until}`

const contestants = (results: ReadonlyArray<Pairing>, spans: Spans): string => {
  const { coin, moreWins, plain, rating } = contest(results, spans)
  const row = (name: string, { accuracy, bouts, brier, logLoss }: Measures) => [
    name,
    amount(bouts),
    fixed(logLoss),
    fixed(brier),
    percent(accuracy)
  ]
  return table(
    ["forecast", "fights", "log loss", "Brier score", "favourite won"],
    [
      row("the rating", rating),
      row(`Elo without tuning (K ${plainElo.k}, everybody starts at 1500)`, plain),
      row("more wins in the data wins", moreWins),
      row("50/50", coin)
    ]
  )
}

const calibrated = (buckets: ReadonlyArray<Bucket>): string =>
  table(
    ["favourite's probability", "fights", "mean forecast", "favourite won"],
    buckets.map(({ bouts, expected, from, observed, to }) => [
      `${Math.round(from * 100)}-${Math.round(to * 100)}%`,
      amount(bouts),
      percent(expected),
      percent(observed)
    ])
  )

const axes: ReadonlyArray<readonly [name: string, of: (parameters: EloParameters) => string]> = [
  ["K", ({ k }) => String(k)],
  ["K of the first 5 fights / K", ({ k, newcomerK }) => String(newcomerK / k)],
  ["a finish counts", ({ finishWeight }) => String(finishWeight)],
  ["a split or majority decision counts", ({ closeWeight }) => String(closeWeight)],
  [
    "a new fighter starts at",
    ({ fieldYears }) =>
      fieldYears === null ? "1500" : `the mean of those who fought in ${fieldYears} year${fieldYears > 1 ? "s" : ""}`
  ]
]

/** What every setting reaches when the others are chosen best for it: what each of them is worth. */
const searched = (trials: ReadonlyArray<Trial>): string =>
  table(
    ["setting", "value", "best log loss", "in use"],
    axes.flatMap(([name, of]) =>
      [...Map.groupBy(trials, ({ parameters }) => of(parameters))]
        .sort(([a], [b]) => byNumber.compare(a, b))
        .map(([value, found]) => [
          name,
          value,
          fixed(Math.min(...found.map(({ logLoss }) => logLoss))),
          value === of(eloParameters) ? "yes" : ""
        ])
    )
  )

const byYear = (results: ReadonlyArray<Pairing>, { chosen, measured }: Spans): string =>
  table(
    ["year", "fights", "log loss", "favourite won"],
    yearly(results, { after: chosen.after, until: measured.until }).map(([year, { accuracy, bouts, logLoss }]) => [
      year,
      amount(bouts),
      fixed(logLoss),
      percent(accuracy)
    ])
  )

const same = (a: EloParameters, b: EloParameters) => axes.every(([, of]) => of(a) === of(b))

const verdict = (best: Trial | undefined): string => {
  if (best === undefined) return "There is no fight in those years to choose by."
  const tried = Object.values(eloGrid).reduce((all, values) => all * values.length, 1)
  const found = `Of ${tried} combinations the best reaches a log loss of ${fixed(best.logLoss)}`
  return same(best.parameters, eloParameters)
    ? `${found}: it is the one in use.`
    : `${found}: ${axes.map(([name, of]) => `${name} ${of(best.parameters)}`).join(", ")}. The one in use was chosen on other data.`
}

const sources = {
  files: { name: "the community CSV data set", flag: "--data path/to/the/csv/files " },
  database: { name: "the database", flag: "" }
} as const

/** The report as Markdown. Null without a fight. The search takes some seconds of computing. */
export const of = (results: ReadonlyArray<Pairing>, source: keyof typeof sources): string | null => {
  const spans = spansOf(results)
  if (spans === null) return null
  const { calibration, ratings } = rateField(results)
  const trials = tune(results, spans.chosen)
  const { flag, name } = sources[source]
  return `# The rating behind \`predict\`

Written by a program from ${name}: ${amount(results.length)} completed fights up to ${spans.measured.until}, ${amount(ratings.size)} fighters rated.
Anybody who has the data can repeat it:

\`\`\`
npm run elo -- ${flag}--write docs/elo.md
\`\`\`

Without \`--data\` it reads the database that \`npm run collect -- import\` fills.

## What it is

Elo's rating, over all fights in the order of their days. The forecast of a fight knows the days before it and nothing
else: not the corner, not the card, not another fight of the same night. A draw is half a win; a no contest and an
overturned result are passed over. A disqualification is forecast and measured like any other fight, but moves no rating:
it tells of a foul, not of who is better. Fights of somebody unidentified are left out. Ages, injuries, styles and weight
classes are unknown to it.

## How good it is

Measured on the fights of the last three years (${days(spans.measured)}) that had a winner.
Nothing was chosen on them. Where two are even, the favourite counts as half a winner. "More wins" is as sure of itself
as it was right in the ten years before. Lower is better for log loss (a coin: 0.6931) and Brier score (a coin: 0.25).

${contestants(results, spans)}

Most fights are close to even as far as results alone can tell, so what can be gained over a coin is small.

Years differ by more than settings do. All of these, the years of the choice included:

${byYear(results, spans)}

## Calibration

The same fights, by the probability of the favourite: a forecast is good when the two last columns agree. A bucket of few
fights says little. Fights without a favourite are in none.

${calibrated(calibration)}

\`predict\` tells the bucket that its forecast falls in, with these figures for the data at hand.

## How the settings were chosen

By log loss over the ten years before (${days(spans.chosen)}), each value with each, the ratings
running from the first fight on. ${verdict(trials[0])}
The table has, for each value, the best that any combination with it reaches; a unanimous decision counts 1.

${searched(trials)}

A bonus for finishes that does not lower the log loss is not given. A close decision tells little of who is better, so
it counts little.`
}
