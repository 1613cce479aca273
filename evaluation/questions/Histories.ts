import type { UfcstatsId } from "@mma-savant/core/Identity"
import { fought } from "../Fought.ts"
import type { Gold, Question, Template } from "../Question.ts"
import { columns, counted } from "../Reading.ts"
import { latest, named, people } from "./Careers.ts"

const inYear = (key: UfcstatsId, year: string): Gold => ({
  sql: `${fought} select count(*)::int from fought where key = $2 and date::text like $3`,
  params: [key, `${year}-%`],
  fold: (world) => [[world.career(key).filter(({ event }) => event.date?.startsWith(year)).length]]
})

const read = columns("date", "opponent", "result")

export const histories: Template = (ground) => {
  const asked = (language: "en" | "ko", text: string) => ({ category: "history", language, text }) as const
  const forms = [
    ["en", 1, "who did %s fight last"],
    ["ko", 1, "%s 마지막 경기 누구랑 했어?"],
    ["en", 3, "%s's last three fights"],
    ["ko", 5, "%s 최근 5경기"],
    ["en", 5, "show me the last 5 fights of %s"],
    ["ko", 3, "%s 최근 3경기 결과 알려줘"]
  ] as const
  const lately = people(ground, forms.length, 6).map((facts, index): Question => {
    const [language, many, form] = forms[index]!
    return {
      ...asked(language, form.replace("%s", facts.name)),
      expects: "answer",
      gold: latest(facts.ufcstatsId, many),
      names: [named(facts)],
      call: { tool: "fights", params: { fighterId: ground.idOf(facts.ufcstatsId), limit: many }, read }
    }
  })
  const years = people(ground, 4, 5).map((facts, index): Question => {
    const year = ground.world.career(facts.ufcstatsId)[0]!.event.date!.slice(0, 4)
    const [language, text] = (
      [
        ["en", `how many times did ${facts.name} fight in ${year}?`],
        ["ko", `${facts.name} ${year}년에 몇 번 싸웠어?`]
      ] as const
    )[index % 2]!
    return {
      ...asked(language, text),
      expects: "answer",
      gold: inYear(facts.ufcstatsId, year),
      names: [named(facts)],
      call: {
        tool: "fights",
        params: { fighterId: ground.idOf(facts.ufcstatsId), from: `${year}-01-01`, to: `${year}-12-31`, limit: 50 },
        read: counted
      }
    }
  })
  return [...lately, ...years]
}
