import type { ScrapedFighter } from "@mma-savant/core/collection/Scraped"
import type { Ground } from "../Question.ts"

type Facts = ScrapedFighter["facts"]

/** Fighters whom their name alone tells apart, with at least so many fights; the same seed picks the same. */
export const people = ({ seeded, world }: Ground, count: number, fights = 3): ReadonlyArray<Facts> => {
  const names = world.unmistakable
  const able = [...world.everyCareer].flatMap(([key, career]) => {
    const facts = world.fighters.get(key)
    return facts !== undefined && career.length >= fights && names.has(facts.name) ? [facts] : []
  })
  return seeded.some(able, count)
}
