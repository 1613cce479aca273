import type { UfcstatsId } from "@mma-savant/core/Identity"
import type { Gold, Language, Question, Template, Value } from "../Question.ts"
import { columns } from "../Reading.ts"
import type { World } from "../World.ts"
import { named, people } from "./Careers.ts"

const centimetres = (inches: number | null | undefined): Value =>
  inches == null ? null : Math.round(inches * 25.4) / 10

/** Whole years from one day to another. */
const years = (from: string, to: string): number =>
  Number(to.slice(0, 4)) - Number(from.slice(0, 4)) - (to.slice(5) < from.slice(5) ? 1 : 0)

const reach = (key: UfcstatsId): Gold => ({
  sql: "select round((reach * 2.54)::numeric, 1)::float8 from fighters where ufcstats_id = $2 and $1::date is not null",
  params: [key],
  fold: (world) => [[centimetres(world.fighters.get(key)?.reach)]]
})

const age = (key: UfcstatsId): Gold => ({
  sql: "select date_part('year', age($1::date, birthdate))::int from fighters where ufcstats_id = $2",
  params: [key],
  fold: (world) => {
    const birthdate = world.fighters.get(key)?.birthdate ?? null
    return [[birthdate === null ? null : years(birthdate, world.today)]]
  }
})

const stance = (key: UfcstatsId): Gold => ({
  sql: "select stance from fighters where ufcstats_id = $2 and $1::date is not null",
  params: [key],
  fold: (world) => [[world.fighters.get(key)?.stance ?? null]]
})

const facts = {
  reachCm: { gold: reach, en: "how long is %s's reach", ko: "%s 리치 얼마야?" },
  age: { gold: age, en: "how old is %s?", ko: "%s 몇 살이야?" },
  stance: { gold: stance, en: "is %s orthodox or southpaw", ko: "%s 스탠스가 뭐야?" }
} as const

type Column = keyof typeof facts

const known: Readonly<Record<Column, (world: World, key: UfcstatsId) => boolean>> = {
  reachCm: (world, key) => world.fighters.get(key)?.reach != null,
  age: (world, key) => world.fighters.get(key)?.birthdate != null,
  stance: (world, key) => world.fighters.get(key)?.stance != null
}

/** Measures of fighters, of whom some have none: what is missing is not zero. */
export const bodies: Template = (ground) => {
  const { idOf, seeded, world } = ground
  const asked = (column: Column, language: Language, fighter: ReturnType<typeof people>[number]): Question => ({
    category: "record and profile",
    language,
    text: facts[column][language].replace("%s", fighter.name),
    expects: "answer",
    gold: facts[column].gold(fighter.ufcstatsId),
    names: [named(fighter)],
    call: { tool: "fighterProfile", params: { fighterId: idOf(fighter.ufcstatsId) }, read: columns(column) }
  })
  const everybody = people(ground, Number.POSITIVE_INFINITY)
  const some = (column: Column, isKnown: boolean, count: number) =>
    seeded.some(
      everybody.filter(({ ufcstatsId }) => known[column](world, ufcstatsId) === isKnown),
      count
    )
  const [missingReach] = some("reachCm", false, 1)
  const [ageless] = some("age", false, 1)
  return [
    ...some("reachCm", true, 4).map((one, index) => asked("reachCm", index % 2 === 0 ? "en" : "ko", one)),
    ...some("age", true, 2).map((one, index) => asked("age", index % 2 === 0 ? "en" : "ko", one)),
    ...some("stance", true, 2).map((one, index) => asked("stance", index % 2 === 0 ? "en" : "ko", one)),
    ...(missingReach === undefined ? [] : [asked("reachCm", "en", missingReach)]),
    ...(ageless === undefined ? [] : [asked("age", "ko", ageless)])
  ]
}
