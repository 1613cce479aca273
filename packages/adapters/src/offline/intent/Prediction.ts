import { records, type ToolTable } from "@mma-savant/core/llm/ToolTable"
import { look } from "../Inquiry.ts"
import type { ForecastTold, Row } from "../PhraseBook.ts"
import { subjects } from "../Subject.ts"
import type { Answer } from "./Answer.ts"

const percent = (value: unknown): string => `${(Number(value) * 100).toFixed(1)}%`

const told = ({ note }: ToolTable, first: Row, second: Row): ForecastTold => {
  const likelier = Number(first["probability"]) >= Number(second["probability"]) ? first : second
  const { bucketFights, bucketWon = null } = likelier
  return {
    favourite: first["probability"] === second["probability"] ? null : String(likelier["name"]),
    probability: percent(likelier["probability"]),
    proven: bucketWon === null ? null : { fights: Number(bucketFights), won: percent(bucketWon) },
    rows: [first, second].map(({ fightsRated, lastRatedFight, name, probability, rating }) => [
      name,
      percent(probability),
      rating,
      fightsRated,
      lastRatedFight
    ]),
    note
  }
}

/** How likely two are to beat each other, as far as ratings can tell; never advice for a bet. */
export const prediction: Answer = function* (slots, setting) {
  const { say } = setting
  const [a, b] = yield* subjects(slots, setting)
  const understood = `${a.understood}${b.understood}`
  if (a.id === b.id) return `${understood}${say.subject.same(a.name)}`
  const table = yield* look("predict", { a: a.id, b: b.id })
  const [first, second] = records(table)
  return `${understood}${say.bout.prediction(told(table, first!, second!))}`
}
