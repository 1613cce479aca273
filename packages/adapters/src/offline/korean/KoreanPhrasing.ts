import { feetAndInches, inches, pounds } from "@mma-savant/core/fighter/Measure"
import { clock } from "@mma-savant/core/match/TimeFormat"
import { type WeightClass, weightClassName } from "@mma-savant/core/ranking/WeightClass"
import type { Coverage } from "@mma-savant/core/stats/Coverage"
import { type MetricId, metric } from "@mma-savant/core/stats/Metric"
import type { Period } from "../Period.ts"
import { decimals, isPartial } from "../Phrase.ts"
import type { Scope } from "../PhraseBook.ts"

/** Units, classes, times and the limits of the data, in Korean. */

const classes: Readonly<Record<WeightClass, string>> = {
  flyweight: "플라이급",
  bantamweight: "밴텀급",
  featherweight: "페더급",
  lightweight: "라이트급",
  welterweight: "웰터급",
  middleweight: "미들급",
  "light-heavyweight": "라이트헤비급",
  heavyweight: "헤비급",
  "womens-strawweight": "여성 스트로급",
  "womens-flyweight": "여성 플라이급",
  "womens-bantamweight": "여성 밴텀급",
  "womens-featherweight": "여성 페더급",
  "catch-weight": "계약체중",
  "open-weight": "무제한급",
  "mens-pound-for-pound": "남성 P4P",
  "womens-pound-for-pound": "여성 P4P"
}

export const className = (weightClass: WeightClass): string => classes[weightClass]

const byName = new Map(Object.keys(classes).map((slug) => [weightClassName(slug as WeightClass), slug as WeightClass]))

/** A class that a tool tells by its printed name. */
export const printedClass = (name: unknown): string => {
  const slug = byName.get(String(name))
  return slug === undefined ? String(name) : classes[slug]
}

export const centimetres = (value: number): string => `${decimals(value, 1)} cm (${decimals(inches(value), 1)} in)`
export const bodyHeight = (value: number): string => `${decimals(value, 1)} cm (${feetAndInches(inches(value))})`
export const kilograms = (value: number): string => `${decimals(value, 1)} kg (${pounds(value)} lb)`

export const coverageText = (coverage: Coverage | null): string =>
  isPartial(coverage) ? ` (전체 ${coverage.fights}경기 중 ${coverage.measuredFights}경기에 통계가 있습니다)` : ""

/** "2024년 ", "2020년 이후 ", or nothing. */
export const periodText = ({ span }: Period): string => {
  switch (span._tag) {
    case "Always":
      return ""
    case "Year":
      return `${span.year}년 `
    case "Month":
      return `${span.year}년 ${span.month}월 `
    case "Between":
      return `${span.first}년부터 ${span.last}년까지 `
    case "Since":
      return `${span.year}년 이후 `
    case "UpTo":
      return `${span.year}년까지 `
  }
}

/** Said of a sample alone: what covers a few events is never passed off as everything. */
export const sampleText = (sampleOnly: boolean): string => (sampleOnly ? "여기에 실린 일부 경기 기준으로 " : "")

/** Which fights counted: "2024년 라이트급에서 ". */
export const scopeText = ({ last, period, sampleOnly, weightClass }: Scope): string => {
  const place = weightClass === undefined ? "" : `${className(weightClass)}에서 `
  const latest = last === undefined ? "" : `최근 ${last}경기에서 `
  return `${sampleText(sampleOnly)}${periodText(period)}${latest}${place}`
}

/** The same before a noun, as in a heading: "2024년 라이트급 ". */
export const headingText = (scope: Scope): string => scopeText(scope).replace(/에서 /g, " ")

const counters: Partial<Record<MetricId, string>> = {
  fights: "경기",
  wins: "승",
  losses: "패",
  draws: "무",
  "no-contests": "경기",
  "ko-tko-wins": "승",
  "submission-wins": "승",
  "decision-wins": "승",
  "finish-wins": "승",
  "ko-tko-losses": "패",
  "submission-losses": "패",
  "decision-losses": "패",
  "title-fights": "경기",
  "title-wins": "승",
  "win-streak": "연승",
  "loss-streak": "연패"
}

/** A value in a unit: "60.0%", "4:30", "3.21". */
export const inUnit = (value: number, unit: string | null): string => {
  switch (unit) {
    case "ratio":
      return `${(value * 100).toFixed(1)}%`
    case "seconds":
      return clock(value)
    case "years":
      return `${value}세`
    case "count":
    case null:
      return String(value)
    default:
      return value.toFixed(2)
  }
}

/** The value of a figure: "14승", "60.0%", "3회". */
export const valueText = (id: MetricId, value: number): string =>
  metric(id).unit === "count" ? `${value}${counters[id] ?? "회"}` : inUnit(value, metric(id).unit)
