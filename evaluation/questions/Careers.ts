import type { ScrapedFighter } from "@mma-savant/core/collection/Scraped"
import type { UfcstatsId } from "@mma-savant/core/Identity"
import { fought } from "../Fought.ts"
import type { Gold, Ground, Named } from "../Question.ts"

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

/** Asked about under the name in full. */
export const named = ({ name, ufcstatsId }: Pick<Facts, "name" | "ufcstatsId">): Named => ({
  text: name,
  key: ufcstatsId
})

/** Wins, losses, draws and no contests. */
export const record = (key: UfcstatsId): Gold => ({
  sql: `${fought} select count(*) filter (where result = 'WIN')::int, count(*) filter (where result = 'LOSS')::int,
    count(*) filter (where result = 'DRAW')::int, count(*) filter (where result = 'NC' or result is null)::int
    from fought where key = $2`,
  params: [key],
  fold: (world) => {
    const results = world.career(key).map(({ own }) => own.result ?? "NC")
    return [["WIN", "LOSS", "DRAW", "NC"].map((result) => results.filter((one) => one === result).length)]
  }
})

/** Day, opponent and result of the last so many fights. */
export const latest = (key: UfcstatsId, many: number): Gold => ({
  sql: `${fought} select date::text, opponent, result from fought where key = $2 and nth <= $3`,
  params: [key, many],
  fold: (world) =>
    world
      .career(key)
      .slice(0, many)
      .map(({ event, other, own }) => [
        event.date,
        other === undefined ? null : world.nameOf(other.fighterKey) || other.name,
        own.result
      ])
})
