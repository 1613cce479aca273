import { fought } from "../Fought.ts"
import type { Gold, Language, Question, Template } from "../Question.ts"
import { columns } from "../Reading.ts"
import type { Fought } from "../World.ts"
import { familyOf } from "../World.ts"
import { people } from "./Careers.ts"

const count = (career: ReadonlyArray<Fought>, fits: (one: Fought) => boolean): number => career.filter(fits).length

const record = (key: string): Gold => ({
  sql: `${fought} select count(*) filter (where result = 'WIN')::int, count(*) filter (where result = 'LOSS')::int,
    count(*) filter (where result = 'DRAW')::int, count(*) filter (where result = 'NC' or result is null)::int
    from fought where key = $2`,
  params: [key],
  fold: (world) => {
    const career = world.career(key)
    const of = (result: string) => count(career, ({ own }) => own.result === result)
    return [[of("WIN"), of("LOSS"), of("DRAW"), career.length - of("WIN") - of("LOSS") - of("DRAW")]]
  }
})

const winsBy = (key: string, family: string, methods: ReadonlyArray<string>): Gold => ({
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

const centimetres = (inches: number): number => Math.round(inches * 25.4) / 10

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
      call: {
        tool: "fighterProfile",
        params: { fighterId: ground.idOf(facts.ufcstatsId) },
        read: columns("wins", "losses", "draws", "noContests")
      }
    }
  })
  const finishes = people(ground, 2, 5).flatMap((facts) =>
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
          call: {
            tool: "fighterProfile",
            params: { fighterId: ground.idOf(facts.ufcstatsId) },
            read: columns(column)
          }
        })
      )
    )
  )
  const reaches = people(ground, 12)
    .filter(({ reach }) => reach !== null)
    .slice(0, 4)
    .map((facts, index): Question => {
      const [language, text] = (
        [
          ["en", `how long is ${facts.name}'s reach`],
          ["ko", `${facts.name} 리치 얼마야?`]
        ] as const
      )[index % 2]!
      return {
        ...asked(language, text),
        expects: "answer",
        gold: {
          sql: "select reach_cm::float8 from fighters where ufcstats_id = $2 and $1::date is not null",
          params: [facts.ufcstatsId],
          fold: (world) => [[centimetres(world.fighters.get(facts.ufcstatsId)!.reach!)]]
        },
        call: {
          tool: "fighterProfile",
          params: { fighterId: ground.idOf(facts.ufcstatsId) },
          read: columns("reachCm")
        }
      }
    })
  return [...records, ...finishes, ...reaches]
}
