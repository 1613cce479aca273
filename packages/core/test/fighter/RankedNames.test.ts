import { expect, it } from "@effect/vitest"
import { FighterIndex } from "../../src/fighter/FighterIndex.ts"
import { FighterId } from "../../src/Identity.ts"

const names = [
  ["Michael Page", "Venom"],
  ["Yadong Song", "The Kung Fu Kid"],
  ["Patricio Freire", "Pitbull"],
  ["Julianna Pena", "The Venezuelan Vixen"],
  ["Lone'er Kavanagh", null],
  ["Michael Chandler", "Iron"]
] as const
const index = new FighterIndex(
  names.map(([name, nickname], at) => ({ id: FighterId.make(at + 1), name, nickname, aliases: [] }))
)

it.each([
  ["Michael Venom Page", "Michael Page"],
  ['Michael "Venom" Page', "Michael Page"],
  ["Venom Michael Page", "Michael Page"],
  ["Michael Page Venom", "Michael Page"],
  ["Michael Page", "Michael Page"],
  ["Michael Another Page", undefined],
  ["Song Yadong", "Yadong Song"],
  ["Patricio Pitbull", "Patricio Freire"],
  ["Julianna Peña", "Julianna Pena"],
  ["Lone’er Kavanagh", "Lone'er Kavanagh"]
])("the rankings' %j is %j", (printed, name) => {
  expect(index.find(printed)[0]?.name).toBe(name)
})
