import type { Gold, Question, Template } from "../Question.ts"
import { columns } from "../Reading.ts"
import { named, people } from "./Careers.ts"

/**
 * Who would win. The ratings themselves are measured elsewhere (docs/elo.md): gold is who is forecast alone, and the
 * numbers that an answer tells have to be traced to the tool.
 */
export const forecasts: Template = (ground) => {
  const forms = [
    ["en", "who would win, {a} or {b}?"],
    ["ko", "{a} {b} 붙으면 누가 이겨?"],
    ["en", "predict {a} vs {b}"],
    ["ko", "{a} 대 {b} 승부 예측해줘"]
  ] as const
  return forms.map(([language, form]): Question => {
    const [a, b] = people(ground, 2, 5)
    const keys = [a!.ufcstatsId, b!.ufcstatsId] as const
    const gold: Gold = {
      sql: "select name from fighters where ufcstats_id = any($2) and $1::date is not null",
      params: [keys],
      fold: (world) => keys.map((key) => [world.nameOf(key)])
    }
    return {
      category: "forecasts",
      language,
      text: form.replace("{a}", a!.name).replace("{b}", b!.name),
      expects: "answer",
      gold,
      names: [named(a!), named(b!)],
      call: { tool: "predict", params: { a: ground.idOf(keys[0]), b: ground.idOf(keys[1]) }, read: columns("name") }
    }
  })
}
