import { assert, it } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { Effect, Layer } from "effect"
import { TestClock } from "effect/testing"
import { day, eventFacts, fighterFacts, matchFacts, side } from "../../contract/Facts.ts"
import { EventRepository } from "../../src/event/EventRepository.ts"
import { FighterRepository } from "../../src/fighter/FighterRepository.ts"
import { FighterId } from "../../src/Identity.ts"
import { predictAnswers } from "../../src/llm/PredictAnswers.ts"
import { ToolAnswer } from "../../src/llm/ToolAnswer.ts"
import { records } from "../../src/llm/ToolTable.ts"
import { MatchRepository } from "../../src/match/MatchRepository.ts"
import { Ratings } from "../../src/stats/Ratings.ts"

const layer = Layer.merge(ToolAnswer.layer, Ratings.layer).pipe(Layer.provideMerge(Memory.layer))

const names = ["Ada Stone", "Bea Marsh", "Cole Vale", "Dan Holt"] as const

/** Ada has beaten Bea in 2010 and three times of late; Cole has only been disqualified; Dan has never fought. */
const league = Effect.gen(function* () {
  yield* TestClock.setTime(Date.parse("2025-06-01T12:00:00Z"))
  const fighters = yield* FighterRepository
  const ids = yield* fighters.saveAll(names.map((name) => fighterFacts({ name })))
  const [ada, bea, cole] = names.map((name, index) => ({ id: ids[index]!, name }))
  const dates = ["2010-01-01", "2024-01-01", "2024-02-01", "2024-03-01"].map(day)
  const eventIds = yield* (yield* EventRepository).saveAll(dates.map((date) => eventFacts({ date })))
  yield* (yield* MatchRepository).saveAll([
    ...eventIds.map((eventId, index) => {
      const [won, lost] = [side(ada!, "WIN"), side(bea!, "LOSS")]
      return matchFacts({ eventId, method: "U-DEC", corners: index % 2 === 0 ? [won, lost] : [lost, won] })
    }),
    matchFacts({ eventId: eventIds[3]!, cardOrder: 1, method: "DQ", corners: [side(ada!, "WIN"), side(cole!, "LOSS")] })
  ])
  const { predict } = yield* predictAnswers
  return { ids, predict }
})

it.effect("each fighter has a probability, and what became of such forecasts", () =>
  Effect.gen(function* () {
    const { ids, predict } = yield* league
    const [a, b] = [ids[0]!, ids[1]!]
    const table = yield* predict({ a, b })
    const [ada, bea] = records(table)
    assert.deepStrictEqual(
      [ada?.["name"], ada?.["fightsRated"], ada?.["lastRatedFight"]],
      ["Ada Stone", 4, "2024-03-01"]
    )
    // A newcomer's K is 100: 1550, 1586, 1613, 1634 by Elo's formula; the three later wins were forecast at 64, 73 and 79%.
    assert.deepStrictEqual([ada?.["rating"], ada?.["probability"], ada?.["bucket"]], [1634, 0.825, "80-85%"])
    assert.deepStrictEqual([bea?.["rating"], bea?.["probability"], bea?.["bucket"]], [1366, 0.175, "15-20%"])
    assert.deepStrictEqual([ada?.["bucketWon"], ada?.["bucketFights"]], [null, 0])
    assert.match(table.note ?? "", /Over the 4 fights of the last three years the favourite won 100\.0%/)
    assert.match(table.note ?? "", /No advice for a bet/)

    const turned = yield* predict({ a: b, b: a })
    assert.deepStrictEqual(records(turned), [bea!, ada!])
  }).pipe(Effect.provide(layer))
)

it.effect("a bucket is told as each of the two sees it", () =>
  Effect.gen(function* () {
    const { ids, predict } = yield* league
    const eve = { id: yield* (yield* FighterRepository).save(fighterFacts({ name: "Eve Won" })), name: "Eve Won" }
    const eventId = yield* (yield* EventRepository).save(eventFacts({ date: day("2025-01-01") }))
    yield* (yield* MatchRepository).save(
      matchFacts({ eventId, corners: [side(eve, "DRAW"), side({ id: ids[3]!, name: names[3] }, "DRAW")] })
    )
    const [ada, newcomer] = records(yield* predict({ a: ids[0]!, b: eve.id }))
    const [favourite, underdog] = [ada?.["bucket"], newcomer?.["bucket"]]
    assert.deepStrictEqual([favourite, ada?.["bucketWon"], ada?.["bucketFights"]], ["65-70%", 1, 1])
    assert.deepStrictEqual([underdog, newcomer?.["bucketWon"], newcomer?.["bucketFights"]], ["30-35%", 0, 1])
    const even = records(yield* predict({ a: eve.id, b: ids[3]! }))
    assert.deepStrictEqual(
      even.map((row) => [row["probability"], row["bucket"], row["bucketWon"], row["bucketFights"]]),
      [
        [0.5, null, null, null],
        [0.5, null, null, null]
      ]
    )
  }).pipe(Effect.provide(layer))
)

it.effect("nobody is rated whom nothing rates", () =>
  Effect.gen(function* () {
    const { ids, predict } = yield* league
    const [ada, , cole, dan] = ids
    const code = (a: FighterId, b: FighterId) => Effect.flip(predict({ a, b }))
    assert.deepStrictEqual(yield* code(ada!, dan!), {
      code: "NOT_INGESTED",
      message: "Dan Holt has no rated fight in the data."
    })
    assert.strictEqual((yield* code(cole!, ada!)).code, "NOT_INGESTED")
    assert.strictEqual((yield* code(ada!, FighterId.make(999_999))).code, "NOT_FOUND")
    assert.strictEqual((yield* code(ada!, ada!)).code, "BAD_CALL")
  }).pipe(Effect.provide(layer))
)
