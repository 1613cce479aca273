import { type WeightClass, weightClassId, weightClassName } from "@mma-savant/core/ranking/WeightClass"
import { fought } from "../Fought.ts"
import type { Gold, Question, Template, Value } from "../Question.ts"
import { columns } from "../Reading.ts"
import { familyOf, type World } from "../World.ts"

const yearOf = (world: World, bout: World["fought"][number]): string => world.eventOf(bout)!.date!.slice(0, 4)

/** A figure of the fights of each year. */
const perYear = (
  world: World,
  weightClass: WeightClass | null,
  figure: (bouts: World["fought"]) => Value
): ReadonlyArray<ReadonlyArray<Value>> => {
  const years = Map.groupBy(
    world.fought.filter((bout) => weightClass === null || bout.weightClass === weightClass),
    (bout) => yearOf(world, bout)
  )
  return [...years].map(([year, bouts]) => [year, figure(bouts)])
}

const year = "date_part('year', date)::text"
const scope = "($2::int is null or weight_class_id = $2)"

const fights = (weightClass: WeightClass | null): Gold => ({
  sql: `${fought} select ${year}, count(distinct id)::int from fought where ${scope} group by 1`,
  params: [weightClass === null ? null : weightClassId(weightClass)],
  fold: (world) => perYear(world, weightClass, (bouts) => bouts.length)
})

const finishes = (weightClass: WeightClass | null): Gold => ({
  sql: `${fought}, bouts as (select distinct id, date, method from fought where ${scope})
    select ${year}, count(*) filter (where method in ('KO/TKO', 'TKO - Doctor''s Stoppage', 'SUB'))::float8 / count(*)
    from bouts group by 1`,
  params: [weightClass === null ? null : weightClassId(weightClass)],
  fold: (world) =>
    perYear(
      world,
      weightClass,
      (bouts) => bouts.filter(({ method }) => ["KO/TKO", "SUB"].includes(familyOf(method) ?? "")).length / bouts.length
    )
})

const read = columns("year", "value")

export const trends: Template = ({ world }) => {
  const classes = [null, "lightweight", "welterweight"] as const
  return classes.flatMap((weightClass): ReadonlyArray<Question> => {
    const en = weightClass === null ? "" : ` at ${weightClassName(weightClass).toLowerCase()}`
    const ko = weightClass === null ? "" : weightClass === "lightweight" ? "라이트급 " : "웰터급 "
    const params = { by: "year", ...(weightClass === null ? {} : { weightClass }) }
    const boutCount = {
      gold: fights(weightClass),
      call: { tool: "series", params: { metric: "fights", ...params }, read }
    }
    const rate = {
      gold: finishes(weightClass),
      call: { tool: "series", params: { metric: "finish-rate", ...params }, read }
    }
    if (fights(weightClass).fold(world).length < 2) return []
    const asked = { category: "trends", expects: "answer", names: [] } as const
    return [
      { ...asked, language: "en", text: `how many fights were there per year${en}?`, ...boutCount },
      { ...asked, language: "ko", text: `${ko}연도별 경기 수 추이 보여줘`, ...boutCount },
      { ...asked, language: "en", text: `finish rate by year${en}`, ...rate },
      { ...asked, language: "ko", text: `${ko}연도별 피니시율`, ...rate }
    ]
  })
}
