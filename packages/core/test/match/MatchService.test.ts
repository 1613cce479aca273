import { assert, it } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { Effect, Layer } from "effect"
import { day, eventFacts, matchFacts, roundStats, side } from "../../contract/Facts.ts"
import { someFighters } from "../../contract/SomeFighters.ts"
import { EventRepository } from "../../src/event/EventRepository.ts"
import { MatchId } from "../../src/Identity.ts"
import { MatchRepository } from "../../src/match/MatchRepository.ts"
import { MatchService } from "../../src/match/MatchService.ts"

const layer = MatchService.layer.pipe(Layer.provideMerge(Memory.layer))

it.effect("results name winner and loser wherever they stand, and the time fought in all", () =>
  Effect.gen(function* () {
    const service = yield* MatchService
    const [a, b] = yield* someFighters(2)
    const corners = [side(a!, "LOSS"), side(b!, "WIN")]
    const finish = { method: "SUB", methodDetail: "Armbar", resultRound: 2, resultTime: 75 } as const
    const matchId = yield* service.createMatch(matchFacts({ corners, timeFormat: "1 Rnd + 2OT (15-3-3)", ...finish }))
    assert.deepStrictEqual(yield* service.getMatchResults(matchId), {
      matchId,
      winner: corners[1]!,
      loser: corners[0]!,
      method: "SUB",
      methodDetail: "Armbar",
      round: 2,
      time: 75,
      seconds: 975
    })
  }).pipe(Effect.provide(layer))
)

it.effect("nobody wins or loses a draw, a no contest and a bout to come", () =>
  Effect.gen(function* () {
    const service = yield* MatchService
    const [a, b] = yield* someFighters(2)
    for (const result of ["DRAW", "NC", null] as const) {
      const id = yield* service.createMatch(matchFacts({ corners: [side(a!, result), side(b!, result)] }))
      const { loser, winner } = yield* service.getMatchResults(id)
      assert.deepStrictEqual([winner, loser], [null, null])
    }
  }).pipe(Effect.provide(layer))
)

it.effect("details are the bout with the rounds of each side that has any; an unknown bout is not found", () =>
  Effect.gen(function* () {
    const service = yield* MatchService
    const matches = yield* MatchRepository
    const [a, b] = yield* someFighters(2)
    const matchId = yield* service.createMatch(matchFacts({ corners: [side(a!), side(b!)] }))
    const rounds = [roundStats(1, { knockdowns: 1 }), roundStats(2)]
    yield* matches.saveStats([{ matchId, position: 2, rounds }])
    assert.deepStrictEqual(yield* service.getDetailedMatchStats(matchId), {
      match: yield* service.getMatch(matchId),
      stats: [{ matchId, position: 2, fighterId: b!.id, rounds }]
    })
    const unknown = MatchId.make(2_147_483_647)
    assert.strictEqual((yield* Effect.flip(service.getDetailedMatchStats(unknown)))._tag, "MatchNotFound")
    assert.strictEqual((yield* Effect.flip(service.getMatchResults(unknown)))._tag, "MatchNotFound")
  }).pipe(Effect.provide(layer))
)

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
