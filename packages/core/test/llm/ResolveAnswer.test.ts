import { assert, it } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { Effect, Layer, Stream } from "effect"
import { TestClock } from "effect/testing"
import { day, eventFacts, fighterFacts, matchFacts, side } from "../../contract/Facts.ts"
import { EventRepository } from "../../src/event/EventRepository.ts"
import { FighterRepository } from "../../src/fighter/FighterRepository.ts"
import { FighterService } from "../../src/fighter/FighterService.ts"
import * as SavantHandlers from "../../src/llm/SavantHandlers.ts"
import { SavantTools } from "../../src/llm/SavantTools.ts"
import { slotsOf } from "../../src/llm/Slots.ts"
import { isTable, records } from "../../src/llm/ToolTable.ts"
import { MatchRepository } from "../../src/match/MatchRepository.ts"

const savant = SavantHandlers.layer.pipe(Layer.provide(FighterService.layer), Layer.provideMerge(Memory.layer))

const resolve = Effect.fnUntraced(function* (args: { readonly text: string; readonly kinds?: ReadonlyArray<string> }) {
  const tools = yield* SavantTools
  const [last] = yield* Effect.flatMap(tools.handle("resolve", args as never, "1"), Stream.runCollect)
  const result = last?.result
  if (!isTable(result)) return assert.fail("no table")
  return { rows: records(result), slots: slotsOf([{ name: "resolve", args, result }]) }
})

const founded = Effect.gen(function* () {
  const people = [
    fighterFacts({ name: "Erik Silva", nickname: null }),
    fighterFacts({ name: "Erick Silva", nickname: null }),
    fighterFacts({ name: "Bruno Vale", nickname: "Bulldog", weight: 125, birthdate: day("1989-07-16") }),
    fighterFacts({ name: "Bruno Vale", nickname: "Blade", weight: 185, birthdate: day("1991-03-02") })
  ]
  yield* (yield* FighterRepository).saveAll(people)
  yield* (yield* EventRepository).saveAll([
    eventFacts({ name: "UFC 300: Stone vs. Vale", date: day("2024-04-13"), location: "Las Vegas, Nevada, USA" }),
    eventFacts({ name: "UFC Fight Night: Makhachev vs. Dober", date: day("2021-03-06"), location: null })
  ])
})

it.effect("a name is surely its bearer, and one a letter off is shown beside", () =>
  Effect.gen(function* () {
    yield* founded
    const { rows, slots } = yield* resolve({ text: "erik silva" })
    assert.deepStrictEqual(
      rows.map(({ kind, meant, name }) => [kind, name, meant]),
      [
        ["fighter", "Erik Silva", "surely"],
        ["fighter", "Erick Silva", "hardly"]
      ]
    )
    assert.deepStrictEqual(
      slots.fighters.map(({ name }) => name),
      ["Erik Silva"]
    )
  }).pipe(Effect.provide(savant))
)

it.effect("those of one name are all maybes, and told apart", () =>
  Effect.gen(function* () {
    yield* founded
    const { rows, slots } = yield* resolve({ text: "Bruno Vale" })
    assert.deepStrictEqual(
      rows.map(({ apart, meant }) => [meant, apart]),
      [
        ["maybe", 'Bruno Vale "Bulldog": no fight, 56.7 kg (125 lb), born 1989'],
        ["maybe", 'Bruno Vale "Blade": no fight, 83.9 kg (185 lb), born 1991']
      ]
    )
    assert.deepStrictEqual(slots.fighters, [])
  }).pipe(Effect.provide(savant))
)

it.effect("events and classes are found when they are asked for", () =>
  Effect.gen(function* () {
    yield* founded
    const kinds = ["fighter", "event", "weight-class"]
    const found = (text: string) =>
      Effect.map(resolve({ text, kinds }), ({ rows }) =>
        rows.map(({ eventId, kind, meant, name, weightClass }) => [kind, name, meant, eventId !== null, weightClass])
      )
    const ufc300 = ["event", "UFC 300: Stone vs. Vale", "surely", true, null]
    assert.deepStrictEqual(yield* found("UFC 300"), [ufc300])
    assert.deepStrictEqual(yield* found("UFC 300에서"), [ufc300])
    const dober = ["event", "UFC Fight Night: Makhachev vs. Dober", "surely", true, null]
    assert.deepStrictEqual(yield* found("UFC Fight Night: Makhachev vs. Dober"), [dober])
    assert.deepStrictEqual(yield* found("makachev vs dobre"), [dober])
    assert.deepStrictEqual(yield* found("라이트급"), [["weight-class", "Lightweight", "surely", false, "lightweight"]])
    assert.deepStrictEqual(yield* found("P4P"), [
      ["weight-class", "Men's Pound-for-Pound", "maybe", false, "mens-pound-for-pound"],
      ["weight-class", "Women's Pound-for-Pound", "maybe", false, "womens-pound-for-pound"]
    ])
    assert.deepStrictEqual((yield* resolve({ text: "UFC 300" })).rows, [])
    assert.strictEqual((yield* resolve({ text: "UFC 300", kinds })).slots.event?.name, "UFC 300: Stone vs. Vale")
    assert.strictEqual((yield* resolve({ text: "LW", kinds })).slots.weightClass, "lightweight")
  }).pipe(Effect.provide(savant))
)

it.effect("a new name is found as soon as the data is known to have changed", () =>
  Effect.gen(function* () {
    yield* founded
    assert.deepStrictEqual((yield* resolve({ text: "Cole Marsh" })).rows, [])
    yield* (yield* FighterRepository).save(fighterFacts({ name: "Cole Marsh" }))
    yield* TestClock.adjust("2 seconds")
    assert.strictEqual((yield* resolve({ text: "Cole Marsh" })).rows.length, 1)
  }).pipe(Effect.provide(savant))
)

it.effect("of more than are told of, those who fought the most come first", () =>
  Effect.gen(function* () {
    const names = ["Ann", "Bea", "Cat", "Dee", "Eve", "Fay", "Gia", "Hal", "Ivy", "Joy"].map(
      (first) => `${first} Stone`
    )
    const ids = yield* (yield* FighterRepository).saveAll(names.map((name) => fighterFacts({ name, nickname: null })))
    const eventId = yield* (yield* EventRepository).save(eventFacts({ date: day("2020-01-01") }))
    const corners = [side({ id: ids.at(-1)!, name: "Joy Stone" }, "WIN"), side({ id: null, name: "Kit" }, "LOSS")]
    yield* (yield* MatchRepository).save(matchFacts({ eventId, method: "U-DEC", corners }))
    yield* TestClock.setTime(Date.parse("2024-01-01"))
    const { rows } = yield* resolve({ text: "Stone" })
    assert.strictEqual(rows.length, 8)
    assert.deepStrictEqual([rows[0]?.["name"], rows[0]?.["meant"]], ["Joy Stone", "maybe"])
    assert.include(String(rows[0]?.["apart"]), "record 1-0-0")
  }).pipe(Effect.provide(savant))
)
