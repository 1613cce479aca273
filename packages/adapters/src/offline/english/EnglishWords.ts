import { feetAndInches, inches, pounds } from "@mma-savant/core/fighter/Measure"
import { monthNames } from "@mma-savant/core/IsoDate"
import { weightClassName } from "@mma-savant/core/ranking/WeightClass"
import type { Coverage } from "@mma-savant/core/stats/Coverage"
import type { Period } from "../Period.ts"
import { decimals, isPartial } from "../Phrase.ts"
import type { Scope } from "../PhraseBook.ts"

/** Units, plurals, lists and the limits of the data, in English. */

const plurals = /(s|x|ch)$/

/** "1 win", "3 wins"; nothing is "no wins". */
export const counted = (amount: number, one: string, many = plurals.test(one) ? `${one}es` : `${one}s`): string =>
  `${amount === 0 ? "no" : amount} ${amount === 1 ? one : many}`

export const times = (amount: number): string => (amount === 1 ? "once" : amount === 2 ? "twice" : `${amount} times`)

/** "a", "a and b", "a, b and c". */
export const listed = (items: ReadonlyArray<string>): string =>
  items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`

/** Where the facts come from: a sample is never passed off as everything. */
export const inData = (sampleOnly: boolean): string =>
  sampleOnly ? "in the sample of fights loaded here" : "in the data"

export const centimetres = (value: number): string => `${decimals(value, 1)} cm (${decimals(inches(value), 1)} in)`

/** A body height: "180.3 cm (5'11\")". */
export const bodyHeight = (value: number): string => `${decimals(value, 1)} cm (${feetAndInches(inches(value))})`

export const kilograms = (value: number): string => `${decimals(value, 1)} kg (${pounds(value)} lb)`

/** What statistics cover, where that is not all. */
export const coverageText = (coverage: Coverage | null): string =>
  isPartial(coverage) ? ` (statistics for ${coverage.measuredFights} of ${coverage.fights} fights)` : ""

/** " in 2024", " since 2020", or nothing. */
export const periodText = ({ span }: Period): string => {
  switch (span._tag) {
    case "Always":
      return ""
    case "Year":
      return ` in ${span.year}`
    case "Month":
      return ` in ${monthNames[span.month - 1]} ${span.year}`
    case "Between":
      return ` from ${span.first} to ${span.last}`
    case "Since":
      return ` since ${span.year}`
    case "UpTo":
      return ` up to ${span.year}`
  }
}

/** Which fights counted: " at Lightweight in 2024 in the data". */
export const scopeText = ({ last, period, sampleOnly, weightClass }: Scope): string => {
  const place = weightClass === undefined ? "" : ` at ${weightClassName(weightClass)}`
  const latest = last === undefined ? "" : ` in the latest ${last} fights`
  return `${latest}${place}${periodText(period)} ${inData(sampleOnly)}`
}
