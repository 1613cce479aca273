import { records } from "@mma-savant/core/llm/ToolTable"
import { look } from "../Inquiry.ts"
import { bodyHeight, centimetres, counted, inData, kilograms, listed } from "../Phrase.ts"
import { subject } from "../Subject.ts"
import type { Answer } from "./Answer.ts"

/** Who somebody is. */
export const profile: Answer = function* (slots) {
  const { id, understood } = yield* subject(slots)
  const table = yield* look("fighterProfile", { fighterId: id })
  const row = records(table)[0]!
  const called = row["nickname"] === null ? "" : ` ("${row["nickname"]}")`
  const body = [
    ...(row["age"] === null ? [] : [`age ${row["age"]}`]),
    ...(row["heightCm"] === null ? [] : [`height ${bodyHeight(Number(row["heightCm"]))}`]),
    ...(row["weightKg"] === null ? [] : [`weight ${kilograms(Number(row["weightKg"]))}`]),
    ...(row["reachCm"] === null ? [] : [`reach ${centimetres(Number(row["reachCm"]))}`]),
    ...(row["stance"] === null ? [] : [`${row["stance"]} stance`])
  ]
  const about = body.length === 0 ? "" : ` ${capital(body.join(", "))}.`
  const place = row["rank"] === null ? "" : ` ${standing(row["rank"], row["rankedIn"])}.`
  if (row["lastFight"] === null)
    return `${understood}${row["name"]}${called} has no completed fight ${inData(table)}.${about}${place}`
  const ways = listed([
    counted(Number(row["koTkoWins"]), "KO/TKO win"),
    counted(Number(row["submissionWins"]), "submission win"),
    counted(Number(row["decisionWins"]), "decision win")
  ])
  return `${understood}${row["name"]}${called} has a record of ${row["record"]} ${inData(table)}, with ${ways}. First fight ${row["firstFight"]}, last fight ${row["lastFight"]}.${about}${place}`
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

const standing = (rank: unknown, list: unknown): string =>
  rank === 0 ? `${list} champion` : `Ranked ${rank} at ${list}`
