import { amount } from "@mma-savant/core/stats/Amount"
import { groupMetric, isGroupMetricId } from "@mma-savant/core/stats/GroupMetric"
import { type MetricId, metric } from "@mma-savant/core/stats/Metric"
import { boutRecordLabels, groupMetricLabels, metricLabels } from "@mma-savant/core/stats/MetricLabel"
import { cell, highest, isTabled, itemised } from "../Phrase.ts"
import type { ComparisonPhrases, FigurePhrases, ProfileMeasure, Row } from "../PhraseBook.ts"
import { outcomesText } from "./EnglishBouts.ts"
import { bodyHeight, centimetres, counted, coverageText, inData, kilograms, listed, scopeText } from "./EnglishWords.ts"

const measures: Readonly<Record<ProfileMeasure, readonly [name: string, say: (value: number) => string]>> = {
  record: ["record", String],
  heightCm: ["height", bodyHeight],
  reachCm: ["reach", centimetres],
  weightKg: ["weight", kilograms],
  age: ["age", (years) => counted(years, "year")],
  stance: ["stance", String],
  nickname: ["nickname", String]
}

/** How a count is told: what the fighter has so many of. */
const counts: Partial<Record<MetricId, string>> = {
  fights: "fight",
  wins: "win",
  losses: "loss",
  draws: "draw",
  "no-contests": "no contest",
  "ko-tko-wins": "KO/TKO win",
  "submission-wins": "submission win",
  "decision-wins": "decision win",
  "ko-tko-losses": "KO/TKO loss",
  "submission-losses": "submission loss",
  "decision-losses": "decision loss",
  "finish-wins": "win inside the distance",
  "title-fights": "title fight",
  "title-wins": "title fight win",
  knockdowns: "knockdown",
  "sig-strikes": "significant strike",
  "total-strikes": "strike",
  takedowns: "takedown",
  "submission-attempts": "submission attempt",
  reversals: "reversal"
}

const label = (id: string): string =>
  ({ ...boutRecordLabels, ...groupMetricLabels, ...metricLabels })[id as MetricId].en

/** "14 wins", "a takedown accuracy of 56.0%", "a win streak of 14". */
export const figureText = (id: MetricId, value: number): string => {
  const { label, unit } = metric(id)
  const count = counts[id]
  if (count !== undefined) return counted(value, count, id === "finish-wins" ? "wins inside the distance" : undefined)
  const name = label.toLowerCase()
  if (unit.startsWith("per ")) return `${value.toFixed(2)} ${name}`
  return `${/^[aeiou]/.test(name) ? "an" : "a"} ${name} of ${amount(value, unit)}`
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

const standing = (rank: unknown, list: unknown): string =>
  rank === 0 ? `${list} champion` : `Ranked ${rank} at ${list}`

const profile = (row: Row, sampleOnly: boolean): string => {
  const called = row["nickname"] === null ? "" : ` ("${row["nickname"]}")`
  const body = [
    ...(row["age"] === null ? [] : [`age ${row["age"]}`]),
    ...(row["heightCm"] === null ? [] : [`height ${bodyHeight(Number(row["heightCm"]))}`]),
    ...(row["weightKg"] === null ? [] : [`weight ${kilograms(Number(row["weightKg"]))}`]),
    ...(row["reachCm"] === null ? [] : [`reach ${centimetres(Number(row["reachCm"]))}`]),
    ...(row["stance"] === null ? [] : [`${row["stance"]} stance`])
  ]
  const about = body.length === 0 ? "" : ` ${capital(body.join(", "))}.`
  const place = row["rank"] === null ? "" : ` ${standing(row["rank"], row["rankedIn"])}.`
  if (row["lastFight"] === null) {
    return `${row["name"]}${called} has no completed fight ${inData(sampleOnly)}.${about}${place}`
  }
  const ways = listed([
    counted(Number(row["koTkoWins"]), "KO/TKO win"),
    counted(Number(row["submissionWins"]), "submission win"),
    counted(Number(row["decisionWins"]), "decision win")
  ])
  return `${row["name"]}${called} has a record of ${row["record"]} ${inData(sampleOnly)}, with ${ways}. First fight ${row["firstFight"]}, last fight ${row["lastFight"]}.${about}${place}`
}

const groupings = { year: "year", weightClass: "weight class", fight: "fight" } as const

/** The unit of a figure of fighters, or of fights. */
const unitOf = (id: string): string | null =>
  isGroupMetricId(id) ? groupMetric(id).unit : id in metricLabels ? metric(id as MetricId).unit : null

export const englishFigures: FigurePhrases = {
  measureName: (measure) => measures[measure][0],
  measured: (row, measure) => {
    const value = row[measure] ?? null
    return typeof value === "number" ? measures[measure][1](value) : value === null ? null : String(value)
  },
  measure: (name, measure, value, sampleOnly) => {
    const where = measure === "record" ? ` ${inData(sampleOnly)} (wins-losses-draws)` : ""
    return `The ${measures[measure][0]} of ${name} is ${value}${where}.`
  },
  measureUnknown: (name, measure, sampleOnly) => `The ${measures[measure][0]} of ${name} is not ${inData(sampleOnly)}.`,
  notKnown: "not known",
  noFights: (name, scope) => `${name} has no completed fight${scopeText(scope)}.`,
  division: (name, weightClass, date, sampleOnly) =>
    `The latest fight of ${name} ${inData(sampleOnly)} was at ${weightClass ?? "no known class"}, on ${date}.`,
  label,
  figure: figureText,
  has: (name, id, value, scope, coverage) => {
    const said = `${name} has ${figureText(id, value)}`
    if (metric(id).measured) return `${said}${scopeText(scope)}${coverageText(coverage)}.`
    const outOf = id === "fights" || coverage === null ? "" : ` from ${counted(coverage.fights, "fight")}`
    return `${said}${outOf}${scopeText(scope)}.`
  },
  unknown: (name, id, { sampleOnly }, coverage) =>
    metric(id).measured
      ? `${metric(id).label} of ${name}: not known. Statistics ${inData(sampleOnly)} cover ${coverage?.measuredFights ?? 0} of ${coverage?.fights ?? 0} fights.`
      : `${metric(id).label} of ${name}: there is nothing to count it from ${inData(sampleOnly)}.`,
  record: (name, outcomes, scope, atLeast) =>
    `The record of ${name}${scopeText(scope)}: ${atLeast ? "at least " : ""}${outcomesText(outcomes)}.`,
  profile,
  against: (name, other, id, values) => {
    const told = values.map(({ date, value }) =>
      value === null ? `${date}: not known` : `${date}: ${amount(value, metric(id).unit)}`
    )
    const [only] = values
    if (values.length === 1 && only?.value != null)
      return `${name} has ${figureText(id, only.value)} against ${other} in their fight of ${only.date}.`
    return `${metric(id).label} of ${name} against ${other}, fight by fight: ${told.join("; ")}.`
  },
  series: (about, id, by, scope, rows) => {
    const heading = `${label(id)}${about === null ? "" : ` of ${about}`} by ${groupings[by]}${scopeText(scope)}`
    if (rows.length === 0) return `${heading}: there is no fight to count.`
    const unit = unitOf(id)
    const at = by === "fight" ? "date" : by
    const [only] = rows
    if (about === null && by === "year" && rows.length === 1 && scope.period.span._tag === "Year") {
      const value = only?.["value"]
      return `${label(id)}${scopeText(scope)}: ${typeof value === "number" ? amount(value, unit) : "not known"}.`
    }
    const lines = rows.map((row) => {
      const who = row["name"] === undefined || about === null || !about.includes(",") ? "" : `, ${row["name"]}`
      return `${row[at] ?? "no known class"}${who}: ${typeof row["value"] === "number" ? amount(row["value"], unit) : "not known"}`
    })
    return `${heading}${isTabled(rows) ? "." : ":"}${itemised(lines, by === "weightClass" ? `The highest: ${lines[highest(rows)]}.` : `The latest: ${lines.at(-1)}.`)}`
  },
  definition: (id, rows) =>
    rows
      .map(({ definition, dividedBy, label, minFights, of, restsOn }) => {
        const about = rows.length === 1 ? "" : ` (of a ${of})`
        const basis = restsOn === null ? "" : ` It rests on ${restsOn}.`
        const least =
          typeof minFights === "number" && minFights > 1 ? ` Rankings ask for at least ${minFights} fights.` : ""
        const divided = dividedBy === null || cell(definition).includes(" / ") ? "" : ` It is divided by ${dividedBy}.`
        return `${label}${about}: ${definition}${divided}${basis}${least}`
      })
      .join("\n\n") || `${label(id)} has no definition here.`
}

export const englishComparison: ComparisonPhrases = {
  records: (sampleOnly) => `The records are of the fights ${inData(sampleOnly)}.`,
  figures: (id, rows) => {
    const lines = rows.map(({ fights, measuredFights, name, value }) => {
      const basis = metric(id).measured ? coverageText({ fights, measuredFights }) : ""
      return value === null
        ? `${metric(id).label} of ${name}: not known.`
        : `${name} has ${figureText(id, value)}${basis}.`
    })
    const values = rows.flatMap(({ value }) => value ?? [])
    if (values.length < rows.length) return lines.join(" ")
    const best = Math.max(...values)
    const first = rows.filter(({ value }) => value === best)
    if (first.length === rows.length) return `They are equal. ${lines.join(" ")}`
    const names = listed(first.map(({ name }) => name))
    if (rows.length > 2) return `${names} ${first.length === 1 ? "has" : "have"} the most. ${lines.join(" ")}`
    if (metric(id).unit === "count") return `${names} has more. ${lines.join(" ")}`
    return `${names} is ahead, ${amount(best, metric(id).unit)} to ${amount(Math.min(...values), metric(id).unit)}. ${lines.join(" ")}`
  }
}
