import { fold } from "@mma-savant/core/Fold"
import type { FighterFacts } from "@mma-savant/core/fighter/Fighter"
import { centimetres, kilograms } from "@mma-savant/core/fighter/Measure"
import { storable } from "./Text.ts"

export const fighterColumns = {
  name: "text",
  folded_name: "text",
  nickname: "text",
  folded_nickname: "text",
  height: "float8",
  height_cm: "float8",
  weight: "float8",
  weight_kg: "float8",
  reach: "float8",
  reach_cm: "float8",
  stance: "text",
  birthdate: "date",
  belt: "boolean",
  wins: "int",
  losses: "int",
  draws: "int",
  no_contests: "int"
} as const

export const fighterRow = ({ noContests, ufcstatsId, ...facts }: FighterFacts) => {
  const name = storable(facts.name)
  const nickname = facts.nickname === null ? null : storable(facts.nickname)
  return {
    ...facts,
    ufcstats_id: ufcstatsId,
    name,
    folded_name: fold(name),
    nickname,
    folded_nickname: nickname === null ? null : fold(nickname),
    height_cm: centimetres(facts.height),
    weight_kg: kilograms(facts.weight),
    reach_cm: centimetres(facts.reach),
    no_contests: noContests
  }
}
