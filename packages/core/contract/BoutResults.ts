import { assert, it } from "@effect/vitest"
import { Effect, type Layer } from "effect"
import { EventRepository } from "../src/event/EventRepository.ts"
import type { FighterRepository } from "../src/fighter/FighterRepository.ts"
import { Match } from "../src/match/Match.ts"
import { MatchRepository } from "../src/match/MatchRepository.ts"
import { isCompleted } from "../src/stats/Bout.ts"
import type { BoutResult } from "../src/stats/BoutResult.ts"
import { StatsReader } from "../src/stats/StatsReader.ts"
import { careers, nights, rivals, written } from "./Career.ts"
import { day, eventFacts, matchFacts, side } from "./Facts.ts"
import { someFighters } from "./SomeFighters.ts"

/** After every id. */
const nobody = 2 ** 31

const resultOf = ({
  cardOrder,
  corners,
  event,
  id,
  method,
  methodDetail,
  resultRound,
  weightClass
}: Match): BoutResult => {
  const [first, second] = corners.toSorted((a, b) => (a.fighterId ?? nobody) - (b.fighterId ?? nobody))
  return {
    matchId: id,
    date: event!.date!,
    cardOrder,
    method,
    methodDetail,
    weightClass,
    round: resultRound,
    first: first?.fighterId ?? null,
    second: second?.fighterId ?? null,
    firstResult: first?.result ?? null,
    secondResult: second?.result ?? null,
    // The fighters of the laws are told to have none.
    firstStance: null,
    secondStance: null
  }
}

const byId = (results: ReadonlyArray<BoutResult>) => results.toSorted((a, b) => a.matchId - b.matchId)

/** The laws of `results` of {@link StatsReader}, over a layer as its whole suite takes. */
export const suite = (
  adapter: string,
  layer: Layer.Layer<StatsReader | FighterRepository | EventRepository | MatchRepository, unknown>
) =>
  it.layer(layer, { timeout: "60 seconds", excludeTestServices: true })(`Results of StatsReader / ${adapter}`, (it) => {
    it.effect.prop(
      "are those of the completed bouts, whoever fought them, up to the day",
      { plans: careers },
      ({ plans }) =>
        Effect.gen(function* () {
          const reader = yield* StatsReader
          const matches = yield* MatchRepository
          const events = yield* EventRepository
          const fighters = yield* someFighters(rivals)
          const cards = nights.map((date) => eventFacts({ date }))
          const eventIds = yield* events.saveAll(cards)
          const facts = plans.map((plan) => written(plan, fighters, eventIds))
          const ids = yield* matches.saveAll(facts)
          const bouts = facts.map(({ eventId, ...known }, index) => {
            const card = cards[eventIds.indexOf(eventId!)]
            const event =
              eventId === null || card === undefined ? null : { id: eventId, name: card.name, date: card.date }
            return new Match({ id: ids[index]!, event, ...known })
          })
          for (const to of [day("2025-01-01"), day("2015-12-12"), day("2015-12-11")]) {
            const own = new Set(ids)
            const found = (yield* reader.results(to)).filter(({ matchId }) => own.has(matchId))
            assert.deepStrictEqual(byId(found), byId(bouts.filter((match) => isCompleted(match, to)).map(resultOf)))
          }
        }),
      { arbitrary: { seed: 1994, runs: 25, size: 24 } }
    )

    it.effect("tell how a bout ended against somebody whom nothing identifies, but pair only who is known", () =>
      Effect.gen(function* () {
        const reader = yield* StatsReader
        const matches = yield* MatchRepository
        const events = yield* EventRepository
        const [known, rival] = yield* someFighters(2)
        const stranger = { id: null, name: "Stranger" }
        const eventId = yield* events.save(eventFacts({ date: day("2020-01-02") }))
        const ids = yield* matches.saveAll([
          matchFacts({ eventId, method: "KO/TKO", corners: [side(stranger, "WIN"), side(known!, "LOSS")] }),
          matchFacts({ eventId, method: "SUB", corners: [side(stranger, "LOSS"), side(stranger, "WIN")] }),
          matchFacts({ eventId, method: "U-DEC", corners: [side(known!, "WIN"), side(rival!, "LOSS")] })
        ])
        const own = <Bout extends BoutResult>(bouts: ReadonlyArray<Bout>) =>
          byId(bouts).filter(({ matchId }) => ids.includes(matchId))
        assert.deepStrictEqual(
          own(yield* reader.results(day("2020-01-02"))).map(({ first, firstResult, method, second }) => [
            method,
            first,
            second === null,
            firstResult
          ]),
          [
            ["KO/TKO", known!.id, true, "LOSS"],
            ["SUB", null, true, "LOSS"],
            ["U-DEC", known!.id < rival!.id ? known!.id : rival!.id, false, known!.id < rival!.id ? "WIN" : "LOSS"]
          ]
        )
        assert.deepStrictEqual(
          own(yield* reader.pairings(day("2020-01-02"))).map(({ matchId }) => matchId),
          [ids[2]]
        )
      })
    )

    it.effect("tell nobody by their order who won", () =>
      Effect.gen(function* () {
        const reader = yield* StatsReader
        const matches = yield* MatchRepository
        const events = yield* EventRepository
        const [low, high] = (yield* someFighters(2)).sort((a, b) => a.id - b.id)
        const eventId = yield* events.save(eventFacts({ date: day("2020-01-01") }))
        const winners = [low!, high!]
        const ids = yield* matches.saveAll(
          winners.map((winner) =>
            matchFacts({ eventId, corners: [side(winner, "WIN"), side(winner === low ? high! : low!, "LOSS")] })
          )
        )
        const found = byId((yield* reader.results(day("2020-01-01"))).filter(({ matchId }) => ids.includes(matchId)))
        assert.deepStrictEqual(
          found.map(({ first, firstResult, secondResult }) => [first, firstResult, secondResult]),
          [
            [low!.id, "WIN", "LOSS"],
            [low!.id, "LOSS", "WIN"]
          ]
        )
      })
    )
  })
