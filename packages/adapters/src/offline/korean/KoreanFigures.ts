import { groupMetric, isGroupMetricId } from "@mma-savant/core/stats/GroupMetric"
import { type MetricId, metric } from "@mma-savant/core/stats/Metric"
import { boutRecordLabels, groupMetricLabels, metricLabels } from "@mma-savant/core/stats/MetricLabel"
import { highest, isTabled, itemised } from "../Phrase.ts"
import type { ComparisonPhrases, FigurePhrases, ProfileMeasure, Row } from "../PhraseBook.ts"
import { josa } from "./Josa.ts"
import { outcomesText } from "./KoreanBouts.ts"
import {
  bodyHeight,
  centimetres,
  coverageText,
  headingText,
  inUnit,
  kilograms,
  printedClass,
  sampleText,
  scopeText,
  valueText
} from "./KoreanPhrasing.ts"

const measures: Readonly<Record<ProfileMeasure, readonly [name: string, say: (value: number) => string]>> = {
  record: ["전적", String],
  heightCm: ["키", bodyHeight],
  reachCm: ["리치", centimetres],
  weightKg: ["체중", kilograms],
  age: ["나이", (years) => `${years}세`],
  stance: ["스탠스", String],
  nickname: ["별명", String]
}

const stances: Readonly<Record<string, string>> = {
  Orthodox: "오소독스",
  Southpaw: "사우스포",
  Switch: "스위치",
  "Open Stance": "오픈 스탠스"
}

const labels: Readonly<Record<string, { readonly ko: string }>> = {
  ...boutRecordLabels,
  ...groupMetricLabels,
  ...metricLabels
}

const label = (id: string): string => labels[id]?.ko ?? id

/** "17승 1패 0무 (무효 1)". */
const recordText = (wins: unknown, losses: unknown, draws: unknown, noContests: unknown): string =>
  `${wins}승 ${losses}패 ${draws}무${Number(noContests) === 0 ? "" : ` (무효 ${noContests})`}`

const measured = (row: Row, measure: ProfileMeasure): string | null => {
  const value = row[measure] ?? null
  if (value === null) return null
  if (measure === "record") return recordText(row["wins"], row["losses"], row["draws"], row["noContests"])
  if (measure === "stance") return `${stances[String(value)] ?? ""} (${value})`.trim()
  return typeof value === "number" ? measures[measure][1](value) : String(value)
}

const profile = (row: Row, sampleOnly: boolean): string => {
  const called = row["nickname"] === null ? "" : ` ("${row["nickname"]}")`
  const told: ReadonlyArray<ProfileMeasure> = ["age", "heightCm", "weightKg", "reachCm", "stance"]
  const body = told.flatMap((measure) => {
    const value = measured(row, measure)
    return value === null ? [] : [`${measures[measure][0]} ${value}`]
  })
  const about = body.length === 0 ? "" : ` ${body.join(", ")}.`
  const list = printedClass(row["rankedIn"])
  const place = row["rank"] === null ? "" : row["rank"] === 0 ? ` ${list} 챔피언.` : ` ${list} 랭킹 ${row["rank"]}위.`
  if (row["lastFight"] === null) return `${row["name"]}${called} 선수가 치른 경기는 데이터에 없습니다.${about}${place}`
  const ways = `KO/TKO ${row["koTkoWins"]}승, 서브미션 ${row["submissionWins"]}승, 판정 ${row["decisionWins"]}승`
  return `${sampleText(sampleOnly)}${row["name"]}${called} 선수의 UFC 전적은 ${measured(row, "record")}입니다 (${ways}). 첫 경기 ${row["firstFight"]}, 마지막 경기 ${row["lastFight"]}.${about}${place}`
}

const groupings = { year: "연도별", weightClass: "체급별", fight: "경기별" } as const

const unitOf = (id: string): string | null =>
  isGroupMetricId(id) ? groupMetric(id).unit : id in metricLabels ? metric(id as MetricId).unit : null

export const koreanFigures: FigurePhrases = {
  measureName: (measure) => measures[measure][0],
  measured,
  measure: (name, measure, value, sampleOnly) =>
    `${measure === "record" ? sampleText(sampleOnly) : ""}${name} 선수의 ${measure === "record" ? "UFC " : ""}${josa(measures[measure][0], "은", "는")} ${value}입니다.`,
  measureUnknown: (name, measure) => `${name} 선수의 ${josa(measures[measure][0], "은", "는")} 데이터에 없습니다.`,
  notKnown: "정보 없음",
  noFights: (name, scope) => `${scopeText(scope)}${name} 선수가 치른 경기는 없습니다.`,
  division: (name, weightClass, date) =>
    `${name} 선수의 마지막 경기는 ${date}, 체급은 ${weightClass === null ? "알 수 없습니다" : `${printedClass(weightClass)}입니다`}.`,
  label,
  figure: (id, value) => `${label(id)} ${valueText(id, value)}`,
  has: (name, id, value, scope, coverage) => {
    const outOf = metric(id).measured || id === "fights" || coverage === null ? "" : ` (총 ${coverage.fights}경기)`
    const basis = metric(id).measured ? coverageText(coverage) : ""
    return `${scopeText(scope)}${name} 선수의 ${josa(label(id), "은", "는")} ${valueText(id, value)}입니다${outOf}${basis}.`
  },
  unknown: (name, id, _, coverage) =>
    `${name} 선수의 ${josa(label(id), "은", "는")} 알 수 없습니다. 전체 ${coverage?.fights ?? 0}경기 중 ${coverage?.measuredFights ?? 0}경기에 통계가 있습니다.`,
  record: (name, outcomes, scope, atLeast) =>
    `${scopeText(scope)}${name} 선수의 전적은 ${atLeast ? "최소 " : ""}${outcomesText(outcomes)}입니다.`,
  profile,
  against: (name, other, id, values) => {
    const told = values.map(({ date, value }) => `${date} ${value === null ? "알 수 없음" : valueText(id, value)}`)
    return `${name} 선수가 ${other} 선수를 상대로 기록한 ${label(id)}: ${told.join(", ")}.`
  },
  series: (about, id, by, scope, rows) => {
    const heading = `${headingText(scope)}${about === null ? "" : `${about} 선수의 `}${groupings[by]} ${label(id)}`
    if (rows.length === 0) return `${heading}: 셀 경기가 없습니다.`
    const unit = unitOf(id)
    const at = by === "fight" ? "date" : by
    const [only] = rows
    if (about === null && by === "year" && rows.length === 1 && scope.period.span._tag === "Year") {
      const value = only?.["value"]
      return `${headingText(scope)}${label(id)}: ${typeof value === "number" ? inUnit(value, unit) : "알 수 없음"}.`
    }
    const lines = rows.map((row) => {
      const group = by === "weightClass" ? printedClass(row[at] ?? "체급 미상") : row[at]
      const who = row["name"] === undefined || about === null || !about.includes(",") ? "" : `, ${row["name"]}`
      return `${group}${who}: ${typeof row["value"] === "number" ? inUnit(row["value"], unit) : "알 수 없음"}`
    })
    return `${heading}${isTabled(rows) ? "." : ":"}${itemised(lines, by === "weightClass" ? `가장 높은 체급: ${lines[highest(rows)]}.` : `마지막: ${lines.at(-1)}.`)}`
  },
  // The definitions are kept in English alone: the one text that the figures are computed by.
  definition: (id, rows) =>
    rows
      .map(({ definition, koreanLabel, minFights }) => {
        const least =
          typeof minFights === "number" && minFights > 1 ? ` 순위에는 최소 ${minFights}경기가 필요합니다.` : ""
        return `${koreanLabel}의 정의: ${definition}${least}`
      })
      .join("\n\n") || `${label(id)}의 정의가 없습니다.`
}

export const koreanComparison: ComparisonPhrases = {
  records: (sampleOnly) => `${sampleText(sampleOnly)}UFC 경기만 센 전적입니다.`,
  figures: (id, rows) => {
    const lines = rows.map(({ fights, measuredFights, name, value }) =>
      value === null
        ? `${name}: 알 수 없음`
        : `${name} ${valueText(id, value)}${metric(id).measured ? coverageText({ fights, measuredFights }) : ""}`
    )
    const values = rows.flatMap(({ value }) => value ?? [])
    const told = `${label(id)}: ${lines.join(", ")}.`
    if (values.length < rows.length) return told
    const best = Math.max(...values)
    const first = rows.filter(({ value }) => value === best)
    if (first.length === rows.length) return `${told} 서로 같습니다.`
    return `${told} ${first.map(({ name }) => name).join(", ")} 선수가 더 높습니다.`
  }
}
