import type { UfcstatsId } from "@mma-savant/core/Identity"
import type { Gold, Language, Question, Template } from "../Question.ts"
import { columns } from "../Reading.ts"
import type { World } from "../World.ts"
import { named, people } from "./Careers.ts"
import { type FigureId, figureOf } from "./Figures.ts"
import { isModern, sumsOf, sumsSql } from "./Sums.ts"

const both = (id: FigureId, keys: readonly [UfcstatsId, UfcstatsId]): Gold => ({
  sql: `${sumsSql} select name, ${figureOf(id).sql} from sums where key = any($4)`,
  params: [null, null, keys],
  fold: (world) => keys.map((key) => [world.nameOf(key), figureOf(id).fold(sumsOf(world, key))])
})

const asked: ReadonlyArray<readonly [FigureId, Language, string]> = [
  ["takedown-accuracy", "en", "who has better takedown accuracy, {a} or {b}?"],
  ["sig-strikes-per-minute", "ko", "{a}와 {b} 중 누가 분당 유효타가 더 많아?"],
  ["sig-strikes-per-fight", "en", "{a} or {b}, who lands more significant strikes per fight?"],
  ["wins", "en", "who's got more wins, {a} or {b}"],
  ["knockdowns", "ko", "{a} {b} 넉다운 비교해줘"],
  ["sig-strike-accuracy", "en", "compare the striking accuracy of {a} and {b}"],
  ["win-rate", "ko", "{a}랑 {b} 승률 비교"],
  ["finish-rate", "en", "{a} vs {b} finish rate"],
  ["control-share", "en", "which of {a} and {b} controls more of the fight?"]
]

/** Whether some fights, but not all, count for the figures: no contests do not for rates, nor others without statistics. */
const gaps = (world: World, key: UfcstatsId): number => {
  const { draws, fights, losses, measured, wins } = sumsOf(world, key)
  return Number(measured > 0 && measured < fights) + Number(wins + losses + draws < fights)
}

export const comparisons: Template = (ground) =>
  asked.flatMap(([id, language, form]): ReadonlyArray<Question> => {
    const able = people(ground, 60, 5).filter(
      ({ ufcstatsId: key }) => isModern(ground.world, key) && figureOf(id).fold(sumsOf(ground.world, key)) !== null
    )
    const [a] = able.toSorted((x, y) => gaps(ground.world, y.ufcstatsId) - gaps(ground.world, x.ufcstatsId))
    const b = able.find((other) => other !== a)
    if (a === undefined || b === undefined) return []
    return [
      {
        category: "comparison",
        language,
        text: form.replace("{a}", a.name).replace("{b}", b.name),
        expects: "answer",
        gold: both(id, [a.ufcstatsId, b.ufcstatsId]),
        names: [named(a), named(b)],
        call: {
          tool: "compare",
          params: { ids: [ground.idOf(a.ufcstatsId), ground.idOf(b.ufcstatsId)], metrics: [id] },
          read: columns("name", "value")
        }
      }
    ]
  })
