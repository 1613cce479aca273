import { type WeightClass, weightClassId } from "@mma-savant/core/ranking/WeightClass"
import type { Gold, Language, Question, Rows, Template } from "../Question.ts"
import { columns } from "../Reading.ts"
import type { World } from "../World.ts"
import { type FigureId, figureOf } from "./Figures.ts"
import { sumsOf, sumsSql } from "./Sums.ts"

interface Board {
  readonly id: FigureId
  readonly weightClass?: WeightClass
  readonly year?: string
  /** How many are asked for; one when left out. */
  readonly places?: number
}

/** Fights that it takes to rank. */
const leastFights = (id: FigureId): number => (figureOf(id).divided === true ? 5 : 1)

/** The highest, with everybody who ties at the cut; ties share a rank. Nobody leads with a sum of none. */
const fold =
  ({ id, places = 1, ...scope }: Board) =>
  (world: World): Rows => {
    const { attempts, divided, fold: value, measured } = figureOf(id)
    const values = [...world.everyCareer.keys()].flatMap((key) => {
      const sums = sumsOf(world, key, scope)
      const found = value(sums)
      const base = measured === true ? sums.measured : sums.fights
      if (typeof found !== "number" || base < leastFights(id) || (divided !== true && found === 0)) return []
      if (attempts !== undefined && attempts.fold(sums) < leastFights(id)) return []
      return [{ name: world.nameOf(key), found }]
    })
    return values.flatMap(({ found, name }) => {
      const rank = 1 + values.filter((other) => other.found > found).length
      return rank <= places ? [[rank, name, found]] : []
    })
  }

const sql = ({ id }: Board): string => {
  const { attempts, divided, measured, sql: value } = figureOf(id)
  return `${sumsSql}, valued as (
      select name, (${value})::float8 as value from sums where ${measured === true ? "measured" : "fights"} >= ${leastFights(id)}
        ${attempts === undefined ? "" : `and ${attempts.sql} >= ${leastFights(id)}`}
    ), ranked as (
      select rank() over (order by value desc)::int as rank, name, value from valued
      where value is not null ${divided === true ? "" : "and value > 0"}
    )
    select rank, name, value from ranked where rank <= $4`
}

const top = (board: Board): Gold => ({
  sql: sql(board),
  params: [
    board.weightClass === undefined ? null : weightClassId(board.weightClass),
    board.year ?? null,
    board.places ?? 1
  ],
  fold: fold(board)
})

const asked: ReadonlyArray<readonly [Language, Board, string]> = [
  ["en", { id: "wins" }, "who has the most wins?"],
  ["ko", { id: "wins" }, "가장 많이 이긴 선수는 누구야?"],
  ["en", { id: "submission-wins" }, "who has the most submission wins ever"],
  ["en", { id: "submission-wins", weightClass: "lightweight" }, "who has the most submission wins at lightweight?"],
  ["ko", { id: "submission-wins", weightClass: "lightweight" }, "라이트급에서 서브미션 승이 가장 많은 선수는?"],
  ["en", { id: "ko-tko-wins" }, "most knockouts all time"],
  ["ko", { id: "ko-tko-wins" }, "KO승 제일 많은 선수 누구야"],
  ["en", { id: "ko-tko-wins", weightClass: "welterweight" }, "who's got the most KOs at welterweight"],
  ["ko", { id: "ko-tko-wins", weightClass: "welterweight" }, "웰터급 KO승 1위는?"],
  ["en", { id: "losses" }, "which fighter has lost the most fights"],
  ["ko", { id: "fights" }, "경기를 가장 많이 한 선수는?"],
  ["en", { id: "fights", weightClass: "featherweight" }, "who has the most fights at featherweight?"],
  ["en", { id: "wins", year: "2024" }, "most wins in 2024"],
  ["ko", { id: "wins", year: "2024" }, "2024년에 가장 많이 이긴 선수는?"],
  ["en", { id: "title-wins" }, "who has won the most title fights?"],
  ["ko", { id: "title-wins" }, "타이틀전을 가장 많이 이긴 선수는?"],
  ["en", { id: "decision-wins" }, "who's won the most decisions?"],
  ["en", { id: "wins", places: 3 }, "top 3 by wins"],
  ["ko", { id: "ko-tko-wins", places: 5 }, "KO승 상위 5명"],
  ["en", { id: "knockdowns" }, "who has the most knockdowns"],
  ["ko", { id: "takedowns" }, "테이크다운 가장 많이 한 선수는?"],
  ["en", { id: "takedown-accuracy" }, "who has the best takedown accuracy?"],
  ["en", { id: "takedown-defence" }, "best takedown defense"],
  ["ko", { id: "sig-strike-accuracy" }, "유효타 적중률이 가장 높은 선수는?"],
  ["en", { id: "win-rate", weightClass: "bantamweight" }, "highest win rate at bantamweight"],
  ["ko", { id: "finish-rate" }, "피니시율 가장 높은 선수는?"],
  ["en", { id: "sig-strikes-per-fight" }, "who lands the most significant strikes per fight?"]
]

export const leaders: Template = ({ world }) =>
  asked.flatMap(([language, board, text]): ReadonlyArray<Question> => {
    const { id, places = 1, weightClass, year } = board
    const gold = top(board)
    const first = gold.fold(world)
    // A crowd at the top is no question that people ask.
    if (first.length === 0 || first.length > 20) return []
    return [
      {
        category: "leaders",
        language,
        text,
        expects: "answer",
        gold,
        places,
        names: [],
        call: {
          tool: "leaderboard",
          params: {
            metric: id,
            limit: 50,
            ...(weightClass === undefined ? {} : { weightClass }),
            ...(year === undefined ? {} : { from: `${year}-01-01`, to: `${year}-12-31` })
          },
          read: (table) =>
            columns("rank", "name", "value")(table).filter(([rank]) => typeof rank === "number" && rank <= places)
        }
      }
    ]
  })
