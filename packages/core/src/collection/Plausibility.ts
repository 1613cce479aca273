import { yearsBetween } from "../IsoDate.ts"
import type { Contradiction } from "./Invariants.ts"
import type { ScrapedFighter } from "./Scraped.ts"
import type { FighterPage } from "./ScrapedPage.ts"

type Facts = ScrapedFighter["facts"]

const unlikely = (what: string): Contradiction => ({ rule: "inconsistent", what })

/** Inches and pounds, a little beyond the smallest and the greatest of everybody who fought until 2026. */
const usual = {
  height: { least: 54, most: 90, unit: "in" },
  weight: { least: 90, most: 800, unit: "lb" },
  reach: { least: 54, most: 90, unit: "in" }
} as const
const measures = Object.keys(usual) as ReadonlyArray<keyof typeof usual>

/** Years, on the day of a bout. */
const usualAge = { least: 15, most: 60 } as const

/** Measures that nobody who fights has: of another person, or a slip of the pen. */
export const measureContradictions = (facts: Pick<Facts, keyof typeof usual>): ReadonlyArray<Contradiction> =>
  measures.flatMap((name) => {
    const { least, most, unit } = usual[name]
    const value = facts[name]
    return value === null || (value >= least && value <= most) ? [] : [unlikely(`a ${name} of ${value} ${unit}`)]
  })

const kinds = [
  ["WIN", "wins", "wins"],
  ["LOSS", "losses", "losses"],
  ["DRAW", "draws", "draws"],
  ["NC", "noContests", "no contests"]
] as const

/**
 * What a fighter's history says against the rest of the page: it holds every bout in the UFC and some of others, so the
 * record has no fewer of any result; and nobody fights as a child or in old age.
 */
export const careerContradictions = ({
  bouts,
  fighter: { facts }
}: Pick<FighterPage, "bouts" | "fighter">): ReadonlyArray<Contradiction> => {
  const records = kinds.flatMap(([result, field, word]) => {
    const listed = bouts.filter((bout) => bout.result === result).length
    const recorded = facts[field]
    return recorded === null || listed <= recorded ? [] : [unlikely(`${listed} ${word} listed, ${recorded} recorded`)]
  })
  const { birthdate } = facts
  if (birthdate === null) return records
  const days = bouts.flatMap(({ date }) => date ?? []).sort()
  const ages = [...new Set([days[0], days.at(-1)])].flatMap((day) => {
    if (day === undefined) return []
    const age = yearsBetween(birthdate, day)
    return age >= usualAge.least && age <= usualAge.most ? [] : [unlikely(`an age of ${age} at the bout of ${day}`)]
  })
  return [...records, ...ages]
}
