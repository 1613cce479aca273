import { assert, it } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { Effect, Layer } from "effect"
import { TestClock } from "effect/testing"
import { day, eventFacts, matchFacts, side } from "../../contract/Facts.ts"
import { someFighters } from "../../contract/SomeFighters.ts"
import { DashboardComposer } from "../../src/composition/dashboard/DashboardComposer.ts"
import { EventRepository } from "../../src/event/EventRepository.ts"
import { MatchRepository } from "../../src/match/MatchRepository.ts"

const layer = DashboardComposer.layer.pipe(Layer.provideMerge(Memory.layer))

it.effect("a bout counts as it ended, also where nobody knows who the other side is, or either", () =>
  Effect.gen(function* () {
    yield* TestClock.setTime(Date.parse("2025-01-01T12:00:00Z"))
    const [known, rival] = yield* someFighters(2)
    const eventId = yield* (yield* EventRepository).save(eventFacts({ date: day("2020-01-01") }))
    const stranger = { id: null, name: "Stranger" }
    const knockout = { eventId, method: "KO/TKO", resultRound: 1, weightClass: "flyweight" } as const
    yield* (yield* MatchRepository).saveAll([
      matchFacts({ ...knockout, corners: [side(known!, "WIN"), side(rival!, "LOSS")] }),
      matchFacts({ ...knockout, corners: [side(stranger, "WIN"), side(known!, "LOSS")] }),
      matchFacts({ ...knockout, corners: [side(stranger, "WIN"), side(stranger, "LOSS")] })
    ])
    const dashboards = yield* DashboardComposer
    for (const weightClass of [undefined, "flyweight"] as const) {
      const finishes = yield* dashboards.getFinishes(weightClass)
      assert.deepStrictEqual(finishes.methods, [{ method: "KO/TKO", fights: 3 }])
      assert.deepStrictEqual(finishes.rounds, [{ round: 1, fights: 3, share: 1 }])
      assert.deepStrictEqual(finishes.coverage, { fights: 3, measuredFights: 0 })
      assert.strictEqual((yield* dashboards.getOverview(weightClass)).koTkoRate, 1)
    }
    assert.deepStrictEqual((yield* dashboards.getFinishes("heavyweight")).coverage, { fights: 0, measuredFights: 0 })
  }).pipe(Effect.provide(layer))
)
