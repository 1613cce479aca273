import { type WeightClass, weightClassId } from "@mma-savant/core/ranking/WeightClass"
import { fought } from "../Fought.ts"
import type { Gold, Language, Question, Rows, Template } from "../Question.ts"
import { columns } from "../Reading.ts"
import { type Fought, familyOf, type World } from "../World.ts"

interface Scope {
  readonly weightClass?: WeightClass
  readonly year?: string
}

const inScope =
  ({ weightClass, year }: Scope) =>
  ({ bout, event }: Fought): boolean =>
    (weightClass === undefined || bout.weightClass === weightClass) &&
    (year === undefined || event.date?.startsWith(year) === true)

/** The highest of a count, with everybody who ties at the cut; ties share a rank. */
const ranked = (values: ReadonlyArray<{ readonly name: string; readonly value: number }>, places: number): Rows =>
  values.flatMap(({ name, value }) => {
    const rank = 1 + values.filter((other) => other.value > value).length
    return value > 0 && rank <= places ? [[rank, name, value]] : []
  })

const fold =
  (scope: Scope, counts: (one: Fought) => boolean, places: number) =>
  (world: World): Rows =>
    ranked(
      [...world.everyCareer].map(([key, career]) => ({
        name: world.nameOf(key),
        value: career.filter(inScope(scope)).filter(counts).length
      })),
      places
    )

const sql = (condition: string) => `${fought}, counted as (
    select key, name, count(*) filter (where ${condition})::int as value from fought
    where ($2::int is null or weight_class_id = $2) and ($3::text is null or date::text like $3 || '-%')
    group by key, name
  ), ranked as (select rank() over (order by value desc)::int as rank, name, value from counted where value > 0)
  select rank, name, value from ranked where rank <= $4`

const top = (scope: Scope, condition: string, counts: (one: Fought) => boolean, places = 1): Gold => ({
  sql: sql(condition),
  params: [scope.weightClass === undefined ? null : weightClassId(scope.weightClass), scope.year ?? null, places],
  fold: fold(scope, counts, places)
})

const isWin = ({ own }: Fought) => own.result === "WIN"
const won = "result = 'WIN'"

const boards = {
  wins: [won, isWin],
  "submission-wins": [`${won} and method = 'SUB'`, (one: Fought) => isWin(one) && familyOf(one.bout.method) === "SUB"],
  "ko-tko-wins": [
    `${won} and method in ('KO/TKO', 'TKO - Doctor''s Stoppage')`,
    (one: Fought) => isWin(one) && familyOf(one.bout.method) === "KO/TKO"
  ],
  losses: ["result = 'LOSS'", ({ own }: Fought) => own.result === "LOSS"],
  fights: ["true", () => true],
  "title-wins": [`${won} and is_title_bout`, (one: Fought) => isWin(one) && one.bout.isTitleBout]
} as const

const asked: ReadonlyArray<readonly [Language, keyof typeof boards, Scope, string]> = [
  ["en", "wins", {}, "who has the most wins?"],
  ["ko", "wins", {}, "가장 많이 이긴 선수는 누구야?"],
  ["en", "submission-wins", {}, "who has the most submission wins ever"],
  ["en", "submission-wins", { weightClass: "lightweight" }, "who has the most submission wins at lightweight?"],
  ["ko", "submission-wins", { weightClass: "lightweight" }, "라이트급에서 서브미션 승이 가장 많은 선수는?"],
  ["en", "ko-tko-wins", {}, "most knockouts all time"],
  ["ko", "ko-tko-wins", {}, "KO승 제일 많은 선수 누구야"],
  ["en", "ko-tko-wins", { weightClass: "welterweight" }, "who's got the most KOs at welterweight"],
  ["ko", "ko-tko-wins", { weightClass: "welterweight" }, "웰터급 KO승 1위는?"],
  ["en", "losses", {}, "which fighter has lost the most fights"],
  ["ko", "fights", {}, "경기를 가장 많이 한 선수는?"],
  ["en", "fights", { weightClass: "featherweight" }, "who has the most fights at featherweight?"],
  ["en", "wins", { year: "2024" }, "most wins in 2024"],
  ["ko", "wins", { year: "2024" }, "2024년에 가장 많이 이긴 선수는?"],
  ["en", "title-wins", {}, "who has won the most title fights?"],
  ["ko", "title-wins", {}, "타이틀전을 가장 많이 이긴 선수는?"]
]

export const leaders: Template = () =>
  asked.map(([language, metric, scope, text]): Question => {
    const [condition, counts] = boards[metric]
    const { weightClass, year } = scope
    return {
      category: "leaders",
      language,
      text,
      expects: "answer",
      gold: top(scope, condition, counts),
      call: {
        tool: "leaderboard",
        params: {
          metric,
          limit: 50,
          ...(weightClass === undefined ? {} : { weightClass }),
          ...(year === undefined ? {} : { from: `${year}-01-01`, to: `${year}-12-31` })
        },
        read: (table) => columns("rank", "name", "value")(table).filter(([rank]) => rank === 1)
      }
    }
  })
