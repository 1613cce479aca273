import { type WeightClass, weightClassId, weightClassName } from "@mma-savant/core/ranking/WeightClass"
import type { Gold, Language, Question, Template } from "../Question.ts"
import { columns } from "../Reading.ts"

const places = (weightClass: WeightClass, last: number, first = 0): Gold => ({
  sql: `select r.ranking::int, f.name from rankings r join fighters f on f.id = r.fighter_id
    where r.weight_class_id = $2 and r.ranking between $3 and $4 and $1::date is not null`,
  params: [weightClassId(weightClass), first, last],
  fold: (world) =>
    (world.rankings?.entries ?? []).flatMap((entry) =>
      entry.weightClass === weightClass && entry.rank >= first && entry.rank <= last
        ? [[entry.rank, world.nameOf(entry.fighterKey)]]
        : []
    )
})

/** In Korean, of the classes that are asked about. */
const korean: Partial<Record<WeightClass, string>> = {
  lightweight: "라이트급",
  welterweight: "웰터급",
  flyweight: "플라이급",
  "mens-pound-for-pound": "P4P"
}

export const rankings: Template = ({ idOf, seeded, world }) => {
  const entries = (world.rankings?.entries ?? []).filter(
    ({ fighterKey, rank }) => rank > 0 && fighterKey !== null && world.unmistakable.has(world.nameOf(fighterKey))
  )
  const placed = seeded.some(entries, 3).map(({ fighterKey, rank, weightClass }, index): Question => {
    const name = world.nameOf(fighterKey)
    const [language, text] = (
      [
        ["en", `where is ${name} ranked?`],
        ["ko", `${name} 랭킹 몇 위야?`]
      ] as const
    )[index % 2]!
    return {
      category: "rankings",
      language,
      text,
      expects: "answer",
      gold: {
        sql: `select r.ranking::int from rankings r join fighters f on f.id = r.fighter_id
          where f.ufcstats_id = $2 and r.weight_class_id = $3 and $1::date is not null`,
        params: [fighterKey, weightClassId(weightClass)],
        fold: () => [[rank]]
      },
      names: [{ text: name, key: fighterKey! }],
      call: { tool: "fighterProfile", params: { fighterId: idOf(fighterKey!) }, read: columns("rank") }
    }
  })
  const ranked = [...new Set(world.rankings?.entries.map(({ weightClass }) => weightClass) ?? [])]
  const boards = ranked.slice(0, 2).flatMap((weightClass) => {
    const en = weightClassName(weightClass).toLowerCase()
    const ko = korean[weightClass] ?? en
    const asked = (language: Language, text: string, last: number, first: number): Question => ({
      category: "rankings",
      language,
      text,
      expects: "answer",
      gold: places(weightClass, last, first),
      names: [],
      call: {
        tool: "rankings",
        params: { weightClass },
        read: (table) =>
          columns("rank", "name")(table).filter(([rank]) => typeof rank === "number" && rank >= first && rank <= last)
      }
    })
    const hasChampion =
      world.rankings?.entries.some((one) => one.weightClass === weightClass && one.rank === 0) === true
    return [
      ...(hasChampion ? [asked("en", `who's the ${en} champ`, 0, 0), asked("ko", `${ko} 챔피언 누구야?`, 0, 0)] : []),
      asked("en", `who is ranked number 2 at ${en}?`, 2, 2),
      asked("ko", `${ko} 랭킹 3위는 누구야?`, 3, 3),
      asked("en", `top 5 ${en} rankings`, 5, 1)
    ]
  })
  return [...boards, ...placed]
}
