import { assert, it } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { Effect, Layer } from "effect"
import { fighterFacts } from "../../contract/Facts.ts"
import { FighterRepository } from "../../src/fighter/FighterRepository.ts"
import { FighterService } from "../../src/fighter/FighterService.ts"

const layer = FighterService.layer.pipe(Layer.provideMerge(Memory.layer))

it.effect.each([
  ["마카체프", ["Islam Makhachev"]],
  ["마카체", ["Islam Makhachev"]],
  ["이슬람마하체프", ["Islam Makhachev"]],
  ["코좀", ["Chan Sung Jung"]],
  ["코리안", ["Chan Sung Jung"]],
  ["무하마드 모카예프", ["Muhammad Mokaev"]],
  ["맥그리거", []]
] as const)("a search finds the Korean spelling %s, on pages like any other", ([text, names]) =>
  Effect.gen(function* () {
    yield* (yield* FighterRepository).saveAll([
      fighterFacts({ name: "Islam Makhachev", stance: "Southpaw" }),
      fighterFacts({ name: "Chan Sung Jung", stance: "Orthodox" }),
      fighterFacts({ name: "Muhammad Mokaev" })
    ])
    const fighters = yield* FighterService
    const { items } = yield* fighters.searchFighters({ text, limit: 20, after: null })
    assert.deepStrictEqual(
      items.map(({ name }) => name),
      [...names]
    )
    const switching = yield* fighters.searchFighters({ text, stance: "Switch", limit: 20, after: null })
    assert.deepStrictEqual(switching, { items: [], next: null })
  }).pipe(Effect.provide(layer))
)
