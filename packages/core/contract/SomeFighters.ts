import { Effect } from "effect"
import { FighterRepository } from "../src/fighter/FighterRepository.ts"
import { fighterFacts } from "./Facts.ts"

/** Saves fighters with fresh names, and gives them as a side of a bout names them. */
export const someFighters = Effect.fnUntraced(function* (count: number) {
  const fighters = yield* FighterRepository
  const facts = Array.from({ length: count }, () => fighterFacts())
  const ids = yield* fighters.saveAll(facts)
  return facts.map(({ name }, index) => ({ id: ids[index]!, name }))
})
