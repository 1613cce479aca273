import type { UfcstatsId } from "@mma-savant/core/Identity"
import { fought } from "../Fought.ts"
import type { Gold, Language, Question, Template } from "../Question.ts"
import { columns } from "../Reading.ts"
import type { Fought } from "../World.ts"
import { familyOf } from "../World.ts"
import { named, people, record } from "./Careers.ts"

const count = (career: ReadonlyArray<Fought>, fits: (one: Fought) => boolean): number => career.filter(fits).length

const winsBy = (key: UfcstatsId, family: string, methods: ReadonlyArray<string>): Gold => ({
  sql: `${fought} select count(*)::int from fought where key = $2 and result = 'WIN' and method = any($3)`,
  params: [key, methods],
  fold: (world) => [
    [count(world.career(key), ({ bout, own }) => own.result === "WIN" && familyOf(bout.method) === family)]
  ]
})

const endings = [
  ["koTkoWins", "KO/TKO", ["KO/TKO", "TKO - Doctor's Stoppage"], "knockouts does %s have", "%s KO승 몇 번이야"],
  ["submissionWins", "SUB", ["SUB"], "wins by submission has %s got", "%s 서브미션 승리 몇 번이야?"],
  ["decisionWins", "DEC", ["U-DEC", "S-DEC", "M-DEC", "DEC"], "decisions has %s won", "%s 판정승 몇 번이야?"]
] as const

/** Wins from the latest fight back; a no contest is passed over. */
const streak = (key: UfcstatsId): Gold => ({
  sql: `${fought}, own as (select result, nth from fought where key = $2 and result is distinct from 'NC')
    select count(*)::int from own
    where nth < coalesce((select min(nth) from own where result is distinct from 'WIN'), 1000000)`,
  params: [key],
  fold: (world) => {
    const results = world.career(key).flatMap(({ own }) => (own.result === "NC" ? [] : [own.result]))
    const end = results.findIndex((result) => result !== "WIN")
    return [[end === -1 ? results.length : end]]
  }
})

export const profiles: Template = (ground) => {
  const asked = (language: Language, text: string) => ({ category: "record and profile", language, text }) as const
  const records = people(ground, 8).map((facts, index): Question => {
    const forms = [
      ["en", `what's ${facts.name}'s ufc record?`],
      ["ko", `${facts.name} 전적 알려줘`],
      ["en", `${facts.name.toLowerCase()} record`],
      ["ko", `${facts.name} UFC 몇 승 몇 패야?`]
    ] as const
    const [language, text] = forms[index % forms.length]!
    return {
      ...asked(language, text),
      expects: "answer",
      gold: record(facts.ufcstatsId),
      names: [named(facts)],
      call: {
        tool: "fighterProfile",
        params: { fighterId: ground.idOf(facts.ufcstatsId) },
        read: columns("wins", "losses", "draws", "noContests")
      }
    }
  })
  /** Somebody who won so, where the family of a method decides what the win is counted as. */
  const winner = (method: string) =>
    people(ground, Number.POSITIVE_INFINITY).find(({ ufcstatsId }) =>
      ground.world.career(ufcstatsId).some(({ bout, own }) => own.result === "WIN" && bout.method === method)
    )
  const odd = [winner("TKO - Doctor's Stoppage"), winner("DQ")].filter((one) => one !== undefined)
  const finishes = [...people(ground, 2, 5), ...odd].flatMap((facts) =>
    endings.flatMap(([column, family, methods, en, ko]) =>
      (
        [
          ["en", `how many ${en.replace("%s", facts.name)}`],
          ["ko", ko.replace("%s", facts.name)]
        ] as const
      ).map(
        ([language, text]): Question => ({
          ...asked(language, text),
          expects: "answer",
          gold: winsBy(facts.ufcstatsId, family, methods),
          names: [named(facts)],
          call: {
            tool: "fighterProfile",
            params: { fighterId: ground.idOf(facts.ufcstatsId) },
            read: columns(column)
          }
        })
      )
    )
  )
  const streaks = [...people(ground, 3, 5), ...people(ground, 1, 5)].map((facts, index): Question => {
    const [language, text] = (
      [
        ["en", `how long is ${facts.name}'s win streak?`],
        ["ko", `${facts.name} 지금 몇 연승이야?`]
      ] as const
    )[index % 2]!
    return {
      ...asked(language, text),
      expects: "answer",
      gold: streak(facts.ufcstatsId),
      names: [named(facts)],
      call: { tool: "fighterProfile", params: { fighterId: ground.idOf(facts.ufcstatsId) }, read: columns("winStreak") }
    }
  })
  return [...records, ...finishes, ...streaks]
}
