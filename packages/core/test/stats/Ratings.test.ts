import { assert, it } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { Effect, Layer } from "effect"
import { TestClock } from "effect/testing"
import { day, eventFacts, matchFacts, side } from "../../contract/Facts.ts"
import { someFighters } from "../../contract/SomeFighters.ts"
import { EventRepository } from "../../src/event/EventRepository.ts"
import { MatchRepository } from "../../src/match/MatchRepository.ts"
import { Ratings } from "../../src/stats/Ratings.ts"
import { StatsReader } from "../../src/stats/StatsReader.ts"

let asked = 0

/** Counts how often the results are read. */
const counting = Layer.effect(
  StatsReader,
  Effect.map(StatsReader, (reader) =>
    StatsReader.of({
      ...reader,
      pairings: (to) =>
        Effect.suspend(() => {
          asked++
          return reader.pairings(to)
        })
    })
  )
)

const layer = Ratings.layer.pipe(Layer.provide(counting), Layer.provideMerge(Memory.layer))

it.effect("the ratings are computed once for each version of the data, however many ask at once", () =>
  Effect.gen(function* () {
    yield* TestClock.setTime(Date.parse("2025-01-01T12:00:00Z"))
    const ratings = yield* Ratings
    const matches = yield* MatchRepository
    const [a, b] = yield* someFighters(2)
    const eventId = yield* (yield* EventRepository).save(eventFacts({ date: day("2020-01-01") }))
    const tomorrow = yield* (yield* EventRepository).save(eventFacts({ date: day("2025-01-02") }))
    const won = matchFacts({ eventId, method: "U-DEC", corners: [side(a!, "WIN"), side(b!, "LOSS")] })
    yield* matches.save(won)
    asked = 0
    const fields = yield* Effect.all(
      Array.from({ length: 5 }, () => ratings.field),
      { concurrency: "unbounded" }
    )
    assert.strictEqual(new Set(fields).size, 1)
    assert.strictEqual(asked, 1)
    assert.isAbove(fields[0]!.ratings.get(a!.id)!.rating, fields[0]!.ratings.get(b!.id)!.rating)

    yield* TestClock.adjust("3 seconds")
    yield* ratings.field
    assert.strictEqual(asked, 1)

    yield* matches.save({ ...won, corners: [side(b!, "WIN"), side(a!, "LOSS")] })
    yield* TestClock.adjust("3 seconds")
    const turned = yield* ratings.field
    assert.strictEqual(asked, 2)
    assert.isAbove(turned.ratings.get(b!.id)!.rating, turned.ratings.get(a!.id)!.rating)

    // A result that is known too early counts from its day on.
    yield* matches.save(matchFacts({ eventId: tomorrow, corners: [side(a!, "WIN"), side(b!, "LOSS")] }))
    yield* TestClock.adjust("3 seconds")
    assert.strictEqual((yield* ratings.field).ratings.get(a!.id)?.fights, 1)
    yield* TestClock.adjust("1 day")
    assert.strictEqual((yield* ratings.field).ratings.get(a!.id)?.fights, 2)
  }).pipe(Effect.provide(layer))
)
