import type { UfcstatsId } from "@mma-savant/core/Identity"
import type { Gold, Language, Question, Template } from "../Question.ts"
import { columns } from "../Reading.ts"
import { named, people } from "./Careers.ts"
import { type FigureId, figureOf } from "./Figures.ts"
import { isModern, sumsOf, sumsSql } from "./Sums.ts"

const figureGold = (id: FigureId, key: UfcstatsId): Gold => ({
  sql: `${sumsSql} select ${figureOf(id).sql} from sums where key = $4`,
  params: [null, null, key],
  fold: (world) => [[figureOf(id).fold(sumsOf(world, key))]]
})

const asked: ReadonlyArray<readonly [id: FigureId, en: string, ko: string]> = [
  ["takedown-accuracy", "what's %s's takedown accuracy", "%s 테이크다운 성공률"],
  ["takedown-defence", "takedown defence of %s?", "%s 테이크다운 방어율 알려줘"],
  ["sig-strike-accuracy", "how accurate is %s's striking", "%s 유효타 적중률은?"],
  ["sig-strike-defence", "%s striking defense", "%s 유효타 방어율"],
  ["sig-strikes-per-minute", "how many significant strikes per minute does %s land?", "%s 분당 유효타 몇 개야?"],
  ["takedowns-per-15-minutes", "%s takedowns per 15 minutes", "%s 15분당 테이크다운"],
  ["knockdowns", "how many knockdowns has %s scored?", "%s 넉다운 몇 번 시켰어?"],
  ["takedowns", "how many takedowns has %s landed", "%s 테이크다운 총 몇 번?"],
  ["win-rate", "whats %s's win rate", "%s 승률 알려줘"],
  ["finish-rate", "what's the finish rate of %s?", "%s 피니시율은?"],
  ["ko-tko-losses", "how many times has %s been knocked out?", "%s KO패 몇 번이야?"],
  ["losses", "how many fights has %s lost", "%s 몇 번 졌어?"]
]

export const statistics: Template = (ground) =>
  asked.flatMap(([id, ...texts]) =>
    people(ground, 8, 5)
      .filter(({ ufcstatsId: key }) => {
        const value = figureOf(id).fold(sumsOf(ground.world, key))
        return value !== null && isModern(ground.world, key)
      })
      .slice(0, 2)
      .map((facts, index): Question => {
        const language: Language = index === 0 ? "en" : "ko"
        return {
          category: "statistics",
          language,
          text: texts[index === 0 ? 0 : 1].replace("%s", facts.name),
          expects: "answer",
          gold: figureGold(id, facts.ufcstatsId),
          names: [named(facts)],
          call: {
            tool: "metric",
            params: { fighterId: ground.idOf(facts.ufcstatsId), metrics: [id] },
            read: columns("value")
          }
        }
      })
  )
