import { assert, it } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { Effect, Layer } from "effect"
import { day, eventFacts, matchFacts, side } from "../../contract/Facts.ts"
import { someFighters } from "../../contract/SomeFighters.ts"
import { EventRepository } from "../../src/event/EventRepository.ts"
import { MatchRepository } from "../../src/match/MatchRepository.ts"
import { MatchService } from "../../src/match/MatchService.ts"

const layer = MatchService.layer.pipe(Layer.provideMerge(Memory.layer))

it.effect("meetings are the bouts of the two against each other, those to come included, latest first", () =>
  Effect.gen(function* () {
    const service = yield* MatchService
    const matches = yield* MatchRepository
    const events = yield* EventRepository
    const [a, b, c] = yield* someFighters(3)
    const [past, next] = yield* events.saveAll([
      eventFacts({ date: day("2020-01-01") }),
      eventFacts({ date: day("2031-01-01"), status: "scheduled" })
    ])
    const [first, , second] = yield* matches.saveAll([
      matchFacts({ eventId: past!, corners: [side(a!, "WIN"), side(b!, "LOSS")] }),
      matchFacts({ eventId: past!, corners: [side(a!, "WIN"), side(c!, "LOSS")] }),
      matchFacts({ eventId: next!, status: "scheduled", corners: [side(b!), side(a!)] })
    ])
    for (const [one, other] of [
      [a!.id, b!.id],
      [b!.id, a!.id]
    ] as const) {
      assert.deepStrictEqual(
        (yield* service.getMeetings(one, other)).map(({ id }) => id),
        [second, first]
      )
    }
    assert.deepStrictEqual(yield* service.getMeetings(b!.id, c!.id), [])
  }).pipe(Effect.provide(layer))
)
