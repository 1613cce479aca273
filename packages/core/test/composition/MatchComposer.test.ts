import { assert, it } from "@effect/vitest"
import * as Memory from "@mma-savant/adapters/memory/Memory"
import { Effect, Layer } from "effect"
import { matchFacts, roundStats, side } from "../../contract/Facts.ts"
import { someFighters } from "../../contract/SomeFighters.ts"
import { MatchComposer } from "../../src/composition/MatchComposer.ts"
import { MatchId } from "../../src/Identity.ts"
import { MatchRepository } from "../../src/match/MatchRepository.ts"

const layer = MatchComposer.layer.pipe(Layer.provideMerge(Memory.layer))

it.effect("results name winner and loser wherever they stand, and the time fought in all", () =>
  Effect.gen(function* () {
    const service = yield* MatchComposer
    const matches = yield* MatchRepository
    const [a, b] = yield* someFighters(2)
    const corners = [side(a!, "LOSS"), side(b!, "WIN")]
    const finish = { method: "SUB", methodDetail: "Armbar", resultRound: 2, resultTime: 75 } as const
    const matchId = yield* matches.save(matchFacts({ corners, timeFormat: "1 Rnd + 2OT (15-3-3)", ...finish }))
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
    const service = yield* MatchComposer
    const matches = yield* MatchRepository
    const [a, b] = yield* someFighters(2)
    for (const result of ["DRAW", "NC", null] as const) {
      const id = yield* matches.save(matchFacts({ corners: [side(a!, result), side(b!, result)] }))
      const { loser, winner } = yield* service.getMatchResults(id)
      assert.deepStrictEqual([winner, loser], [null, null])
    }
  }).pipe(Effect.provide(layer))
)

it.effect(
  "H-08: details are the bout, and what each side did in all and by the round; an unknown bout is not found",
  () =>
    Effect.gen(function* () {
      const service = yield* MatchComposer
      const matches = yield* MatchRepository
      const [a, b] = yield* someFighters(2)
      const matchId = yield* matches.save(matchFacts({ corners: [side(a!), side(b!)] }))
      const rounds = [
        roundStats(1, {
          knockdowns: 1,
          sigStrikes: { landed: 20, attempted: 35 },
          takedowns: { landed: 1, attempted: 2 },
          controlSeconds: 60
        }),
        roundStats(2, {
          knockdowns: 0,
          sigStrikes: { landed: 15, attempted: 20 },
          takedowns: { landed: 0, attempted: 1 },
          controlSeconds: 40
        })
      ]
      yield* matches.saveStats([{ matchId, position: 2, rounds }])
      const { match, sides } = yield* service.getDetailedMatchStats(matchId)
      assert.deepStrictEqual(match, yield* matches.get(matchId))
      assert.deepStrictEqual(sides[0], { fighterId: a!.id, name: a!.name, result: null, totals: null, rounds: [] })
      assert.deepStrictEqual([sides[1]?.fighterId, sides[1]?.rounds], [b!.id, rounds])
      assert.deepInclude(sides[1]?.totals, {
        knockdowns: 1,
        sigStrikes: { landed: 35, attempted: 55, accuracy: 35 / 55 },
        takedowns: { landed: 1, attempted: 3, accuracy: 1 / 3 },
        controlSeconds: 100,
        control: "1:40",
        reversals: null,
        head: null
      })
      const unknown = MatchId.make(2_147_483_647)
      assert.strictEqual((yield* Effect.flip(service.getDetailedMatchStats(unknown)))._tag, "MatchNotFound")
      assert.strictEqual((yield* Effect.flip(service.getMatchResults(unknown)))._tag, "MatchNotFound")
    }).pipe(Effect.provide(layer))
)
